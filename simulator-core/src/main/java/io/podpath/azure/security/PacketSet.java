package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.security.Intervals.Stretch;
import io.podpath.model.Cidr;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A set of packets that can be asked about as a whole: exact, not a sample. */
public final class PacketSet {

    private static final int BEHIND_PORTS = 65_536;

    private final List<PacketBox> boxes;

    /** The packets in these boxes, no two of which share one. */
    PacketSet(List<PacketBox> boxes) {
        this.boxes = List.copyOf(boxes);
    }

    /** How many boxes it takes to say it. */
    int size() {
        return boxes.size();
    }

    /**
     * Packets of these transports from and to these ranges, from any port.
     *
     * @param ports the destination ports; empty for any
     */
    public static PacketSet of(
            Set<Protocol> protocols, Collection<Cidr> sources, Collection<Cidr> destinations, List<PortRange> ports) {
        PacketBox box = new PacketBox(
                protocols,
                AddressSet.of(sources),
                AddressSet.of(destinations),
                PacketBox.EVERY_PORT,
                ports.isEmpty() ? PacketBox.EVERY_PORT : ports(ports));
        return new PacketSet(box.isEmpty() ? List.of() : List.of(box));
    }

    static Intervals<Integer> ports(List<PortRange> ranges) {
        List<Stretch<Integer>> stretches = new ArrayList<>();
        for (PortRange range : ranges) {
            stretches.add(new Stretch<>(range.first(), range.last() + 1 == BEHIND_PORTS ? null : range.last() + 1));
        }
        return Intervals.of(stretches);
    }

    /** Whether there is no packet in it. */
    public boolean isEmpty() {
        return boxes.isEmpty();
    }

    PacketSet intersect(PacketBox box) {
        List<PacketBox> both = new ArrayList<>();
        boxes.forEach(part -> part.intersect(box).ifPresent(both::add));
        return new PacketSet(both);
    }

    PacketSet minus(PacketBox box) {
        List<PacketBox> rest = new ArrayList<>();
        boxes.forEach(part -> rest.addAll(part.minus(box)));
        return new PacketSet(rest);
    }

    /** One of the packets in words, such as {@code tcp 10.0.0.0 -> 10.1.0.0:80}. */
    public String example() {
        return boxes.get(0).example();
    }
}
