package io.podpath.lab.verify;

/**
 * How often a random choice must be drawn before a way that was never taken counts as one the kernel does not have.
 *
 * <p>A way of probability p stays untaken in n runs with probability (1 - p)^n. The limit is the smallest n that brings
 * this, over all ways of a probe together, to one in a thousand million: a judgement that chance cannot turn.
 */
final class DrawLimit {

    private static final double CHANCE_OF_ERROR = 1e-9;

    private DrawLimit() {}

    /**
     * Runs to make before giving up.
     *
     * @param probability of the way, in (0, 1]
     * @param ways all ways of the probe, at least 1
     * @return at least 1
     */
    static int runs(double probability, int ways) {
        if (probability >= 1) {
            return 1;
        }
        return (int) Math.ceil(Math.log(CHANCE_OF_ERROR / ways) / Math.log1p(-probability));
    }
}
