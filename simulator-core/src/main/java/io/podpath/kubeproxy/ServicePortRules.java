package io.podpath.kubeproxy;

import static io.podpath.kubeproxy.KubeChains.jump;

import io.podpath.model.Cidr;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.AddressTypeMatch;
import io.podpath.netfilter.Chain;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of one service port.
 *
 * <p>What is the same on every node is made once: endpoint chains, and the chain of policy Cluster where no topology
 * hint narrows it. {@link #write} adds what depends on the node.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/iptables/proxier.go}, the loop over service ports in {@code
 * syncProxyRules}.
 */
final class ServicePortRules {

    private static final Match FROM_THIS_NODE = new AddressTypeMatch(AddressTypeMatch.Side.SOURCE, false);

    private final KubeProxyConfig config;
    private final ServicePortInfo service;
    private final List<EndpointInfo> endpoints;
    private final ServiceRuleFactory rules;
    private final ChainNames names;
    private final Map<TransportAddress, EndpointChain> endpointChains = new HashMap<>();
    private final int usableEverywhere;
    private final Chain clusterChainEverywhere;

    ServicePortRules(
            KubeProxyConfig config, ServicePortInfo service, List<EndpointInfo> endpoints, boolean commentsEndpoints) {
        this.config = config;
        this.service = service;
        this.endpoints = endpoints;
        rules = new ServiceRuleFactory(service, commentsEndpoints);
        names = ChainNames.of(service.name());
        for (EndpointInfo endpoint : endpoints) {
            if (EndpointSelection.isUsable(endpoint)) {
                String name =
                        ChainNames.endpoint(service.name(), endpoint.address().toString());
                EndpointChain chain = new EndpointChain(endpoint.address(), rules.endpointChain(name, endpoint));
                endpointChains.put(endpoint.address(), chain);
            }
        }
        List<EndpointInfo> usable = EndpointSelection.withoutTopology(endpoints);
        usableEverywhere = usable.size();
        clusterChainEverywhere = clusterChain(usable);
    }

    /** The decisions about one service port on one node. */
    private record Situation(EndpointCategories found, boolean internal, boolean external) {}

    void write(NodeRules out) {
        EndpointCategories found = EndpointSelection.categorize(endpoints, service, out.node(), config.hints());
        boolean noneLocal = found.local().isEmpty();
        Situation situation = new Situation(
                found,
                found.hasAny() && !(service.policies().isInternalLocal() && noneLocal),
                found.hasAny() && !(service.policies().isExternalLocal() && noneLocal));
        captureClusterIp(situation, out);
        captureExternalIps(situation, out);
        captureLoadBalancerVips(situation, out);
        captureNodePort(situation, out);
        if (service.external().healthCheckNodePort() != 0) {
            out.filter(KubeChains.NODE_PORTS, rules.healthCheckNodePort());
        }
        if (found.hasAny()) {
            writeServiceChains(situation, out);
        }
    }

    private void captureClusterIp(Situation situation, NodeRules out) {
        IpAddress clusterIp = service.clusterIp().address();
        if (situation.internal) {
            String chain = service.policies().isInternalLocal() ? names.local() : names.cluster();
            out.nat(KubeChains.SERVICES, rules.at(clusterIp, rules.text() + " cluster IP", jump(chain)));
        } else {
            out.filter(KubeChains.SERVICES, rules.at(clusterIp, refusalComment(situation), refusal(situation)));
        }
    }

    private void captureExternalIps(Situation situation, NodeRules out) {
        for (IpAddress address : service.external().externalIps()) {
            if (situation.found.hasAny()) {
                String comment = rules.text() + " external IP";
                out.nat(KubeChains.SERVICES, rules.at(address, comment, jump(names.external())));
            }
            refuseAt(address, situation, out);
        }
    }

    private void captureLoadBalancerVips(Situation situation, NodeRules out) {
        String chain = usesFirewall(situation) ? names.firewall() : names.external();
        for (IpAddress address : service.external().loadBalancerVips()) {
            if (situation.found.hasAny()) {
                out.nat(KubeChains.SERVICES, rules.at(address, rules.text() + " loadbalancer IP", jump(chain)));
            }
            if (usesFirewall(situation)) {
                String comment = rules.text() + " traffic not accepted by " + names.firewall();
                out.filter(KubeChains.PROXY_FIREWALL, rules.at(address, comment, new Target.Drop()));
            }
        }
        for (IpAddress address : service.external().loadBalancerVips()) {
            refuseAt(address, situation, out);
        }
    }

    private void captureNodePort(Situation situation, NodeRules out) {
        if (service.nodePort() == 0) {
            return;
        }
        if (situation.found.hasAny()) {
            if (config.hasLocalhostNodePorts() && config.host().countsLocalhostNodePorts()) {
                out.nat(KubeChains.NODE_PORTS, rules.countedLocalhostNodePort(names.external()));
            }
            out.nat(KubeChains.NODE_PORTS, rules.nodePort(names.external()));
        }
        if (!situation.external) {
            out.filter(
                    KubeChains.EXTERNAL_SERVICES, rules.refusedNodePort(refusalComment(situation), refusal(situation)));
        }
    }

