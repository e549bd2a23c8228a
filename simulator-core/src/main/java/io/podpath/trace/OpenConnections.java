package io.podpath.trace;

/**
 * The connections of the same client to the same destination that were to be open before another one.
 *
 * @param wanted how many were tried
 * @param open how many came about, and stay open
 */
public record OpenConnections(int wanted, int open) {

    /** The connection is the first. */
    public static final OpenConnections NONE = new OpenConnections(0, 0);

    public OpenConnections {
        if (open < 0 || open > wanted) {
            throw new IllegalArgumentException(open + " of " + wanted + " connections");
        }
    }
}
