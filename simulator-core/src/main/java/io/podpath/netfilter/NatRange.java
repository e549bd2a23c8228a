package io.podpath.netfilter;

import io.podpath.model.IpAddress;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a NAT target asks for.
 *
 * <p><i>Source:</i> Linux {@code struct nf_nat_range2}.
 *
 * @param addresses the new addresses, or none to keep the old one
 * @param ports the new ports, or none to keep the old one if possible
 * @param flags how to choose
 */
public record NatRange(
        @Nullable Addresses addresses, @Nullable Ports ports, Set<Flag> flags) {

    /** How an address and a port are chosen from the ranges. */
    public enum Flag {
        /** The port is always drawn at random. */
        RANDOM,
        /** The same, with a better generator. */
        RANDOM_FULLY,
        /** A client keeps the address it got before. */
        PERSISTENT;

        /** The spelling of {@code iptables-save}. */
        @Override
        public String toString() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A range of addresses.
     *
     * @param first the lowest
     * @param last the highest
     */
    public record Addresses(IpAddress first, IpAddress last) {

        int size() {
            return (int) Math.min(Integer.MAX_VALUE, last.minus(first) + 1);
        }

        @Override
        public String toString() {
            return first.equals(last) ? first.toString() : first + "-" + last;
        }
    }

    /**
     * A range of ports.
     *
     * @param first the lowest
     * @param last the highest
     */
    public record Ports(int first, int last) {

        boolean contains(int port) {
            return port >= first && port <= last;
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    public NatRange {
        flags = Set.copyOf(flags);
    }

    /** One address, and one port or any. */
    public static NatRange to(IpAddress address, @Nullable Integer port) {
        return new NatRange(new Addresses(address, address), port == null ? null : new Ports(port, port), Set.of());
    }

    /** The old address and port. */
    static NatRange keep() {
        return new NatRange(null, null, Set.of());
    }

    /** The same ports and flags at one address. */
    NatRange at(IpAddress address) {
        return new NatRange(new Addresses(address, address), ports, flags);
    }

    /** Whether the port is always drawn at random. */
    public boolean isRandom() {
        return flags.contains(Flag.RANDOM) || flags.contains(Flag.RANDOM_FULLY);
    }

    /** The spelling behind {@code --to-destination}: {@code 10.0.0.1-10.0.0.9:80-90}. */
    public String destination() {
        if (addresses == null) {
            return ":" + ports;
        }
        boolean needsBrackets = ports != null && !addresses.first().isIpv4();
        String where = needsBrackets ? "[" + addresses + "]" : addresses.toString();
        return ports == null ? where : where + ":" + ports;
    }

    /** The flags as {@code iptables-save} prints them, each with a blank before it. */
    String options() {
        StringBuilder text = new StringBuilder();
        for (Flag flag : Flag.values()) {
            text.append(flags.contains(flag) ? " " + flag : "");
        }
        return text.toString();
    }

    static Set<Flag> flags(boolean randomFully) {
        return randomFully ? EnumSet.of(Flag.RANDOM_FULLY) : EnumSet.noneOf(Flag.class);
    }
}
