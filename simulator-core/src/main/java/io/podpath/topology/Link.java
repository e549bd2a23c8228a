package io.podpath.topology;

/**
 * A link between two elements; packets cross it both ways.
 *
 * @param a one end
 * @param b the other end
 * @param latencyNanos how long a packet takes
 */
public record Link(LinkEnd a, LinkEnd b, long latencyNanos) {

    /** The end that is not this one. */
    public LinkEnd opposite(LinkEnd end) {
        return end.equals(a) ? b : a;
    }
}
