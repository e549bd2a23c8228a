package io.podpath.scenario.report;

/** Colours that underline what the words say already, or none at all. */
public enum Palette {
    /** No escape sequences. */
    PLAIN,
    /** ANSI escape sequences. */
    COLOUR;

    private static final String RESET = "\u001b[0m";

    /** What went well. */
    String good(String text) {
        return wrap("\u001b[32m", text);
    }

    /** What went wrong. */
    String bad(String text) {
        return wrap("\u001b[31m", text);
    }

    /** What podpath does not know. */
    String unsure(String text) {
        return wrap("\u001b[33m", text);
    }

    /** What structures the page. */
    String strong(String text) {
        return wrap("\u001b[1m", text);
    }

    /** What may be skipped at first reading. */
    String faint(String text) {
        return wrap("\u001b[2m", text);
    }

    /** What changed in the packet. */
    String changed(String text) {
        return wrap("\u001b[36m", text);
    }

    private String wrap(String start, String text) {
        return this == PLAIN || text.isEmpty() ? text : start + text + RESET;
    }
}
