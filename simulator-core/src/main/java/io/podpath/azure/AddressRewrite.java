package io.podpath.azure;

import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.TransportAddress;
import java.util.Optional;

/**
 * Rewrites the ends of a packet the way network address translation does: an ICMP error is treated as a packet of the
 * reply direction of the flow it quotes, and the quoted header is rewritten with it.
 *
 * <p><i>Source:</i> RFC 5508 section 4.2 (NAT behaviour for ICMP error messages).
 */
public final class AddressRewrite {

    private AddressRewrite() {}

    /** The tuple by which tables of flows know the packet. */
    public static FiveTuple flowTuple(Packet packet) {
        Optional<IcmpError> error = packet.findIcmpError();
        return error.isPresent() ? error.get().quoted().reply() : packet.tuple();
    }

    /** The packet from another source. */
    public static Packet withSource(Packet packet, TransportAddress newSource) {
        Optional<IcmpError> error = packet.findIcmpError();
        if (error.isEmpty()) {
            return packet.withTuple(packet.tuple().withSource(newSource));
        }
        FiveTuple quoted = error.get().quoted();
        boolean reporterIsTheEnd =
                packet.source().address().equals(quoted.destination().address());
        FiveTuple outer = reporterIsTheEnd
                ? packet.tuple().withSource(packet.source().withAddress(newSource.address()))
                : packet.tuple();
        return packet.withTuple(outer)
                .withIcmpError(error.get()
                        .withQuoted(quoted.reply().withSource(newSource).reply()));
    }

    /** The packet to another destination. */
    public static Packet withDestination(Packet packet, TransportAddress newDestination) {
        Optional<IcmpError> error = packet.findIcmpError();
        if (error.isEmpty()) {
            return packet.withTuple(packet.tuple().withDestination(newDestination));
        }
        FiveTuple quoted = error.get().quoted().reply();
        FiveTuple outer = packet.tuple().withDestination(packet.destination().withAddress(newDestination.address()));
        return packet.withTuple(outer)
                .withIcmpError(error.get()
                        .withQuoted(quoted.withDestination(newDestination).reply()));
    }

    /** One-to-one translation of the source: each place where the address stands as sender's end is replaced. */
    public static Packet replaceSource(Packet packet, IpAddress from, IpAddress to) {
        FiveTuple changed = replaceSource(packet.tuple(), from, to);
        Optional<IcmpError> error = packet.findIcmpError();
        return error.isEmpty()
                ? packet.withTuple(changed)
                : packet.withTuple(changed)
                        .withIcmpError(error.get()
                                .withQuoted(replaceSource(error.get().quoted().reply(), from, to)
                                        .reply()));
    }

    /** One-to-one translation of the destination. */
    public static Packet replaceDestination(Packet packet, IpAddress from, IpAddress to) {
        FiveTuple changed = replaceSource(packet.tuple().reply(), from, to).reply();
        Optional<IcmpError> error = packet.findIcmpError();
        return error.isEmpty()
                ? packet.withTuple(changed)
                : packet.withTuple(changed)
                        .withIcmpError(
                                error.get().withQuoted(replaceSource(error.get().quoted(), from, to)));
    }

    private static FiveTuple replaceSource(FiveTuple tuple, IpAddress from, IpAddress to) {
        return tuple.source().address().equals(from)
                ? tuple.withSource(tuple.source().withAddress(to))
                : tuple;
    }
}
