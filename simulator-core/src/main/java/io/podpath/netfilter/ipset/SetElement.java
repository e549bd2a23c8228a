package io.podpath.netfilter.ipset;

/**
 * One element of a set.
 *
 * @param text as {@code ipset save} prints it
 * @param options what stands behind it: {@code timeout 300 comment "web"}
 * @param excludes {@code nomatch}: packets that fit this element best are not in the set
 * @param timeoutSeconds how long it stays, 0 for ever
 */
record SetElement(String text, String options, boolean excludes, long timeoutSeconds) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    boolean isThere(long nowNanos) {
        return timeoutSeconds == 0 || nowNanos < timeoutSeconds * NANOS_PER_SECOND;
    }

    @Override
    public String toString() {
        return options.isEmpty() ? text : text + " " + options;
    }
}
