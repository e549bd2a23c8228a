package io.podpath.dns;

import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.CoreDnsCustom.ServerBlock;
import io.podpath.cluster.CoreDnsPlugin;
import io.podpath.cluster.CoreDnsPlugin.Forward;
import io.podpath.cluster.LocalDnsProfile;
import io.podpath.cluster.LocalDnsProfile.Block;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * LocalDNS of a node: a CoreDNS with a configuration for each of its two addresses, which knows nothing itself.
 *
 * <p><i>Does not model:</i> its caches, which are empty at the beginning of a run; long-lived connections: every query
 * over TCP opens one.
 *
 * <p><i>Source:</i> Azure docs, Configure LocalDNS; AgentBaker {@code pkg/agent/baker.go}, localDNS Corefile; facts
 * DNS-LOCALDNS-BLOCKS, DNS-LOCALDNS-TEMPLATES.
 */
public final class LocalDns {

    private static final int PORT = 53;
    private static final ClusterZone KNOWS_NOTHING = new ClusterZone(ClusterObjects.EMPTY);

    private final Corefile ofNode;
    private final Corefile ofCluster;

    /** LocalDNS with this profile, in a cluster whose DNS Service has this address. */
    public LocalDns(LocalDnsProfile profile, IpAddress dnsServiceIp) {
        TransportAddress coreDns = new TransportAddress(dnsServiceIp, PORT);
        this.ofNode = corefile(profile.vnetDns(), coreDns);
        this.ofCluster = corefile(profile.kubeDns(), coreDns);
    }

    private static Corefile corefile(Map<String, Block> blocks, TransportAddress coreDns) {
        List<ServerBlock> servers = new ArrayList<>();
        blocks.forEach((zone, block) -> {
            List<CoreDnsPlugin> plugins = new ArrayList<>();
            if (zone.isEmpty()) {
                plugins.addAll(Corefile.REFUSALS_OF_AKS);
            }
            plugins.add(forward(block, coreDns));
            servers.add(new ServerBlock("zone " + (zone.isEmpty() ? "." : zone), List.of(zone), plugins));
        });
        return new Corefile("LocalDNS", KNOWS_NOTHING, servers);
    }

    private static Forward forward(Block block, TransportAddress coreDns) {
        Set<Forward.Option> options = EnumSet.noneOf(Forward.Option.class);
        if (block.protocol() == LocalDnsProfile.Protocol.FORCE_TCP) {
            options.add(Forward.Option.FORCE_TCP);
        }
        if (block.policy() == LocalDnsProfile.Policy.SEQUENTIAL) {
            options.add(Forward.Option.SEQUENTIAL);
        }
        if (block.destination() == LocalDnsProfile.Destination.CLUSTER_CORE_DNS) {
            return new Forward("", List.of(coreDns), List.of(), options);
        }
        options.add(Forward.Option.NODE_SERVERS);
        return new Forward("", List.of(), List.of(), options);
    }

    /**
     * What it does.
     *
     * @param listener which of its addresses was asked
     * @param vnetServers the name servers of the virtual network
     */
    public Decision decide(IpAddress listener, DnsQuestion question, List<IpAddress> vnetServers) {
        Corefile corefile = listener.equals(LocalDnsProfile.CLUSTER_LISTENER) ? ofCluster : ofNode;
        return corefile.decide(question, vnetServers);
    }
}
