package io.podpath.netfilter;

import io.podpath.element.Fraction;
import io.podpath.model.Packet;
import java.util.Locale;

/**
 * {@code -m statistic --mode random}: matches with a probability.
 *
 * <p>The kernel compares 31 random bits with the probability rounded to a 31-bit fraction, which is why {@code
 * iptables-save} prints 0.33333333349 for a third. podpath keeps the fraction that was meant, so that enumerated
 * outcomes add up to one.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_statistic.c}; iptables {@code extensions/libxt_statistic.c}.
 *
 * @param probability how often it matches
 */
public record StatisticMatch(Fraction probability) implements Match {

    private static final double KERNEL_SCALE = 0x8000_0000L;
    private static final double WRITTEN_SCALE = 1e10;

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return context.choices().happens(probability, "statistic " + probability);
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return "the random choice of " + probability + " fell on a later rule";
    }

    @Override
    public String toString() {
        // kube-proxy writes ten decimals, and the kernel keeps what that text says.
        double written = Math.rint(probability.doubleValue() * WRITTEN_SCALE) / WRITTEN_SCALE;
        double kept = Math.rint(KERNEL_SCALE * written) / KERNEL_SCALE;
        return "-m statistic --mode random --probability " + String.format(Locale.ROOT, "%.11f", kept);
    }
}
