package io.podpath.nftables;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import org.jspecify.annotations.Nullable;

/**
 * A field of a packet that keys are made of.
 *
 * <p><i>Source:</i> nft(8), PRIMARY EXPRESSIONS and PAYLOAD EXPRESSIONS.
 */
public enum Selector {
    IP_SOURCE("ip saddr", DataType.IPV4_ADDR),
    IP_DESTINATION("ip daddr", DataType.IPV4_ADDR),
    IP6_SOURCE("ip6 saddr", DataType.IPV6_ADDR),
    IP6_DESTINATION("ip6 daddr", DataType.IPV6_ADDR),
    PROTOCOL("meta l4proto", DataType.INET_PROTO),
    SOURCE_PORT("th sport", DataType.INET_SERVICE),
    DESTINATION_PORT("th dport", DataType.INET_SERVICE);

    private final String text;
    private final DataType type;

    Selector(String text, DataType type) {
        this.text = text;
        this.type = type;
    }

    /** The source address in this family. */
    public static Selector source(IpFamily family) {
        return family == IpFamily.IPV4 ? IP_SOURCE : IP6_SOURCE;
    }

    /** The destination address in this family. */
    public static Selector destination(IpFamily family) {
        return family == IpFamily.IPV4 ? IP_DESTINATION : IP6_DESTINATION;
    }

    /** The type of its values. */
    public DataType type() {
        return type;
    }

    /** The packet's value, or none if it has no such field; then the rule does not match. */
    @Nullable
    Object valueIn(Packet packet) {
        return switch (this) {
            case IP_SOURCE -> address(packet.source().address(), IpFamily.IPV4);
            case IP_DESTINATION -> address(packet.destination().address(), IpFamily.IPV4);
            case IP6_SOURCE -> address(packet.source().address(), IpFamily.IPV6);
            case IP6_DESTINATION -> address(packet.destination().address(), IpFamily.IPV6);
            case PROTOCOL -> packet.protocol();
            case SOURCE_PORT ->
                packet.protocol().hasPorts() ? (Integer) packet.source().port() : null;
            case DESTINATION_PORT ->
                packet.protocol().hasPorts() ? (Integer) packet.destination().port() : null;
        };
    }

    private static @Nullable IpAddress address(IpAddress address, IpFamily family) {
        return address.family() == family ? address : null;
    }

    /** As nft spells it. */
    @Override
    public String toString() {
        return text;
    }
}
