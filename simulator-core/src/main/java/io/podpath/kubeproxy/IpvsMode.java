package io.podpath.kubeproxy;

import io.podpath.element.NetworkInterface;
import io.podpath.ipvs.Ipvs;
import io.podpath.ipvs.IpvsConfig;
import io.podpath.netfilter.HookRegistration;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.ipset.IpSet;
import io.podpath.netfilter.ipset.IpSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * kube-proxy in ipvs mode: virtual servers that choose endpoints, a dummy interface that makes their addresses local, sets,
 * and a fixed number of rules that ask these sets.
 *
 * <pre>
 *  PREROUTING (nat)  KUBE-SERVICES: mark what is masqueraded
 *  INPUT (filter)    KUBE-IPVS-FILTER: nothing but Services at Service addresses; source ranges
 *  INPUT, OUTPUT     IPVS: virtual server -> endpoint
 *  POSTROUTING (nat) KUBE-POSTROUTING: MASQUERADE what is marked, and what a pod sends to itself
 * </pre>
 *
 * <p><i>Models:</i> a node after a full sync. <i>Does not model:</i> the delay of syncs; real servers on their way out,
 * which have weight 0 until their connections are gone; {@code excludeCIDRs}; ARP ({@code strictARP}). Services come sorted by
 * name where kube-proxy has no order. One object serves all nodes and may be used by several threads.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/ipvs/proxier.go}, 1.31 to 1.34. Upstream deprecated the mode in 1.35.
 */
public final class IpvsMode implements ProxyMode {

    private final KubeProxyConfig config;
    private final IpvsSettings settings;
    private final ServicePortMap services;
    private final EndpointsMap endpoints;

    /** A proxier for these service ports and endpoints, both of the configured family. */
    public IpvsMode(KubeProxyConfig config, IpvsSettings settings, ServicePortMap services, EndpointsMap endpoints) {
        this.config = config;
        this.settings = settings;
        this.services = services;
        this.endpoints = endpoints;
    }

    /** Virtual servers, sets and addresses of a node. */
    public IpvsNode plan(ProxyNode node) {
        IpvsNodePlan plan = new IpvsNodePlan(config, settings, node);
        services.listPorts().forEach(service -> plan.add(service, endpoints.listEndpoints(service.name())));
        return plan.finish();
    }

    @Override
    public List<? extends HookRegistration> write(ProxyNode node, Ruleset.Builder iptables) {
        IpvsNode plan = plan(node);
        write(plan, iptables);
        return Ipvs.hooks(ipvs(plan));
    }

    /** Service addresses on {@code kube-ipvs0}; the interface need not be up. */
    @Override
    public Optional<NetworkInterface> dummyInterface(ProxyNode node) {
        NetworkInterface.Address[] addresses = plan(node).boundAddresses().stream()
                .map(address ->
                        new NetworkInterface.Address(address, address.family().addressBits()))
                .toArray(NetworkInterface.Address[]::new);
        return Optional.of(NetworkInterface.of(IpvsNode.DUMMY_INTERFACE, addresses));
    }

    /** Adds the rules and the sets of a node. */
    public void write(IpvsNode node, Ruleset.Builder out) {
        List<IpSet> sets = new ArrayList<>();
        for (KubeIpSet set : KubeIpSet.values()) {
            sets.add(set.of(node.entries(set), config.family()));
        }
        out.ipSets(new IpSets(sets));
        new IpvsRules(config, node, out).write();
    }

    /** What IPVS is told on a node. */
    public IpvsConfig ipvs(IpvsNode node) {
        return new IpvsConfig(node.virtualServers(), settings.timeouts());
    }
}
