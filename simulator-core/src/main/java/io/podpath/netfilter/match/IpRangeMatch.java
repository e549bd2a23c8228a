package io.podpath.netfilter.match;

import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code -m iprange}: ranges of addresses that are no prefixes.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_iprange.c}.
 *
 * @param source {@code --src-range}
 * @param destination {@code --dst-range}
 */
public record IpRangeMatch(@Nullable Range source, @Nullable Range destination) implements Match {

    /**
     * A range.
     *
     * @param first the lowest address
     * @param last the highest
     * @param negated matches all other addresses
     */
    public record Range(IpAddress first, IpAddress last, boolean negated) {

        boolean matches(IpAddress address) {
            return (first.compareTo(address) <= 0 && address.compareTo(last) <= 0) != negated;
        }

        private String option(String name) {
            return (negated ? " ! " : " ") + name + " " + first + "-" + last;
        }
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return (source == null || source.matches(packet.source().address()))
                && (destination == null
                        || destination.matches(packet.destination().address()));
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        boolean isSource = source != null && !source.matches(packet.source().address());
        return isSource
                ? "source is " + packet.source().address()
                : "destination is " + packet.destination().address();
    }

    @Override
    public String toString() {
        return "-m iprange" + (source == null ? "" : source.option("--src-range"))
                + (destination == null ? "" : destination.option("--dst-range"));
    }
}
