package io.podpath.dns;

import io.podpath.cluster.CoreDnsCustom;
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
 * What a CoreDNS pod does with a question: the server block whose zone fits the name best, then its plugins in their
 * built-in order until one answers.
 *
 * <pre>
 * default block of AKS:   rewrite > template > hosts > kubernetes > forward
 *                         internal.cloudapp.net (7 labels or more), reddog.microsoft.com: NXDOMAIN
 *                         cluster.local: from the API        everything else: the node's servers
 * </pre>
 *
 * <p><i>Does not model:</i> caches; the plugins that {@link Unread} stands for; health checks of upstream servers.
 *
 * <p><i>Source:</i> Azure docs, Customize CoreDNS; CoreDNS {@code plugin.cfg}, {@code core/dnsserver/server.go}; facts
 * DNS-COREDNS-COREFILE, DNS-COREDNS-PLUGIN-ORDER, DNS-COREDNS-BOGUS-SUFFIXES.
 */
public final class CoreDns {

    private static final int PORT = 53;
    private static final String DEFAULT_BLOCK = "AKS's default block";
    /** A name of seven labels, three of which are the zone's. */
    private static final Template LONG_INTERNAL_NAMES = new Template("internal.cloudapp.net", 4);

    private static final Template STUB_OF_CUSTOM_DNS = new Template("reddog.microsoft.com", 0);

    private final ClusterZone cluster;
    private final List<ServerBlock> blocks = new ArrayList<>();

    /** AKS's Corefile with these additions. */
    public CoreDns(ClusterZone cluster, CoreDnsCustom custom) {
        this.cluster = cluster;
        custom.servers().forEach(block -> blocks.add(inOrder(block)));
        // The import stands behind AKS's own forward and in front of its templates.
        List<CoreDnsPlugin> plugins = new ArrayList<>();
        plugins.add(new Kubernetes(List.of(ClusterZone.DOMAIN)));
        plugins.add(Forward.TO_NODE_SERVERS);
        plugins.addAll(custom.overrides());
        plugins.add(LONG_INTERNAL_NAMES);
        plugins.add(STUB_OF_CUSTOM_DNS);
        blocks.add(inOrder(new ServerBlock(DEFAULT_BLOCK, List.of(""), plugins)));
    }

    private static ServerBlock inOrder(ServerBlock block) {
        return new ServerBlock(
                block.key(),
                block.zones(),
                block.plugins().stream()
                        .sorted(Comparator.comparingInt(CoreDnsPlugin::place))
                        .toList());
    }

    /** What it does, if the node of the pod has these servers. */
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
        return failed("CoreDNS, no plugin of " + block.key() + " answers");
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
            String by = "CoreDNS, plugin " + unread.name() + " of " + key + ": " + unread.why();
            return Optional.of(new Decision.Answers(new DnsAnswer.NotModelled(by)));
        }
        return Optional.empty();
    }

    private static Optional<Decision> refuse(Template template, String name) {
        boolean fits = DomainNames.isUnder(name, template.zone())
                && DomainNames.labelsBelow(name, template.zone()).size() >= template.labelsBefore();
        return fits
                ? Optional.of(new Decision.Answers(new DnsAnswer.NoSuchName("CoreDNS, template " + template.zone())))
                : Optional.empty();
    }

    private static Optional<Decision> lookUp(Hosts hosts, DnsQuestion asked, String key) {
        List<IpAddress> addresses = hosts.entries().get(asked.name());
        if (addresses != null) {
            return Optional.of(new Decision.Answers(
                    new DnsAnswer.Addresses("CoreDNS, hosts of " + key, asked.fitting(addresses))));
        }
        return fitsAny(hosts.fallthrough(), asked.name())
                ? Optional.empty()
                : Optional.of(failed("CoreDNS, hosts of " + key + " does not fall through"));
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
