package io.podpath.plan;

/** Division of counts. */
final class Rounding {

    private Rounding() {}

    /** The quotient of two counts, rounded up. */
    static int up(int count, int size) {
        return (count + size - 1) / size;
    }
}
