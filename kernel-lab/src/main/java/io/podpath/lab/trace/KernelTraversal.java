package io.podpath.lab.trace;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One packet's way through one namespace, as the kernel's tracer saw it.
 *
 * @param entry how it came to be there
 * @param first the packet as it was seen first
 * @param rules the rules that matched, in order
 * @param delivered the packet at the end of INPUT, if it got there
 * @param left the packet at the end of POSTROUTING, if it got there
 */
public record KernelTraversal(
        Entry entry,
        KernelPacket first,
        List<MatchedRule> rules,
        @Nullable KernelPacket delivered,
        @Nullable KernelPacket left) {

    public KernelTraversal {
        rules = List.copyOf(rules);
    }

    /** How a packet comes to be in a namespace. */
    public enum Entry {
        /** It arrived on an interface and passed PREROUTING. */
        ARRIVED,
        /** A process or the kernel sent it: OUTPUT. */
        SENT,
        /** It was first seen in a later hook: the copy a promiscuous bridge hands to its host. */
        APPEARED
    }

    /**
     * Whether it can be the copy of a frame that a promiscuous bridge hands to its host, which routes it back to the
     * bridge, or drops it: since Linux 6.9 the copy has no connection.
     *
     * <p><i>Source:</i> Linux {@code br_nf_local_in}, commit 751de2012eaf; fact KUBENET-PROMISC-COPY-UNTRACKED.
     */
    public boolean isCopyOf(String bridge) {
        boolean ended = left == null && delivered == null;
        return entry == Entry.APPEARED
                && (ended || (left != null && left.outInterface().equals(bridge)));
    }

    /** The packet a socket may get. */
    public Optional<KernelPacket> findDelivered() {
        return Optional.ofNullable(delivered);
    }

    /** The packet as it left. */
    public Optional<KernelPacket> findLeft() {
        return Optional.ofNullable(left);
    }

    /** Whether the tracer has seen its end: delivered, sent on, or dropped by a rule. */
    public boolean isComplete() {
        boolean dropped =
                !rules.isEmpty() && rules.get(rules.size() - 1).verdict().equals("drop");
        boolean looped = left != null && left.outInterface().equals("lo");
        return dropped || delivered != null || (left != null && !looped);
    }
}
