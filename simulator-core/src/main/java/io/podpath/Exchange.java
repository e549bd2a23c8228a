package io.podpath;

import io.podpath.dns.DnsAnswer;
import io.podpath.dns.RecordType;
import io.podpath.dns.ResolverConfig;
import io.podpath.model.IpAddress;
import io.podpath.trace.DnsReason;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A probe to a name: the lookup, then the connection to one of the addresses found, in one run.
 *
 * <p>If no address is found the flow is that of the last query, with an outcome that says so.
 */
final class Exchange {

    private final ProbedConnection connection;
    private final Probe probe;
    private final EndpointResolver resolver;
    private final ModelLimits limits;
    private final Connections connections;
    private final ChoiceMode mode;
    private @Nullable Flow refusal;

    Exchange(ProbedConnection connection, EndpointResolver resolver, ModelLimits limits, ChoiceMode mode) {
        this.connection = connection;
        this.probe = connection.probe();
        this.connections = connection.connections();
        this.resolver = resolver;
        this.limits = limits;
        this.mode = mode;
    }

    /** Looks the name up as this host's resolver does, and connects. */
    Flow lookUpAndConnect(String host, ResolverConfig config, NameServers servers) {
        List<NameLookup> started = new ArrayList<>();
        NameLookup lookup = new NameLookup(
                connections, servers, host, config, probe.to().name(), () -> started.forEach(this::connect));
        started.add(lookup);
        mode.draw().run();
        lookup.start();
        connections.simulation().run();
        if (refusal != null) {
            return refusal.withLinked(lookup.flows());
        }
        return connection.isStarted() ? connection.flow().withLinkedBefore(lookup.flows()) : unresolved(lookup);
    }

    private void connect(NameLookup lookup) {
        mode.enumerate().run();
        List<IpAddress> usable = usable(lookup.addresses());
        if (!usable.isEmpty()) {
            connect(usable);
        }
    }

    /** The addresses of the family the probe asks for; else those of IPv4, or if there are none, those of IPv6. */
    private List<IpAddress> usable(List<IpAddress> addresses) {
        List<IpAddress> wanted = addresses.stream()
                .filter(address -> address.family() == type().family())
                .toList();
        return wanted.isEmpty() && probe.family() == null ? addresses : wanted;
    }

    private RecordType type() {
        return probe.family() == null ? RecordType.A : RecordType.of(probe.family());
    }

    /** Servers give the addresses in turning order, and programs take the first. */
    private void connect(List<IpAddress> addresses) {
        int chosen = connections.simulation().choices().pick(addresses.size(), "which address of " + probe.to());
        ProbeRoute route = resolver.resolve(probe, addresses.get(chosen));
        refusal = limits.refuse(probe, route).orElse(null);
        if (refusal == null) {
            connection.start(route);
        }
    }

    /** Connects to an address that was found without asking anybody. */
    Flow connectTo(List<IpAddress> addresses) {
        connect(addresses);
        connections.simulation().run();
        if (refusal != null) {
            return refusal;
        }
        return connection.flow();
    }

    private Flow unresolved(NameLookup lookup) {
        NameQuery last = lookup.lastQuery(type());
        Flow flow = last.flow().flow().withLinked(lookup.flowsBeside(List.of(last)));
        Optional<DnsAnswer> answer = last.findAnswer();
        String name = probe.to().name();
        Optional<Trace.End> unknown = lookup.findUndecided();
        if (answer.isEmpty() && unknown.isPresent()) {
            return flow.undecidedBy(unknown.get());
        }
        if (answer.isEmpty()) {
            boolean knowsWhy = flow.forward().end().findReason().isPresent();
            return knowsWhy
                    ? flow
                    : flow.explained(DnsReason.DNS_NO_ANSWER, "nobody answered the question for " + name);
        }
        if (answer.get() instanceof DnsAnswer.Unknown) {
            return flow.withOutcome(Outcome.UNDECIDED)
                    .explained(DnsReason.DNS_NAME_NOT_DECLARED, name + " is not declared under azure.publicDns");
        }
        if (answer.get() instanceof DnsAnswer.NotModelled) {
            return flow.withOutcome(Outcome.UNDECIDED)
                    .explained(DnsReason.DNS_PLUGIN_NOT_READ, answer.get().by());
        }
        if (answer.get() instanceof DnsAnswer.Failed) {
            return flow.withOutcome(Outcome.UNRESOLVED)
                    .explained(DnsReason.DNS_SERVER_FAILURE, answer.get().by());
        }
        String what = answer.get() instanceof DnsAnswer.Addresses
                ? " has no " + last.question().type() + " record"
                : " does not exist";
        return flow.withOutcome(Outcome.UNRESOLVED)
                .explained(DnsReason.DNS_NO_SUCH_NAME, name + what + ", after " + lookup.countQueries() + " queries");
    }
}
