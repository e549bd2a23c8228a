package io.podpath.dns;

import io.podpath.cluster.CoreDnsCustom.ServerBlock;
import io.podpath.cluster.CoreDnsPlugin;
import io.podpath.cluster.CoreDnsPlugin.Forward;
import io.podpath.cluster.CoreDnsPlugin.Hosts;
import io.podpath.cluster.CoreDnsPlugin.Kubernetes;
import io.podpath.cluster.CoreDnsPlugin.Template;
import io.podpath.cluster.CoreDnsPlugin.Unread;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a CoreDNS does with a question: the server block whose zone fits the name best, then its plugins in their built-in
 * order until one answers.
 *
 * <p><i>Does not model:</i> caches; the plugins that {@link Unread} stands for; health checks of upstream servers.
 *
 * <p><i>Source:</i> CoreDNS {@code plugin.cfg}, {@code core/dnsserver/server.go}; fact DNS-COREDNS-PLUGIN-ORDER.
 */
public final class Corefile {

    private static final int PORT = 53;
    /** A name of seven labels, three of which are the zone's. */
    private static final Template LONG_INTERNAL_NAMES = new Template("internal.cloudapp.net", 4);

    private static final Template STUB_OF_CUSTOM_DNS = new Template("reddog.microsoft.com", 0);

    /** What AKS refuses: leftovers of search lists. Fact DNS-COREDNS-BOGUS-SUFFIXES. */
    static final List<CoreDnsPlugin> REFUSALS_OF_AKS = List.of(LONG_INTERNAL_NAMES, STUB_OF_CUSTOM_DNS);

    private final String server;
    private final ClusterZone cluster;
    private final List<ServerBlock> blocks;

    /**
     * A configuration.
     *
     * @param server who has it, in words
     * @param cluster what its kubernetes plugins know
     * @param blocks the server blocks; one of them is for the root
     */
    Corefile(String server, ClusterZone cluster, List<ServerBlock> blocks) {
        this.server = server;
        this.cluster = cluster;
        this.blocks = blocks.stream().map(Corefile::inOrder).toList();
    }

    private static ServerBlock inOrder(ServerBlock block) {
        return new ServerBlock(
                block.key(),
                block.zones(),
                block.plugins().stream()
                        .sorted(Comparator.comparingInt(CoreDnsPlugin::place))
                        .toList());
    }

    /** What it does, if its host has these servers. */
    public Decision decide(DnsQuestion question, List<IpAddress> nodeServers) {
        DnsQuestion asked = question.of(DomainNames.normal(question.name()));
        ServerBlock block = block(asked.name());
        asked = asked.of(NameRewrites.apply(block.plugins(), asked.name()));
        for (CoreDnsPlugin plugin : block.plugins()) {
            Optional<Decision> decision = ask(plugin, asked, block.key(), nodeServers);
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        return failed(server + ", no plugin of " + block.key() + " answers");
    }

    private ServerBlock block(String name) {
        ServerBlock best = blocks.get(blocks.size() - 1);
        int longest = -1;
        for (ServerBlock block : blocks) {
            for (String zone : block.zones()) {
                if (zone.length() > longest && DomainNames.isUnder(name, zone)) {
                    best = block;
                    longest = zone.length();
                }
            }
        }
        return best;
    }

    private Optional<Decision> ask(CoreDnsPlugin plugin, DnsQuestion asked, String key, List<IpAddress> nodeServers) {
        if (plugin instanceof Template template) {
            return refuse(template, asked.name());
        }
        if (plugin instanceof Hosts hosts) {
            return lookUp(hosts, asked, key);
        }
        if (plugin instanceof Kubernetes kubernetes) {
            return fitsAny(kubernetes.zones(), asked.name())
                    ? Optional.of(fromCluster(asked, nodeServers))
                    : Optional.empty();
        }
        if (plugin instanceof Forward forward) {
            return forward(forward, asked, nodeServers);
        }
        if (plugin instanceof Unread unread) {
            String by = server + ", plugin " + unread.name() + " of " + key + ": " + unread.why();
            return Optional.of(new Decision.Answers(new DnsAnswer.NotModelled(by)));
        }
        return Optional.empty();
    }

    private Optional<Decision> refuse(Template template, String name) {
        boolean fits = DomainNames.isUnder(name, template.zone())
                && DomainNames.labelsBelow(name, template.zone()).size() >= template.labelsBefore();
        return fits
                ? Optional.of(new Decision.Answers(new DnsAnswer.NoSuchName(server + ", template " + template.zone())))
                : Optional.empty();
    }

    private Optional<Decision> lookUp(Hosts hosts, DnsQuestion asked, String key) {
        List<IpAddress> addresses = hosts.entries().get(asked.name());
        if (addresses != null) {
            return Optional.of(new Decision.Answers(
                    new DnsAnswer.Addresses(server + ", hosts of " + key, asked.fitting(addresses))));
        }
        return fitsAny(hosts.fallthrough(), asked.name())
                ? Optional.empty()
                : Optional.of(failed(server + ", hosts of " + key + " does not fall through"));
    }

    private Decision fromCluster(DnsQuestion asked, List<IpAddress> nodeServers) {
        DnsAnswer answer = cluster.answer(asked);
        return answer instanceof DnsAnswer.Alias alias
                ? decide(asked.of(alias.target()), nodeServers)
                : new Decision.Answers(answer);
    }

    private static Optional<Decision> forward(Forward forward, DnsQuestion asked, List<IpAddress> nodeServers) {
        if (!DomainNames.isUnder(asked.name(), forward.from()) || fitsAny(forward.except(), asked.name())) {
            return Optional.empty();
        }
        List<TransportAddress> servers = new ArrayList<>(forward.servers());
        if (forward.options().contains(Forward.Option.NODE_SERVERS)) {
            nodeServers.forEach(server -> servers.add(new TransportAddress(server, PORT)));
        }
        List<TransportAddress> possible =
                forward.options().contains(Forward.Option.SEQUENTIAL) ? servers.subList(0, 1) : servers;
        Protocol protocol = forward.options().contains(Forward.Option.FORCE_TCP) ? Protocol.TCP : Protocol.UDP;
        return Optional.of(new Decision.AsksOn(asked, possible, protocol));
    }

    private static boolean fitsAny(List<String> zones, String name) {
        return zones.stream().anyMatch(zone -> DomainNames.isUnder(name, zone));
    }

    private static Decision failed(String by) {
        return new Decision.Answers(new DnsAnswer.Failed(by));
    }
}
