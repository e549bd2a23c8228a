package io.podpath;

import io.podpath.dns.Decision;
import io.podpath.dns.DnsAnswer;
import io.podpath.dns.DnsQuestion;
import io.podpath.dns.RecordType;
import io.podpath.dns.ResolverConfig;
import io.podpath.engine.Conversation;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.Outcome;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The search for the addresses of a name, query by query, in one run.
 *
 * <p>For every name two queries leave the same socket at once, one for A and one for AAAA, and the search waits for both.
 * After a name that neither record exists of the next suffix is tried; a server that answers neither is followed by the
 * next server, and the search ends when none is left.
 *
 * <p><i>Does not model:</i> a host without any IPv6 address, not even a link-local one, of which glibc asks for A only;
 * {@code single-request}; musl, which asks all servers at once; Go's resolver, which opens a socket for each query.
 *
 * <p><i>Source:</i> glibc {@code resolv/res_query.c}, {@code res_send.c}; fact DNS-A-AND-AAAA.
 */
final class NameLookup {

    static final int DNS_PORT = 53;
    /** Servers that ask each other in a circle would do so until somebody's patience ends. */
    private static final int MAX_DISTANCE = 8;

    private final Connections connections;
    private final NameServers servers;
    private final String host;
    private final ResolverConfig config;
    private final List<String> names;
    private final Runnable then;
    private final List<NameQuery> queries = new ArrayList<>();
    private List<IpAddress> addresses = List.of();

    /**
     * A search that is still to be started.
     *
     * @param connections opens sockets
     * @param servers who knows what
     * @param host the element whose program asks
     * @param config its resolver
     * @param name what it asks for
     * @param then what to do when the search is over
     */
    NameLookup(
            Connections connections,
            NameServers servers,
            String host,
            ResolverConfig config,
            String name,
            Runnable then) {
        this.connections = connections;
        this.servers = servers;
        this.host = host;
        this.config = config;
        this.names = config.candidates(name);
        this.then = then;
    }

    void start() {
        ask(0, 0);
    }

    /** The addresses found, of both families. */
    List<IpAddress> addresses() {
        return addresses;
    }

    /** The host's last query for this record; it asked for both at least once. */
    NameQuery lastQuery(RecordType type) {
        return queries.stream()
                .filter(query -> query.isOwn() && query.question().type() == type)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** How often the host asked. */
    int countQueries() {
        return (int) queries.stream().filter(NameQuery::isOwn).count();
    }

    /** Where a query ended of which nobody knows the outcome, the host's own or a name server's; if there is one. */
    Optional<Trace.End> findUndecided() {
        return queries.stream()
                .map(query -> query.flow().flow())
                .filter(flow -> flow.outcome() == Outcome.UNDECIDED)
                .map(flow -> flow.forward().end())
                .findFirst();
    }

    /** Every query, in order of time; to be asked when the run is over. */
    List<LinkedFlow> flows() {
        return flowsBeside(List.of());
    }

    /** Every query but these. */
    List<LinkedFlow> flowsBeside(List<NameQuery> others) {
        return queries.stream()
                .filter(query -> !others.contains(query))
                .map(NameQuery::flow)
                .toList();
    }

    private void ask(int name, int server) {
        IpAddress nameserver = config.nameservers().get(server);
        RecordType[] types = RecordType.values();
        List<Conversation> conversations = connections.openFromOneSocket(
                new ProbeRoute(host, null, new TransportAddress(nameserver, DNS_PORT)), types.length);
        List<NameQuery> pair = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            DnsQuestion question = new DnsQuestion(names.get(name), types[i]);
            pair.add(NameQuery.own(question, conversations.get(i)));
        }
        List<NameQuery> waiting = new ArrayList<>(pair);
        pair.forEach(query -> send(query, () -> {
            waiting.remove(query);
            if (waiting.isEmpty()) {
                answered(name, server, pair);
            }
        }));
    }

    private void send(NameQuery query, Runnable whenOver) {
        queries.add(query);
        query.conversation()
                .servedBy((request, answer) -> serve(request, query, answer))
                .whenOver(whenOver)
                .start();
    }

    /** The program that got the question answers, asks on, or is no name server at all and stays silent. */
    private void serve(Trace request, NameQuery query, Runnable answer) {
        String element = request.end().element();
        Decision decision = servers.decide(element, request.last().destination().address(), query.question())
                .orElse(null);
        if (decision == null || query.isAskedOn() || query.distance() == MAX_DISTANCE) {
            return;
        }
        if (decision instanceof Decision.Answers answers) {
            query.answeredBy(answers.answer());
            answer.run();
        } else if (decision instanceof Decision.AsksOn asksOn) {
            query.askedOn();
            askOn(element, asksOn, query, answer);
        }
    }

    private void askOn(String element, Decision.AsksOn asksOn, NameQuery query, Runnable answer) {
        int chosen = connections.simulation().choices().pick(asksOn.servers().size(), "which name server");
        ProbeRoute route = new ProbeRoute(element, null, asksOn.servers().get(chosen));
        Conversation conversation = connections.open(asksOn.protocol(), route, ProbePayload.USUAL);
        NameQuery forwarded = query.forwarded(asksOn.question(), conversation);
        send(
                forwarded,
                () -> forwarded.findAnswer().ifPresent(given -> {
                    query.answeredBy(given);
                    answer.run();
                }));
    }

    private void answered(int name, int server, List<NameQuery> pair) {
        boolean isSilent = pair.stream().allMatch(query -> query.findAnswer().isEmpty());
        boolean isUnknown = pair.stream()
                .flatMap(query -> query.findAnswer().stream())
                .anyMatch(answer -> answer instanceof DnsAnswer.Unknown || answer instanceof DnsAnswer.NotModelled);
        addresses = pair.stream().flatMap(query -> query.addresses().stream()).toList();
        if (isSilent && server + 1 < config.nameservers().size()) {
            ask(name, server + 1);
        } else if (isSilent || isUnknown || !addresses.isEmpty() || name + 1 == names.size()) {
            then.run();
        } else {
            ask(name + 1, 0);
        }
    }
}