    private void refuseAt(IpAddress address, Situation situation, NodeRules out) {
        if (!situation.external) {
            out.filter(KubeChains.EXTERNAL_SERVICES, rules.at(address, refusalComment(situation), refusal(situation)));
        }
    }

    /** With endpoints elsewhere the packet is dropped, so that the client tries again; with none it is told. */
    private Target refusal(Situation situation) {
        return situation.found.hasAny()
                ? new Target.Drop()
                : new Target.Reject(IcmpError.Kind.PORT_UNREACHABLE, config.family());
    }

    private String refusalComment(Situation situation) {
        return rules.text() + (situation.found.hasAny() ? " has no local endpoints" : " has no endpoints");
    }

    private boolean usesFirewall(Situation situation) {
        return situation.found.hasAny()
                && !service.external().loadBalancerVips().isEmpty()
                && !service.external().sourceRanges().isEmpty();
    }

    private void writeServiceChains(Situation situation, NodeRules out) {
        EndpointCategories found = situation.found;
        if (service.isExternallyAccessible()) {
            out.natChain(externalChain(situation));
        }
        if (usesFirewall(situation)) {
            out.natChain(firewallChain(out.node()));
        }
        if (!found.cluster().isEmpty()) {
            boolean everywhere = found.cluster().size() == usableEverywhere;
            out.natChain(everywhere ? clusterChainEverywhere : clusterChain(found.cluster()));
        }
        if (!found.local().isEmpty()) {
            out.natChain(balancingChain(
                    names.local(), found.local(), service.policies().isInternalLocal()));
        }
        for (EndpointInfo endpoint : found.reachable()) {
            out.natChain(chainOf(endpoint).chain());
        }
    }

    private Chain clusterChain(List<EndpointInfo> chosen) {
        return balancingChain(names.cluster(), chosen, !service.policies().isInternalLocal());
    }

    private Chain balancingChain(String name, List<EndpointInfo> chosen, boolean servesClusterIp) {
        List<Rule> list = new ArrayList<>();
        if (servesClusterIp) {
            list.addAll(rules.clusterIpMasquerade(config));
        }
        list.addAll(rules.chooseAmong(chosen.stream().map(this::chainOf).toList()));
        return Chain.of(name, list);
    }

    private EndpointChain chainOf(EndpointInfo endpoint) {
        EndpointChain chain = endpointChains.get(endpoint.address());
        if (chain == null) {
            throw new IllegalStateException(endpoint + " of " + service.name() + " has no chain");
        }
        return chain;
    }

    /** Where everything but the cluster IP goes; policy Local lets this node and its pods use any endpoint. */
    private Chain externalChain(Situation situation) {
        String about = rules.text() + " external destinations";
        List<Rule> list = new ArrayList<>();
        if (!service.policies().isExternalLocal()) {
            list.add(KubeChains.markAll("masquerade traffic for " + about));
            list.add(Rule.of(jump(names.cluster())));
            return Chain.of(names.external(), list);
        }
        config.detector()
                .ifLocal(HeaderMatch.ANY)
                .ifPresent(header ->
                        list.add(Rule.of(header, jump(names.cluster()), rules.comment("pod traffic for " + about))));
        Match mark = rules.comment("masquerade LOCAL traffic for " + about);
        list.add(Rule.of(jump(KubeChains.MARK_MASQ), mark, FROM_THIS_NODE));
        Match route = rules.comment("route LOCAL traffic for " + about);
        list.add(Rule.of(jump(names.cluster()), route, FROM_THIS_NODE));
        if (situation.external) {
            list.add(Rule.of(jump(names.local())));
        }
        return Chain.of(names.external(), list);
    }

    /** A node whose own address is allowed may also come from the VIP itself, when that is configured locally. */
    private Chain firewallChain(ProxyNode node) {
        List<Rule> list = new ArrayList<>();
        Match comment = rules.comment(rules.text() + " loadbalancer IP");
        boolean allowsNode = false;
        for (Cidr range : service.external().sourceRanges()) {
            list.add(Rule.of(HeaderMatch.from(range), jump(names.external()), comment));
            allowsNode |= node.findPrimaryAddress(config.family())
                    .filter(range::contains)
                    .isPresent();
        }
        if (allowsNode) {
            for (IpAddress vip : service.external().loadBalancerVips()) {
                list.add(Rule.of(HeaderMatch.from(Cidr.host(vip)), jump(names.external()), comment));
            }
        }
        String dropped = "other traffic to " + rules.text() + " will be dropped by " + KubeChains.PROXY_FIREWALL;
        list.add(Rule.of(new Target.Continue(), rules.comment(dropped)));
        return Chain.of(names.firewall(), list);
    }
}
