package io.podpath.netfilter.dump;

import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A table while it is read: its chains and who jumps where. */
final class DumpTable {

    private final Table table;
    private final int line;
    /** The jumps of each chain; of several to the same chain the first. */
    private final Map<String, Map<String, Integer>> jumps = new LinkedHashMap<>();

    DumpTable(Table table, int line) {
        this.table = table;
        this.line = line;
    }

    Table table() {
        return table;
    }

    int line() {
        return line;
    }

    boolean isBuiltIn(String chain) {
        return table.hooks().stream().anyMatch(hook -> hook.name().equals(chain));
    }

    /** Adds a chain; false if it is there already. */
    boolean addChain(String name) {
        return jumps.putIfAbsent(name, new LinkedHashMap<>()) == null;
    }

    boolean hasChain(String name) {
        return jumps.containsKey(name);
    }

    Set<String> chains() {
        return jumps.keySet();
    }

    /** Remembers where a rule jumps. */
    void addRule(String chain, Rule rule) {
        Map<String, Integer> from = jumps.get(chain);
        if (from != null) {
            findNext(rule).ifPresent(next -> from.putIfAbsent(next, rule.line()));
        }
    }

    /** The chain a rule jumps or goes to. */
    static Optional<String> findNext(Rule rule) {
        if (rule.target() instanceof Target.Jump jump) {
            return Optional.of(jump.chain());
        }
        return rule.target() instanceof Target.Goto go ? Optional.of(go.chain()) : Optional.empty();
    }

    /**
     * The only table the kernel takes a target in, if there is one.
     *
     * <p><i>Source:</i> field {@code table} of the targets in Linux {@code net/netfilter/xt_nat.c}, {@code
     * xt_MASQUERADE.c}, {@code xt_REDIRECT.c}, {@code xt_CT.c}, {@code net/ipv4/netfilter/ipt_REJECT.c}.
     */
    static Optional<Table> findOnlyTable(Target target) {
        if (target instanceof Target.Dnat
                || target instanceof Target.Snat
                || target instanceof Target.Masquerade
                || target instanceof Target.Redirect) {
            return Optional.of(Table.NAT);
        }
        if (target instanceof Target.Reject || target instanceof Target.Reset) {
            return Optional.of(Table.FILTER);
        }
        return target instanceof Target.NoTrack ? Optional.of(Table.RAW) : Optional.empty();
    }

    /**
     * A circle of chains.
     *
     * @param line the rule that closes it
     * @param chains the chains, the first one again at the end
     */
    record Circle(int line, List<String> chains) {}

    /** A circle of jumps, which the kernel refuses ({@code mark_source_chains}). */
    Optional<Circle> findCircle() {
        Set<String> done = new HashSet<>();
        for (String start : jumps.keySet()) {
            Optional<Circle> circle = findCircle(start, done);
            if (circle.isPresent()) {
                return circle;
            }
        }
        return Optional.empty();
    }

    private Optional<Circle> findCircle(String start, Set<String> done) {
        List<String> path = new ArrayList<>();
        Deque<Iterator<Map.Entry<String, Integer>>> open = new ArrayDeque<>();
        Set<String> onPath = new HashSet<>();
        enter(start, path, onPath, open);
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
                String left = path.remove(path.size() - 1);
                onPath.remove(left);
                done.add(left);
                continue;
            }
            Map.Entry<String, Integer> jump = open.peek().next();
            if (onPath.contains(jump.getKey())) {
                List<String> chains = new ArrayList<>(path.subList(path.indexOf(jump.getKey()), path.size()));
                chains.add(jump.getKey());
                return Optional.of(new Circle(jump.getValue(), chains));
            }
            if (jumps.containsKey(jump.getKey()) && !done.contains(jump.getKey())) {
                enter(jump.getKey(), path, onPath, open);
            }
        }
        return Optional.empty();
    }

    private void enter(
            String chain, List<String> path, Set<String> onPath, Deque<Iterator<Map.Entry<String, Integer>>> open) {
        path.add(chain);
        onPath.add(chain);
        open.push(jumps.getOrDefault(chain, Map.of()).entrySet().iterator());
    }
}
