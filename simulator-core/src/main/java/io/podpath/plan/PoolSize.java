package io.podpath.plan;

/**
 * How many nodes a pool has.
 *
 * @param now nodes as declared
 * @param most nodes the cluster autoscaler may make of them; the same number where it is off
 */
public record PoolSize(int now, int most) {

    public PoolSize {
        if (now < 0 || most < now) {
            throw new IllegalArgumentException("a pool of " + now + " to " + most + " nodes");
        }
    }

    /** A pool that nobody scales by itself. */
    public static PoolSize fixed(int nodes) {
        return new PoolSize(nodes, nodes);
    }
}
