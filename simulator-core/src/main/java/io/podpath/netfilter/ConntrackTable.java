package io.podpath.netfilter;

import io.podpath.model.FiveTuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connection table of one namespace: every confirmed connection under both of its tuples.
 *
 * <p>Expired entries are removed when somebody looks at them, which gives the same answers as the kernel's garbage
 * collector at a time nobody can observe.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/nf_conntrack_core.c}.
 */
public final class ConntrackTable {

    /** kube-proxy's floor for {@code nf_conntrack_max}: what a node of up to four cores has. */
    public static final int DEFAULT_MAX_ENTRIES = 131_072;

    private final int maxEntries;
    private final Map<FiveTuple, Found> byTuple = new HashMap<>();

    /** An empty table of this size. */
    public ConntrackTable(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /** An entry and the direction in which a tuple runs along it. */
    record Found(ConntrackEntry entry, boolean isReply) {}

    /** A line of {@code conntrack -L}. */
    public record Line(FiveTuple original, FiveTuple reply) {}

    Optional<Found> find(FiveTuple tuple, long nowNanos) {
        Found found = byTuple.get(tuple);
        if (found == null) {
            return Optional.empty();
        }
        if (found.entry.isExpired(nowNanos)) {
            remove(found.entry);
            return Optional.empty();
        }
        return Optional.of(found);
    }

    /** Whether a new connection would be refused a place. */
    boolean isFull() {
        return byTuple.size() / 2 >= maxEntries;
    }

    /** Whether another connection already has this tuple, in either direction. */
    boolean isTaken(FiveTuple tuple, ConntrackEntry except, long nowNanos) {
        return find(tuple, nowNanos).filter(found -> found.entry != except).isPresent();
    }

    /**
     * Enters a connection under both tuples.
     *
     * @return false if one of the tuples is taken; then nothing is entered
     */
    boolean confirm(ConntrackEntry entry, long nowNanos) {
        if (isTaken(entry.original(), entry, nowNanos) || isTaken(entry.reply(), entry, nowNanos)) {
            return false;
        }
        byTuple.put(entry.original(), new Found(entry, false));
        byTuple.put(entry.reply(), new Found(entry, true));
        entry.confirm();
        return true;
    }

    void remove(ConntrackEntry entry) {
        byTuple.remove(entry.original());
        byTuple.remove(entry.reply());
    }

    /** How many connections are tracked, expired ones not yet collected among them. */
    public int size() {
        return byTuple.size() / 2;
    }

    /** Every tracked connection, in order of its original tuple's text. */
    public List<Line> list() {
        LinkedHashSet<ConntrackEntry> entries = new LinkedHashSet<>();
        byTuple.values().forEach(found -> entries.add(found.entry));
        List<Line> lines = new ArrayList<>();
        entries.forEach(entry -> lines.add(new Line(entry.original(), entry.reply())));
        lines.sort(java.util.Comparator.comparing(line -> line.original().toString()));
        return lines;
    }
}
