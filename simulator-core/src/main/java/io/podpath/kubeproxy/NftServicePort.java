package io.podpath.kubeproxy;

import io.podpath.model.Cidr;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.Target;
import io.podpath.nftables.AddressCondition;
import io.podpath.nftables.Condition;
import io.podpath.nftables.DataType;
import io.podpath.nftables.FibTypeCondition;
import io.podpath.nftables.Key;
import io.podpath.nftables.NftChain;
import io.podpath.nftables.NftRule;
import io.podpath.nftables.NftSet;
import io.podpath.nftables.ProtocolCondition;
import io.podpath.nftables.RandomVerdict;
import io.podpath.nftables.Selector;
import io.podpath.nftables.SetLookup;
import io.podpath.nftables.SetUpdate;
import io.podpath.nftables.Side;
import io.podpath.nftables.VerdictMap;
import io.podpath.nftables.VerdictStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The chains and map elements of one service port in nftables mode.
 *
 * <p>What is the same on every node is made once: endpoint chains, and the chain of policy Cluster where no topology
 * hint narrows it. {@link #write} adds what depends on the node.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/nftables/proxier.go}, the loop over service ports in {@code
 * syncProxyRules}.
 */
final class NftServicePort {

    private static final Target MARK = new Target.Jump(NftablesMode.MARK_FOR_MASQUERADE);

    private final KubeProxyConfig config;
    private final ServicePortInfo service;
    private final List<EndpointInfo> endpoints;
    private final Protocol protocol;
    private final NftNames names;
    private final Map<TransportAddress, NftEndpoint> endpointChains = new HashMap<>();
    private final int usableEverywhere;
    private final NftChain clusterChainEverywhere;

    NftServicePort(KubeProxyConfig config, ServicePortInfo service, List<EndpointInfo> endpoints) {
        this.config = config;
        this.service = service;
        this.endpoints = endpoints;
        this.protocol = service.name().protocol();
        names = NftNames.of(service.name());
        for (EndpointInfo endpoint : endpoints) {
            if (EndpointSelection.isUsable(endpoint)) {
                endpointChains.put(endpoint.address(), endpoint(endpoint.address()));
            }
        }
        List<EndpointInfo> usable = EndpointSelection.withoutTopology(endpoints);
        usableEverywhere = usable.size();
        clusterChainEverywhere = clusterChain(usable);
    }

    void write(NftNode out) {
        EndpointCategories found = EndpointSelection.categorize(endpoints, service, out.node(), config.hints());
        boolean noneLocal = found.local().isEmpty();
        boolean internal = found.hasAny() && !(service.policies().isInternalLocal() && noneLocal);
        boolean external = found.hasAny() && !(service.policies().isExternalLocal() && noneLocal);
        captureClusterIp(internal, found.hasAny(), out);
        service.external().externalIps().forEach(address -> captureExternal(address, external, found.hasAny(), out));
        service.external()
                .loadBalancerVips()
                .forEach(address -> captureExternal(address, external, found.hasAny(), out));
        captureNodePort(external, found.hasAny(), out);
        if (usesFirewall()) {
            service.external()
                    .loadBalancerVips()
                    .forEach(vip -> out.firewall.put(at(vip), NftNode.to(names.firewall())));
            out.chains.add(firewallChain(out.node()));
        }
        if (found.hasAny()) {
            writeChains(found, external, out);
        }
    }

    private Object at(IpAddress address) {
        return NftNode.key(address, protocol, service.clusterIp().port());
    }

    private void captureClusterIp(boolean internal, boolean hasAny, NftNode out) {
        IpAddress clusterIp = service.clusterIp().address();
        out.clusterIps.add(clusterIp);
        if (internal) {
            String chain = service.policies().isInternalLocal() ? names.local() : names.cluster();
            out.services.put(at(clusterIp), NftNode.to(chain));
        } else {
            out.refusedServices.put(at(clusterIp), refusal(hasAny));
        }
    }

    private void captureExternal(IpAddress address, boolean external, boolean hasAny, NftNode out) {
        if (hasAny) {
            out.services.put(at(address), NftNode.to(names.external()));
        }
        if (!external) {
            out.refusedServices.put(at(address), refusal(hasAny));
        }
    }

    private void captureNodePort(boolean external, boolean hasAny, NftNode out) {
        if (service.nodePort() == 0) {
            return;
        }
        Object key = NftNode.key(protocol, service.nodePort());
        if (hasAny) {
            out.nodePorts.put(key, NftNode.to(names.external()));
        }
        if (!external) {
            out.refusedNodePorts.put(key, refusal(hasAny));
        }
    }

    /** With endpoints elsewhere the packet is dropped, so that the client tries again; with none it is told. */
    private VerdictMap.Element refusal(boolean hasAny) {
        Target verdict = hasAny ? new Target.Drop() : new Target.Goto(NftablesMode.REJECT_CHAIN);
        return NftNode.element(verdict, service.name().toString());
    }

    private boolean usesFirewall() {
        return !service.external().loadBalancerVips().isEmpty()
                && !service.external().sourceRanges().isEmpty();
    }

