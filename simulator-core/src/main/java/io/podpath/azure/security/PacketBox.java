package io.podpath.azure.security;

import io.podpath.azure.security.Intervals.Stretch;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All packets with any protocol, addresses and ports out of five sets: what one security rule matches.
 *
 * @param protocols the transports
 * @param source where from
 * @param destination where to
 * @param sourcePorts from which ports
 * @param destinationPorts to which ports
 */
record PacketBox(
        Set<Protocol> protocols,
        AddressSet source,
        AddressSet destination,
        Intervals<Integer> sourcePorts,
        Intervals<Integer> destinationPorts) {

    /** Every port. */
    static final Intervals<Integer> EVERY_PORT = new Intervals<>(List.of(new Stretch<>(0, null)));

    PacketBox {
        protocols = protocols.isEmpty() ? Set.of() : EnumSet.copyOf(protocols);
    }

    boolean isEmpty() {
        return protocols.isEmpty()
                || source.isEmpty()
                || destination.isEmpty()
                || sourcePorts.isEmpty()
                || destinationPorts.isEmpty();
    }

    /** The packets in both boxes, if any. */
    Optional<PacketBox> intersect(PacketBox other) {
        Set<Protocol> common = common(other.protocols);
        if (common.isEmpty()) {
            return Optional.empty();
        }
        // Most rules differ in their ports or in one of the addresses; those with many prefixes are asked last.
        Intervals<Integer> toPorts = destinationPorts.intersect(other.destinationPorts);
        if (toPorts.isEmpty()) {
            return Optional.empty();
        }
        AddressSet to = destination.intersect(other.destination);
        if (to.isEmpty()) {
            return Optional.empty();
        }
        PacketBox both = new PacketBox(
                common, source.intersect(other.source), to, sourcePorts.intersect(other.sourcePorts), toPorts);
        return both.isEmpty() ? Optional.empty() : Optional.of(both);
    }

    /** The packets that are not in the other box, as boxes that share none: one slice for each of the five sets. */
    List<PacketBox> minus(PacketBox other) {
        Optional<PacketBox> common = intersect(other);
        if (common.isEmpty()) {
            return List.of(this);
        }
        PacketBox both = common.get();
        Set<Protocol> otherProtocols = EnumSet.copyOf(protocols);
        otherProtocols.removeAll(both.protocols);
        List<PacketBox> slices = List.of(
                new PacketBox(otherProtocols, source, destination, sourcePorts, destinationPorts),
                new PacketBox(both.protocols, source.minus(other.source), destination, sourcePorts, destinationPorts),
                new PacketBox(
                        both.protocols,
                        both.source,
                        destination.minus(other.destination),
                        sourcePorts,
                        destinationPorts),
                new PacketBox(
                        both.protocols,
                        both.source,
                        both.destination,
                        sourcePorts.minus(other.sourcePorts),
                        destinationPorts),
                new PacketBox(
                        both.protocols,
                        both.source,
                        both.destination,
                        both.sourcePorts,
                        destinationPorts.minus(other.destinationPorts)));
        List<PacketBox> rest = new ArrayList<>(slices);
        rest.removeIf(PacketBox::isEmpty);
        return rest;
    }

    private Set<Protocol> common(Set<Protocol> others) {
        Set<Protocol> common = new TreeSet<>(protocols);
        common.retainAll(others);
        return common;
    }

    /** One of the packets in words, such as {@code tcp 10.0.0.0 -> 10.1.0.0:80}. */
    String example() {
        Protocol protocol = protocols.iterator().next();
        String port = protocol.hasPorts() ? ":" + Math.max(1, destinationPorts.smallest()) : "";
        return protocol.lowerCaseName() + " " + source.example() + " -> " + destination.example() + port;
    }
}
