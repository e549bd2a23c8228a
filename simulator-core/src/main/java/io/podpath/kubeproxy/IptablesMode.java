package io.podpath.kubeproxy;

import io.podpath.netfilter.HookFunction;
import io.podpath.netfilter.Ruleset;
import java.util.List;

/**
 * kube-proxy in iptables mode: writes a node's rules as the real one does, with the same chains, names, comments and
 * order inside each chain.
 *
 * <pre>
 *  PREROUTING, OUTPUT -> KUBE-SERVICES -+-> KUBE-SVC-x or KUBE-SVL-x ---------------> KUBE-SEP-y -> DNAT
 *                                       +-> [KUBE-FW-x ->] KUBE-EXT-x -> KUBE-SVC-x or KUBE-SVL-x -> ...
 *                                       +-> KUBE-NODEPORTS -> KUBE-EXT-x -> ...
 *  POSTROUTING -> KUBE-POSTROUTING: MASQUERADE what KUBE-MARK-MASQ marked
 *  INPUT, FORWARD, OUTPUT (filter) -> REJECT or DROP what has no endpoint, drop what a source range excludes
 * </pre>
 *
 * <p><i>Models:</i> a node after a full sync, where nothing else interferes. <i>Does not model:</i> the delay of syncs,
 * partial syncs; services come sorted by name where kube-proxy has no order. One object serves all nodes: it makes once
 * what is the same everywhere, is immutable, and may be used by several threads.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/iptables/proxier.go}, 1.31 to 1.34.
 */
public final class IptablesMode implements ProxyMode {

    /** Above this number of endpoints kube-proxy leaves out the comments about them. */
    public static final int LARGE_CLUSTER_ENDPOINTS = 1_000;

    private final KubeProxyConfig config;
    private final List<ServicePortRules> services;

    /** A proxier for these service ports and endpoints, both of the configured family. */
    public IptablesMode(KubeProxyConfig config, ServicePortMap services, EndpointsMap endpoints) {
        this.config = config;
        int endpointCount = services.listPorts().stream()
                .mapToInt(port -> endpoints.listEndpoints(port.name()).size())
                .sum();
        boolean comments = endpointCount <= LARGE_CLUSTER_ENDPOINTS;
        this.services = services.listPorts().stream()
                .map(port -> new ServicePortRules(config, port, endpoints.listEndpoints(port.name()), comments))
                .toList();
    }

    /** Adds the rules of a node; jumps go to the head of the built-in chains, as {@code iptables -I} puts them. */
    @Override
    public List<HookFunction> write(ProxyNode node, Ruleset.Builder out) {
        StaticRules common = new StaticRules(config, out);
        common.write();
        NodeRules nodeRules = new NodeRules(node, out);
        for (ServicePortRules service : services) {
            service.write(nodeRules);
        }
        common.writeNodePortJumps(node);
        return List.of();
    }

    /** For node ports on 127.0.0.1. */
    @Override
    public boolean setsRouteLocalnet() {
        return config.hasLocalhostNodePorts();
    }

    /** The rules of a node that has no others. */
    public Ruleset rulesFor(ProxyNode node) {
        Ruleset.Builder out = new Ruleset.Builder();
        write(node, out);
        return out.build();
    }
}
