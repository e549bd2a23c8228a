package io.podpath.model;

/**
 * The two halves of a ping.
 *
 * <p><i>Source:</i> RFC 792.
 */
public enum EchoType {
    /** Asks. */
    REQUEST("echo request"),
    /** Answers. */
    REPLY("echo reply");

    private final String text;

    EchoType(String text) {
        this.text = text;
    }

    /** Plain words. */
    @Override
    public String toString() {
        return text;
    }
}