    private void writeChains(EndpointCategories found, boolean external, NftNode out) {
        if (service.isExternallyAccessible()) {
            out.chains.add(externalChain(external));
        }
        if (!found.cluster().isEmpty()) {
            boolean everywhere = found.cluster().size() == usableEverywhere;
            out.chains.add(everywhere ? clusterChainEverywhere : clusterChain(found.cluster()));
        }
        if (!found.local().isEmpty()) {
            out.chains.add(balancingChain(
                    names.local(), found.local(), service.policies().isInternalLocal()));
        }
        for (EndpointInfo endpoint : found.reachable()) {
            NftEndpoint chain = chainOf(endpoint);
            out.chains.add(chain.chain());
            if (service.hasAffinity()) {
                DataType type = Selector.source(config.family()).type();
                out.affinitySets.add(NftSet.dynamic(chain.affinitySet(), type, service.affinityTimeoutSeconds()));
            }
        }
    }

    private NftChain clusterChain(List<EndpointInfo> chosen) {
        return balancingChain(names.cluster(), chosen, !service.policies().isInternalLocal());
    }

    /** Who must be masqueraded; then clients that have an endpoint; then chance. */
    private NftChain balancingChain(String name, List<EndpointInfo> chosen, boolean servesClusterIp) {
        List<NftRule> rules = new ArrayList<>();
        Condition toClusterIp = AddressCondition.in(
                Side.DESTINATION, Cidr.host(service.clusterIp().address()));
        if (servesClusterIp && config.masquerade().all()) {
            rules.add(NftRule.of(MARK, toClusterIp));
        } else if (servesClusterIp) {
            NftDetector.ifNotLocal(config.detector())
                    .ifPresent(notLocal -> rules.add(NftRule.of(MARK, toClusterIp, notLocal)));
        }
        List<NftEndpoint> chains = chosen.stream().map(this::chainOf).toList();
        if (service.hasAffinity()) {
            for (NftEndpoint chain : chains) {
                SetLookup known = SetLookup.of(Selector.source(config.family()), chain.affinitySet());
                rules.add(NftRule.of(new Target.Goto(chain.name()), known));
            }
        }
        if (!chains.isEmpty()) {
            rules.add(NftRule.of(new RandomVerdict(chains.stream()
                    .<Target>map(chain -> new Target.Goto(chain.name()))
                    .toList())));
        }
        return NftChain.of(name, rules);
    }

    private NftEndpoint chainOf(EndpointInfo endpoint) {
        NftEndpoint chain = endpointChains.get(endpoint.address());
        if (chain == null) {
            throw new IllegalStateException(endpoint + " of " + service.name() + " has no chain");
        }
        return chain;
    }

    private NftEndpoint endpoint(TransportAddress address) {
        String base = NftNames.endpointBase(service.name(), address.toString());
        List<NftRule> rules = new ArrayList<>();
        rules.add(NftRule.of(MARK, AddressCondition.in(Side.SOURCE, Cidr.host(address.address()))));
        if (service.hasAffinity()) {
            rules.add(NftRule.of(new SetUpdate(NftNames.affinity(base), Key.of(Selector.source(config.family())))));
        }
        rules.add(NftRule.of(new Target.Dnat(address), new ProtocolCondition(protocol)));
        return new NftEndpoint(NftChain.of(NftNames.endpoint(base), rules), NftNames.affinity(base));
    }

    /** Where everything but the cluster IP goes; policy Local lets this node and its pods use any endpoint. */
    private NftChain externalChain(boolean external) {
        List<NftRule> rules = new ArrayList<>();
        Target toCluster = new Target.Goto(names.cluster());
        if (!service.policies().isExternalLocal()) {
            rules.add(NftRule.of(MARK));
            rules.add(NftRule.of(toCluster));
            return NftChain.of(names.external(), rules);
        }
        NftDetector.ifLocal(config.detector())
                .ifPresent(pod -> rules.add(NftRule.of(toCluster, pod).withComment("short-circuit pod traffic")));
        Condition fromThisNode = new FibTypeCondition(Side.SOURCE);
        rules.add(NftRule.of(MARK, fromThisNode).withComment("masquerade local traffic"));
        rules.add(NftRule.of(toCluster, fromThisNode).withComment("short-circuit local traffic"));
        if (external) {
            rules.add(NftRule.of(new VerdictStatement(new Target.Goto(names.local()))));
        }
        return NftChain.of(names.external(), rules);
    }

    /** A node whose own address is allowed may also come from the VIP itself, when that is configured locally. */
    private NftChain firewallChain(ProxyNode node) {
        List<Cidr> allowed = new ArrayList<>(service.external().sourceRanges());
        boolean allowsNode = node.findPrimaryAddress(config.family())
                .filter(address -> allowed.stream().anyMatch(range -> range.contains(address)))
                .isPresent();
        if (allowsNode) {
            service.external().loadBalancerVips().forEach(vip -> allowed.add(Cidr.host(vip)));
        }
        AddressCondition excluded = new AddressCondition(Side.SOURCE, true, allowed);
        return NftChain.of(names.firewall(), List.of(NftRule.of(new Target.Drop(), excluded)));
    }

    /** What kube-proxy's {@code reject} answers. */
    static Target reject(IpFamily family) {
        return new Target.Reject(IcmpError.Kind.PORT_UNREACHABLE, family);
    }
}
