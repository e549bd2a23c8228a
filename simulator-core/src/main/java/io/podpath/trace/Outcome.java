package io.podpath.trace;

import java.util.Locale;

/** What the side that opened a connection experiences. */
public enum Outcome {
    /** The connection opened, and request and answer arrived. */
    CONNECTED,
    /** The other side, or a filter on the way, said no at once. */
    REFUSED,
    /** Nothing came back, however often the sender tried. */
    TIMEOUT,
    /** The first packet was delivered, but no reply found its way back. */
    ONE_WAY,
    /** The connection opened and was then torn down. */
    RESET,
    /** The name was not found, so nothing was sent to any destination. */
    UNRESOLVED,
    /** podpath cannot tell: a packet ended in something that is not modelled, or the input lacks it. */
    UNDECIDED;

    /** Lower case, as scenarios spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
