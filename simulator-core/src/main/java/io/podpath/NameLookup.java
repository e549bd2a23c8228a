package io.podpath;

import io.podpath.NameServers.Decision;
import io.podpath.dns.DnsAnswer;
import io.podpath.dns.ResolverConfig;
import io.podpath.engine.Conversation;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.Outcome;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The search for the address of a name, query by query, in one run.
 *
 * <p>After a name that does not exist the next suffix is tried; a server that does not answer is followed by the next
 * server, and the search ends when none is left. A probe of
 * IPv4 asks for A records and one of IPv6 for AAAA; resolvers ask for both, and the queries for the other take the same
 * ways and are not shown.
 *
 * <p><i>Source:</i> glibc {@code resolv/res_query.c} and {@code res_send.c}.
 */
final class NameLookup {

    static final int DNS_PORT = 53;

    private final Connections connections;
    private final NameServers servers;
    private final String host;
    private final ResolverConfig config;
    private final List<String> names;
    private final Runnable then;
    private final List<Query> queries = new ArrayList<>();
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

    /** The addresses found. */
    List<IpAddress> addresses() {
        return addresses;
    }

    /** What the host's last question was answered, if it was. */
    Optional<DnsAnswer> findLastAnswer() {
        Query last = queries.get(lastQuery());
        return last.isAnswered() ? Optional.ofNullable(last.answer) : Optional.empty();
    }

    /** The place of the host's last question among all queries. */
    int lastQuery() {
        int last = queries.size() - 1;
        while (queries.get(last).relation != LinkedFlow.Relation.NAME_LOOKUP) {
            last--;
        }
        return last;
    }

    /** How often the host asked. */
    int countQueries() {
        return (int) own().count();
    }

    private Stream<Query> own() {
        return queries.stream().filter(query -> query.relation == LinkedFlow.Relation.NAME_LOOKUP);
    }

    /** Every query, in order of time; to be asked when the run is over. */
    List<LinkedFlow> flows() {
        return queries.stream().map(Query::flow).toList();
    }

    private void ask(int name, int server) {
        Query query = new Query(LinkedFlow.Relation.NAME_LOOKUP, names.get(name));
        IpAddress nameserver = config.nameservers().get(server);
        send(host, nameserver, query, () -> answered(name, server, query));
    }

    private void send(String from, IpAddress to, Query query, Runnable whenOver) {
        ProbeRoute route = new ProbeRoute(from, null, new TransportAddress(to, DNS_PORT));
        Conversation conversation = connections
                .open(Protocol.UDP, route, ProbePayload.USUAL)
                .servedBy((request, answer) -> serve(request, query, answer))
                .whenOver(whenOver);
        query.conversation = conversation;
        queries.add(query);
        conversation.start();
    }

    /** The program that got the question answers, asks on, or is no name server at all and stays silent. */
    private void serve(Trace request, Query query, Runnable answer) {
        String element = request.end().element();
        Optional<Decision> decision = servers.decide(element, query.name);
        if (decision.isEmpty() || query.isAskedOn) {
            return;
        }
        if (decision.get() instanceof Decision.Answers answers) {
            query.answer = answers.answer();
            answer.run();
        } else if (decision.get() instanceof Decision.AsksOn asksOn) {
            query.isAskedOn = true;
            int chosen =
                    connections.simulation().choices().pick(asksOn.servers().size(), "which name server");
            Query forwarded = new Query(LinkedFlow.Relation.FORWARDED_LOOKUP, asksOn.name());
            send(element, asksOn.servers().get(chosen), forwarded, () -> {
                query.answer = forwarded.answer;
                if (forwarded.isAnswered()) {
                    answer.run();
                }
            });
        }
    }

    private void answered(int name, int server, Query query) {
        boolean isSilent = !query.isAnswered();
        if (isSilent && server + 1 < config.nameservers().size()) {
            ask(name, server + 1);
        } else if (isSilent) {
            then.run();
        } else if (query.answer instanceof DnsAnswer.Addresses found
                && !found.addresses().isEmpty()) {
            addresses = found.addresses();
            then.run();
        } else if (query.answer instanceof DnsAnswer.Unknown || name + 1 == names.size()) {
            then.run();
        } else {
            ask(name + 1, 0);
        }
    }

    /** One question and what is known of its answer. */
    private static final class Query {

        private final LinkedFlow.Relation relation;
        private final String name;
        private @Nullable DnsAnswer answer;
        private @Nullable Conversation conversation;
        private boolean isAskedOn;

        Query(LinkedFlow.Relation relation, String name) {
            this.relation = relation;
            this.name = name;
        }

        boolean isAnswered() {
            return answer != null && conversation != null && conversation.outcome() == Outcome.CONNECTED;
        }

        LinkedFlow flow() {
            if (conversation == null) {
                throw new IllegalStateException("the query was not sent");
            }
            String result = isAnswered() && answer != null
                    ? answer.text() + " (" + answer.by() + ")"
                    : conversation.outcome().label();
            return new LinkedFlow(relation, name, result, conversation.flow());
        }
    }
}
