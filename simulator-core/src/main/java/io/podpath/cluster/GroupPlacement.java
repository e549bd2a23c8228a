package io.podpath.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Places the pods of one group, one after the other.
 *
 * <p>While a group is placed nothing else is, so a node's key changes only when a pod of the group is put on it, and
 * the heaps need no repair.
 */
final class GroupPlacement {

    private final PodGroup group;
    private final Map<String, Zone> zones = new TreeMap<>();

    private static final class Zone {

        private final PriorityQueue<Slot> slots = new PriorityQueue<>();
        private int podsOfGroup;
    }

    /**
     * A node as this group sees it, the emptiest first.
     *
     * <p>Groups times nodes of them are compared, so this is spelled out: a chain of comparators takes twice the time.
     */
    private static final class Slot implements Comparable<Slot> {

        private final NodeLoad node;
        private final Zone zone;
        private int podsOfGroup;

        Slot(NodeLoad node, Zone zone, int podsOfGroup) {
            this.node = node;
            this.zone = zone;
            this.podsOfGroup = podsOfGroup;
        }

        @Override
        public int compareTo(Slot other) {
            if (podsOfGroup != other.podsOfGroup) {
                return Integer.compare(podsOfGroup, other.podsOfGroup);
            }
            int difference = Integer.compare(node.podCount(), other.node.podCount());
            return difference != 0 ? difference : Integer.compare(node.order(), other.node.order());
        }
    }

    GroupPlacement(PodGroup group, List<NodeLoad> candidates) {
        this.group = group;
        for (NodeLoad node : candidates) {
            Zone zone = zones.computeIfAbsent(node.zone(), name -> new Zone());
            int bound = node.boundCount(group);
            zone.slots.add(new Slot(node, zone, bound));
            zone.podsOfGroup += bound;
        }
    }

    /** Puts one more pod on the best node, whose name is returned; empty if there is none. */
    Optional<String> place() {
        Slot best = null;
        for (Zone zone : zones.values()) {
            Slot slot = bestOf(zone);
            if (slot != null && (best == null || isBetter(slot, best))) {
                best = slot;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        best.zone.slots.poll();
        best.node.add(group);
        best.podsOfGroup++;
        best.zone.podsOfGroup++;
        best.zone.slots.add(best);
        return Optional.of(best.node.spec().name());
    }

    /** The best node of the zone that still has room; those without leave the heap for good. */
    private @Nullable Slot bestOf(Zone zone) {
        Slot slot = zone.slots.peek();
        while (slot != null && (slot.node.isFull() || !slot.node.hasFree(group.hostPorts()))) {
            zone.slots.poll();
            slot = zone.slots.peek();
        }
        return slot;
    }

    private static boolean isBetter(Slot slot, Slot other) {
        int difference = Integer.compare(slot.podsOfGroup, other.podsOfGroup);
        if (difference == 0) {
            difference = Integer.compare(slot.zone.podsOfGroup, other.zone.podsOfGroup);
        }
        return difference == 0 ? slot.compareTo(other) < 0 : difference < 0;
    }
}
