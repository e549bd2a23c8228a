package io.podpath.kubeproxy;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.HookFunction;
import io.podpath.netfilter.Ruleset;
import io.podpath.nftables.NftTable;
import java.util.List;

/**
 * kube-proxy in nftables mode: one table {@code kube-proxy} per family, with a verdict map from (address, protocol,
 * port) to the chain of the Service, so that the cost of a look-up does not grow with the number of Services.
 *
 * <pre>
 *  prerouting, output -110: firewall-check -> @firewall-ips -> firewall-x: drop what a source range excludes
 *  prerouting, output -100: services -> @service-ips, @service-nodeports -> external-x -> service-x or local-x
 *                                       -> numgen random -> endpoint-y: mark hairpin, remember the client, dnat
 *  input, forward, output 0: @no-endpoint-services, @no-endpoint-nodeports -> drop or reject-chain
 *  forward, output 0:        cluster-ips-check: reject unused ports, drop unallocated addresses
 *  postrouting 100:          masquerade what mark-for-masquerade marked
 * </pre>
 *
 * <p>Other than in iptables mode, node ports are on the node's primary address unless told otherwise and never on
 * localhost, source ranges are checked before nat, INVALID packets are not dropped, and nothing is accepted: a firewall
 * of the host has to let Services through.
 *
 * <p><i>Models:</i> a node after a full sync. <i>Does not model:</i> the delay of syncs, and a removed Service's chains,
 * which stay empty for a second. One object serves all nodes and is immutable.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/nftables/proxier.go} and its README, 1.34.
 */
public final class NftablesMode implements ProxyMode {

    /** The name of the table. */
    public static final String TABLE = "kube-proxy";

    static final String MARK_FOR_MASQUERADE = "mark-for-masquerade";
    static final String REJECT_CHAIN = "reject-chain";

    private final KubeProxyConfig config;
    private final List<Cidr> serviceCidrs;
    private final List<NftServicePort> services;

    /**
     * A proxier for these service ports and endpoints, both of the configured family.
     *
     * @param serviceCidrs the ranges of cluster IPs, whose unallocated addresses are dropped
     */
    public NftablesMode(
            KubeProxyConfig config, List<Cidr> serviceCidrs, ServicePortMap services, EndpointsMap endpoints) {
        this.config = config;
        this.serviceCidrs = serviceCidrs.stream()
                .filter(range -> range.family() == config.family())
                .toList();
        this.services = services.listPorts().stream()
                .map(port -> new NftServicePort(config, port, endpoints.listEndpoints(port.name())))
                .toList();
    }

    @Override
    public List<HookFunction> write(ProxyNode node, Ruleset.Builder iptables) {
        return tableFor(node).hooks();
    }

    /** The whole table of a node. */
    public NftTable tableFor(ProxyNode node) {
        NftNode found = new NftNode(node);
        services.forEach(service -> service.write(found));
        NftStaticTable common = new NftStaticTable(config, serviceCidrs, nodePortAddresses(node));
        NftTable.Builder out = new NftTable.Builder(config.family(), TABLE).comment("rules for kube-proxy");
        common.write(found, out);
        found.affinitySets.forEach(out::set);
        found.chains.forEach(out::chain);
        return out.build();
    }

    /**
     * The addresses with node ports, or none for all: those in the configured ranges, or the primary one. Localhost is
     * never among them.
     *
     * <p><i>Source:</i> Kubernetes {@code pkg/proxy/util/nodeport_addresses.go}, {@code NewNodePortAddresses}.
     */
    private List<IpAddress> nodePortAddresses(ProxyNode node) {
        IpFamily family = config.family();
        boolean isConfigured = config.nodePorts().addresses().stream().anyMatch(range -> range.family() == family);
        if (!isConfigured) {
            return node.findPrimaryAddress(family).map(List::of).orElse(List.of());
        }
        NodePortAddresses addresses = NodePortAddresses.of(config);
        return addresses.matchesAll()
                ? List.of()
                : addresses.listAddresses(node).stream()
                        .filter(address -> address.family() == family && !address.isLoopback())
                        .toList();
    }
}
