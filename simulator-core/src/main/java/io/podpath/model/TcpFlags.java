package io.podpath.model;

/**
 * The control bits of a TCP segment that decide a connection's life.
 *
 * <p><i>Source:</i> RFC 9293 section 3.1.
 */
public enum TcpFlags {
    /** Opens a connection. */
    SYN("SYN"),
    /** Accepts a connection. */
    SYN_ACK("SYN-ACK"),
    /** Acknowledges; carries data or none. */
    ACK("ACK"),
    /** Ends one direction. */
    FIN_ACK("FIN"),
    /** Tears the connection down. */
    RST("RST");

    private final String text;

    TcpFlags(String text) {
        this.text = text;
    }

    /** The usual spelling. */
    @Override
    public String toString() {
        return text;
    }
}
