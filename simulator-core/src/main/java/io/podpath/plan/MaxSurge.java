package io.podpath.plan;

import java.util.Optional;

/**
 * How many nodes an upgrade adds to a pool while it runs, {@code --max-surge}: a number, or a percentage of the pool
 * rounded up. Never more than the pool has nodes.
 *
 * <p><i>Models:</i> the peak of a rolling upgrade. <i>Does not model:</i> the fallback to one node from Kubernetes 1.35
 * on, blue-green upgrades.
 *
 * <p><i>Source:</i> aks-docs, Configure rolling upgrades, Customize node surge; fact PLAN-SURGE.
 *
 * @param value nodes, or percent of the pool
 * @param isPercent which of them
 */
public record MaxSurge(int value, boolean isPercent) {

    /** One node. The large cluster page and the API's reference say 10 percent, which is one node up to ten. */
    public static final MaxSurge DEFAULT = new MaxSurge(1, false);

    private static final int MOST_PERCENT = 100;
    private static final String PERCENT = "(100|[0-9]{1,2})%";
    private static final String COUNT = "[0-9]{1,4}";

    public MaxSurge {
        if (value < 0 || (isPercent && value > MOST_PERCENT)) {
            throw new IllegalArgumentException("no surge: " + value);
        }
    }

    /** Reads {@code 5} or {@code 33%}, or nothing if the text is neither. */
    public static Optional<MaxSurge> tryParse(String text) {
        if (text.matches(PERCENT)) {
            return Optional.of(new MaxSurge(Integer.parseInt(text.substring(0, text.length() - 1)), true));
        }
        return text.matches(COUNT) ? Optional.of(new MaxSurge(Integer.parseInt(text), false)) : Optional.empty();
    }

    /** The nodes an upgrade adds to a pool of this size. */
    public int nodes(int poolSize) {
        int wanted = isPercent ? Rounding.up(poolSize * value, MOST_PERCENT) : value;
        return Math.min(wanted, poolSize);
    }

    @Override
    public String toString() {
        return isPercent ? value + "%" : String.valueOf(value);
    }
}
