package io.podpath.netfilter;

import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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
    /** The reply tuples of echoes: a reply is never taken for a request, though both have the same ends. */
    private final Map<FiveTuple, Found> echoReplies = new HashMap<>();
    /** The connections of each client whose source is translated, the newest first. */
    private final Map<Client, Deque<ConntrackEntry>> translated = new HashMap<>();

    private record Client(Protocol protocol, TransportAddress source) {}

    /** An empty table of this size. */
    public ConntrackTable(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /** An entry and the direction in which a tuple runs along it. */
    record Found(ConntrackEntry entry, boolean isReply) {}

    /** A line of {@code conntrack -L}. */
    public record Line(FiveTuple original, FiveTuple reply) {}

    /** The connection a packet belongs to. */
    Optional<Found> find(Packet packet, long nowNanos) {
        return find(packet.echoType() == EchoType.REPLY ? echoReplies : byTuple, packet.tuple(), nowNanos);
    }

    /** The connection whose packets have this tuple, whatever it is. */
    Optional<Found> find(FiveTuple tuple, long nowNanos) {
        Optional<Found> found = find(replies(tuple), tuple, nowNanos);
        return found.isPresent() || tuple.protocol().hasPorts() ? found : find(byTuple, tuple, nowNanos);
    }

    private Map<FiveTuple, Found> replies(FiveTuple tuple) {
        return tuple.protocol().hasPorts() ? byTuple : echoReplies;
    }

    private Optional<Found> find(Map<FiveTuple, Found> tuples, FiveTuple tuple, long nowNanos) {
        Found found = tuples.get(tuple);
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
        return size() >= maxEntries;
    }

    /** Whether another connection already has this tuple for its replies, or a connection with ports for its requests. */
    boolean isReplyTaken(FiveTuple reply, ConntrackEntry except, long nowNanos) {
        Optional<Found> found = find(replies(reply), reply, nowNanos);
        return found.isPresent() && found.get().entry != except;
    }

    /**
     * Where another connection of the same client comes from after translation, if the range allows that.
     *
     * <p><i>Source:</i> Linux {@code net/netfilter/nf_nat_core.c}, {@code find_appropriate_src}.
     */
    Optional<TransportAddress> findMapping(FiveTuple current, NatRange range, long nowNanos) {
        Deque<ConntrackEntry> entries = translated.get(new Client(current.protocol(), current.source()));
        if (entries == null) {
            return Optional.empty();
        }
        for (ConntrackEntry entry : entries) {
            TransportAddress mapped = entry.translated().source();
            if (!entry.isExpired(nowNanos) && range.contains(mapped)) {
                return Optional.of(mapped);
            }
        }
        return Optional.empty();
    }

    /**
     * Enters a connection under both tuples.
     *
     * @return false if one of the tuples is taken; then nothing is entered
     */
    boolean confirm(ConntrackEntry entry, long nowNanos) {
        Optional<Found> same = find(byTuple, entry.original(), nowNanos);
        if (same.isPresent() || isReplyTaken(entry.reply(), entry, nowNanos)) {
            return false;
        }
        byTuple.put(entry.original(), new Found(entry, false));
        replies(entry.reply()).put(entry.reply(), new Found(entry, true));
        if (entry.isTranslated(Manipulation.SOURCE)) {
            translated
                    .computeIfAbsent(client(entry), first -> new ArrayDeque<>())
                    .addFirst(entry);
        }
        entry.confirm();
        return true;
    }

    private static Client client(ConntrackEntry entry) {
        return new Client(entry.original().protocol(), entry.original().source());
    }

    void remove(ConntrackEntry entry) {
        byTuple.remove(entry.original());
        replies(entry.reply()).remove(entry.reply());
        if (entry.isTranslated(Manipulation.SOURCE)) {
            translated.computeIfPresent(client(entry), (client, entries) -> {
                entries.remove(entry);
                return entries.isEmpty() ? null : entries;
            });
        }
    }

    /** How many connections are tracked, expired ones not yet collected among them. */
    public int size() {
        return (byTuple.size() + echoReplies.size()) / 2;
    }

    /** Every tracked connection, in order of its original tuple's text. */
    public List<Line> list() {
        LinkedHashSet<ConntrackEntry> entries = new LinkedHashSet<>();
        byTuple.values().forEach(found -> entries.add(found.entry));
        List<Line> lines = new ArrayList<>();
        entries.forEach(entry -> lines.add(new Line(entry.original(), entry.reply())));
        lines.sort(Comparator.comparing(line -> line.original().toString()));
        return lines;
    }
}
