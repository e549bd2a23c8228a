package io.podpath.scenario.report;

import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.TransportAddress;
import io.podpath.scenario.run.AddressOwners;
import java.util.ArrayList;
import java.util.List;

/** Packets, and the difference an element made to one, in the words of a capture. */
final class PacketText {

    private PacketText() {}

    /** One end: address and port, or the address alone for an echo. */
    static String end(Packet packet, TransportAddress end) {
        return packet.protocol().hasPorts() ? end.toString() : end.address().toString();
    }

    /** The fields of the ends that changed, for example {@code dst 10.0.12.7:80 -> 10.244.1.8:8080 (pod/shop/web)}. */
    static List<String> changedEnds(Packet before, Packet after, AddressOwners addresses) {
        List<String> changes = new ArrayList<>();
        if (!before.source().equals(after.source())) {
            changes.add("src " + change(before, before.source(), after.source(), addresses));
        }
        if (!before.destination().equals(after.destination()) && isOwnChange(before, after)) {
            changes.add("dst " + change(before, before.destination(), after.destination(), addresses));
        }
        return changes;
    }

    /** The fields beside the ends that changed: TTL and mark. */
    static List<String> changedRest(Packet before, Packet after) {
        List<String> changes = new ArrayList<>();
        if (before.ttlHops() != after.ttlHops()) {
            changes.add("ttl " + before.ttlHops() + " -> " + after.ttlHops());
        }
        if (!before.mark().equals(after.mark())) {
            changes.add("mark " + before.mark() + " -> " + after.mark());
        }
        return changes;
    }

    /** True if an element translated an address or a port. */
    static boolean isTranslated(Packet before, Packet after) {
        return !before.tuple().equals(after.tuple());
    }

    // The identifier of an echo stands on both sides, so a changed source port shows up as a changed destination too.
    private static boolean isOwnChange(Packet before, Packet after) {
        return before.protocol().hasPorts()
                || !before.destination().address().equals(after.destination().address());
    }

    private static String change(Packet packet, TransportAddress from, TransportAddress to, AddressOwners addresses) {
        IpAddress address = to.address();
        String owner = address.equals(from.address())
                ? ""
                : addresses.findOwner(address).map(name -> "  (" + name + ")").orElse("");
        boolean identifierOnly = !packet.protocol().hasPorts() && address.equals(from.address());
        return identifierOnly
                ? address + " id " + from.port() + " -> " + to.port()
                : end(packet, from) + " -> " + end(packet, to) + owner;
    }
}
