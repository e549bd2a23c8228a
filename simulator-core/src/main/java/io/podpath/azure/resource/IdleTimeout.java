package io.podpath.azure.resource;

/**
 * After which silence a load balancer forgets a TCP flow, and whether it tells the two ends. podpath carries it as a
 * value; nothing ages within a run.
 *
 * <p><i>Source:</i> Azure docs, Load Balancer TCP Reset and Idle Timeout.
 *
 * @param minutes {@value #LEAST_MINUTES} to {@value #MOST_MINUTES}
 * @param atExpiry what the two ends learn
 */
public record IdleTimeout(int minutes, AtExpiry atExpiry) {

    /** The shortest, and the default. */
    public static final int LEAST_MINUTES = 4;

    /** The longest that any document names. */
    public static final int MOST_MINUTES = 120;

    /** The cloud provider's rule for a Service without annotations. */
    public static final IdleTimeout OF_SERVICE = new IdleTimeout(LEAST_MINUTES, AtExpiry.RESET);

    /** The outbound rule of AKS. */
    public static final IdleTimeout OF_AKS_OUTBOUND = new IdleTimeout(30, AtExpiry.RESET);

    /** Azure's default for a rule: no reset. */
    public static final IdleTimeout DEFAULT = new IdleTimeout(LEAST_MINUTES, AtExpiry.SILENCE);

    public IdleTimeout {
        if (minutes < LEAST_MINUTES || minutes > MOST_MINUTES) {
            throw new IllegalArgumentException("idle timeout of " + minutes + " minutes is outside 4-120");
        }
    }

    /** What happens when the time is over. */
    public enum AtExpiry {
        /** Both ends get a TCP reset. */
        RESET,
        /** The flow is forgotten; the next packet meets nothing. */
        SILENCE
    }

    /** For example {@code idle timeout 4 min, TCP reset}. */
    @Override
    public String toString() {
        return "idle timeout " + minutes + " min, " + (atExpiry == AtExpiry.RESET ? "TCP reset" : "no TCP reset");
    }
}
