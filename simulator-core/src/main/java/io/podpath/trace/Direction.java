package io.podpath.trace;

import java.util.Locale;

/** Which way along its connection a packet goes. */
public enum Direction {
    /** From the side that opened the connection. */
    FORWARD,
    /** Back to it. */
    REPLY;

    /** Lower case, as the result contract spells it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
