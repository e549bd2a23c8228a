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
 * oneself passes OUTPUT and, over {@code lo}, PREROUTING and INPUT: both halves become one traversal.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/nf_tables_trace.c} ({@code nft_trace_init}, {@code nft_trace_notify}).
 */
public final class Chronicle {

    /** The table whose chains switch the tracer on and see packets last. */
    public static final String WATCH_TABLE = "podpath-watch";

    private static final Pattern LINE = Pattern.compile("^trace id (\\S+) (\\S+) (\\S+) (\\S+) (packet:|(?:unknown )?rule) (.*)$");
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
        return chronicle.drafts.stream()
                .flatMap(draft -> draft.finish().stream())
                .toList();
    }

    /** A traversal while its lines come in. */
    private static final class Draft {

        private final Entry entry;
        private @Nullable KernelPacket first;
        private @Nullable KernelPacket delivered;
        private @Nullable KernelPacket left;
        private final List<MatchedRule> rules = new ArrayList<>();

        Draft(Entry entry) {
            this.entry = entry;
        }

        /** Whether the packet is on its way to this very namespace, and looks like this one. */
        boolean continuesAs(KernelPacket packet) {
            return left != null
                    && delivered == null
                    && left.outInterface().equals(LOOPBACK)
                    && left.tuple().equals(packet.tuple())
                    && left.kind() == packet.kind();
        }

        Optional<KernelTraversal> finish() {
            return Optional.ofNullable(first).map(seen -> new KernelTraversal(entry, seen, rules, delivered, left));
        }
    }

    private void read(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
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
                int number = index.number(parts.group(2), table, Integer.parseInt(rule.group(1)));
                draft.rules.add(new MatchedRule(table, chain, number, rule.group(2)));
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
        return draft != null ? draft : begin(id, Entry.APPEARED, packet);
    }

    private Draft begin(String id, Entry entry, KernelPacket packet) {
        if (entry == Entry.ARRIVED && packet.inInterface().equals(LOOPBACK)) {
            for (Draft sent : drafts) {
                if (sent.continuesAs(packet)) {
                    current.put(id, sent);
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
