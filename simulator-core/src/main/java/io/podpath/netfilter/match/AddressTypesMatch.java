package io.podpath.netfilter.match;

import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.netfilter.AddressType;
import io.podpath.netfilter.MatchContext;
import io.podpath.netfilter.UncertainMatch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code -m addrtype} with any types, on either side, and on one interface only.
 *
 * <p><i>Models:</i> UNICAST, LOCAL, BROADCAST, MULTICAST. The types of special routes (BLACKHOLE, UNREACHABLE, PROHIBIT
 * and further ones) cannot be decided.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_addrtype.c}.
 *
 * @param source {@code --src-type}
 * @param destination {@code --dst-type}
 * @param limit {@code --limit-iface-in} or {@code --limit-iface-out}: only that interface's addresses are LOCAL
 */
public record AddressTypesMatch(
        @Nullable Types source, @Nullable Types destination, Limit limit) implements UncertainMatch {

    /** Which interface's addresses count as local. */
    public enum Limit {
        NONE,
        IN,
        OUT
    }

    /**
     * Types an address may have.
     *
     * @param names as the rule lists them
     * @param negated matches all other types
     */
    public record Types(List<String> names, boolean negated) {

        public Types {
            names = List.copyOf(names);
        }

        private boolean isKnown() {
            return names.stream().allMatch(name -> find(name).isPresent());
        }

        private boolean matches(AddressType type) {
            return names.contains(type.name()) != negated;
        }

        private String option(String name) {
            return (negated ? " ! " : " ") + name + " " + String.join(",", names);
        }
    }

    private static Optional<AddressType> find(String name) {
        for (AddressType type : AddressType.values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return (source == null || source.matches(type(packet.source().address(), context)))
                && (destination == null
                        || destination.matches(type(packet.destination().address(), context)));
    }

    private AddressType type(IpAddress address, MatchContext context) {
        AddressType type = context.addressType(address);
        if (limit == Limit.NONE || type != AddressType.LOCAL) {
            return type;
        }
        String wanted = limit == Limit.IN ? context.inInterface() : context.outInterface();
        return context.isLocalOn(address, wanted) ? AddressType.LOCAL : AddressType.UNICAST;
    }

    @Override
    public @Nullable String findUnknown(Packet packet, MatchContext context) {
        boolean isKnown = (source == null || source.isKnown()) && (destination == null || destination.isKnown());
        return isKnown ? null : "the match " + this + " asks for the type of a route";
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return "source is " + lower(type(packet.source().address(), context)) + ", destination is "
                + lower(type(packet.destination().address(), context));
    }

    private static String lower(AddressType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "-m addrtype" + (source == null ? "" : source.option("--src-type"))
                + (destination == null ? "" : destination.option("--dst-type"))
                + (limit == Limit.NONE ? "" : " --limit-iface-" + limit.name().toLowerCase(Locale.ROOT));
    }
}
