package io.podpath.lab.trace;

import io.podpath.lab.trace.KernelTraversal.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the lines of {@code nft -a monitor trace} into traversals.
 *
 * <p>The id of a trace is a hash of the packet's memory, so a later packet can have the id of an earlier one; the chain
 * that watches PREROUTING or OUTPUT marks the beginning of each. Lines of different packets interleave. A packet to
 * oneself passes OUTPUT and, over {@code lo}, PREROUTING and INPUT: both halves become one traversal. So do the parts of a
 * frame that a bridge hands up to its host, and a request before and after IPVS has turned it to a real server elsewhere.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/nf_tables_trace.c} ({@code nft_trace_init}, {@code nft_trace_notify});
 * {@code net/netfilter/ipvs/ip_vs_xmit.c} ({@code ip_vs_nat_send_or_cont}), facts IPVS-SENDS-BY-OUTPUT and IPVS-TTL.
 */
public final class Chronicle {

    /** The table whose chains switch the tracer on and see packets last. */
    public static final String WATCH_TABLE = "podpath-watch";

    private static final Pattern LINE =
            Pattern.compile("^trace id (\\S+) (\\S+) (\\S+) (\\S+) (packet:|(?:unknown )?rule) (.*)$");
    private static final Pattern RULE = Pattern.compile(".*\\bhandle (\\d+) \\(verdict (.*)\\)\\s*$");
    private static final String LOOPBACK = "lo";

    private final RuleIndex index;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Draft> current = new HashMap<>();

    private Chronicle(RuleIndex index) {
        this.index = index;
    }

    /** All traversals in the order they began. */
    public static List<KernelTraversal> read(List<String> lines, RuleIndex index) {
        Chronicle chronicle = new Chronicle(index);
        lines.forEach(chronicle::read);
        chronicle.joinParts();
        chronicle.joinRedirected();
        return chronicle.drafts.stream()
                .flatMap(draft -> draft.finish().stream())
                .toList();
    }

    /** A frame that a bridge hands up to its host gets another id on the way, because that depends on the interface. */
    private void joinParts() {
        for (Draft part : List.copyOf(drafts)) {
            if (part.entry == Entry.APPEARED) {
                drafts.stream()
                        .filter(candidate -> candidate.isContinuedBy(part))
                        .findFirst()
                        .ifPresent(begun -> {
                            begun.join(part);
                            drafts.remove(part);
                        });
            }
        }
    }

    /** What IPVS takes out of INPUT or OUTPUT towards a real server begins again at OUTPUT. */
    private void joinRedirected() {
        for (Draft part : List.copyOf(drafts)) {
            if (part.entry == Entry.SENT) {
                drafts.stream()
                        .takeWhile(candidate -> candidate != part)
                        .filter(candidate -> candidate.isRedirectedAs(part))
                        .findFirst()
                        .ifPresent(begun -> {
                            begun.join(part);
                            drafts.remove(part);
                        });
            }
        }
    }

    /** A traversal while its lines come in. */
    private static final class Draft {

        private final Entry entry;
        private @Nullable KernelPacket first;
        private @Nullable KernelPacket delivered;
        private @Nullable KernelPacket left;
        private final List<MatchedRule> rules = new ArrayList<>();
        private boolean joined;
        private boolean returned;

        Draft(Entry entry) {
            this.entry = entry;
        }

        /** Whether the packet is on its way to this very namespace, and looks like this one. */
        boolean continuesAs(KernelPacket packet) {
            return left != null
                    && !returned
                    && left.outInterface().equals(LOOPBACK)
                    && left.tuple().equals(packet.tuple())
                    && left.kind() == packet.kind();
        }

        /** Whether a packet with this draft's id can be this draft's packet, and not a later one. */
        boolean mayBe(KernelPacket packet) {
            boolean over = delivered != null || (left != null && !returned);
            return !over && first != null && first.kind() == packet.kind();
        }

        /**
         * PREROUTING changes nothing but the destination, so source and interface tell the parts of one packet. A bridge
         * leaves the TTL alone; a copy of the frame that the host routed back to the bridge has lost a hop.
         */
        boolean isContinuedBy(Draft part) {
            return entry == Entry.ARRIVED
                    && !joined
                    && left == null
                    && delivered == null
                    && first != null
                    && part.first != null
                    && first.kind() == part.first.kind()
                    && first.inInterface().equals(part.first.inInterface())
                    && first.tuple().source().equals(part.first.tuple().source())
                    && (!part.first.inInterface().equals(part.first.outInterface())
                            || first.ttlHops() == part.first.ttlHops());
        }

        /**
         * IPVS changes the destination, takes a hop of the TTL, and sends the packet on with its source. Nothing else does:
         * what a machine sends by itself has a whole TTL, and it has an address of its own as source.
         */
        boolean isRedirectedAs(Draft part) {
            return left == null
                    && delivered == null
                    && !isDropped()
                    && first != null
                    && part.first != null
                    && first.kind() == part.first.kind()
                    && first.tuple().source().equals(part.first.tuple().source())
                    && !first.tuple().destination().equals(part.first.tuple().destination())
                    && first.ttlHops() - 1 == part.first.ttlHops();
        }

        private boolean isDropped() {
            return !rules.isEmpty() && rules.get(rules.size() - 1).verdict().equals("drop");
        }

        void join(Draft part) {
            joined = true;
            rules.addAll(part.rules);
            delivered = part.delivered;
            left = part.left;
        }

        Optional<KernelTraversal> finish() {
            return Optional.ofNullable(first).map(seen -> new KernelTraversal(entry, seen, rules, delivered, left));
        }
    }

    private void read(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || parts.group(2).equals("bridge")) {
            return;
        }
        String id = parts.group(1);
        String table = parts.group(3);
        String chain = parts.group(4);
        if (parts.group(5).equals("packet:")) {
            boolean watching = table.equals(WATCH_TABLE);
            KernelPacket.parse(parts.group(6)).ifPresent(packet -> see(id, watching ? chain : "", packet));
        } else if (!table.equals(WATCH_TABLE)) {
            Matcher rule = RULE.matcher(parts.group(6));
            Draft draft = current.get(id);
            if (draft != null && rule.matches()) {
                draft.rules.add(
                        index.matched(parts.group(2), table, chain, Integer.parseInt(rule.group(1)), rule.group(2)));
            }
        }
    }

    private void see(String id, String watchChain, KernelPacket packet) {
        switch (watchChain) {
            case "arrive" -> begin(id, Entry.ARRIVED, packet);
            case "send" -> begin(id, Entry.SENT, packet);
            case "deliver" -> draft(id, packet).delivered = packet;
            case "leave" -> draft(id, packet).left = packet;
            default -> draft(id, packet);
        }
    }

    private Draft draft(String id, KernelPacket packet) {
        Draft draft = current.get(id);
        return draft != null && draft.mayBe(packet) ? draft : begin(id, Entry.APPEARED, packet);
    }

    private Draft begin(String id, Entry entry, KernelPacket packet) {
        if (entry == Entry.ARRIVED && packet.inInterface().equals(LOOPBACK)) {
            for (Draft sent : drafts) {
                if (sent.continuesAs(packet)) {
                    current.put(id, sent);
                    sent.returned = true;
                    return sent;
                }
            }
        }
        Draft draft = new Draft(entry);
        draft.first = packet;
        drafts.add(draft);
        current.put(id, draft);
        return draft;
    }
}
