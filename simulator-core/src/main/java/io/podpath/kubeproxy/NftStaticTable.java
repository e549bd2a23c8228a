package io.podpath.kubeproxy;

import static io.podpath.kubeproxy.NftablesMode.MARK_FOR_MASQUERADE;
import static io.podpath.kubeproxy.NftablesMode.REJECT_CHAIN;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.PacketMark;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.HookFunction;
import io.podpath.netfilter.Target;
import io.podpath.nftables.AddressCondition;
import io.podpath.nftables.ConntrackCondition;
import io.podpath.nftables.DataType;
import io.podpath.nftables.FibTypeCondition;
import io.podpath.nftables.Key;
import io.podpath.nftables.MapLookup;
import io.podpath.nftables.MarkCondition;
import io.podpath.nftables.MarkSetting;
import io.podpath.nftables.NftChain;
import io.podpath.nftables.NftRule;
import io.podpath.nftables.NftSet;
import io.podpath.nftables.NftTable;
import io.podpath.nftables.Selector;
import io.podpath.nftables.SetLookup;
import io.podpath.nftables.Side;
import io.podpath.nftables.Statement;
import io.podpath.nftables.VerdictMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What kube-proxy's table holds whatever the Services are: base chains, the chains they jump to, and the sets and maps
 * that all Services share.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/nftables/proxier.go}, {@code setupNFTables}.
 *
 * @param config the settings
 * @param serviceCidrs the ranges of cluster IPs
 * @param nodePortAddresses the addresses with node ports; empty for all local ones but localhost
 */
record NftStaticTable(KubeProxyConfig config, List<Cidr> serviceCidrs, List<IpAddress> nodePortAddresses) {

    private static final String CLUSTER_IPS = "cluster-ips";
    private static final String NODE_PORT_IPS = "nodeport-ips";
    private static final String SERVICE_IPS = "service-ips";
    private static final String SERVICE_NODE_PORTS = "service-nodeports";
    private static final String NO_ENDPOINT_SERVICES = "no-endpoint-services";
    private static final String NO_ENDPOINT_NODE_PORTS = "no-endpoint-nodeports";
    private static final String FIREWALL_IPS = "firewall-ips";

    private static final String SERVICES = "services";
    private static final String MASQUERADING = "masquerading";
    private static final String FIREWALL_CHECK = "firewall-check";
    static final String CLUSTER_IPS_CHECK = "cluster-ips-check";
    static final String SERVICE_ENDPOINTS_CHECK = "service-endpoints-check";
    static final String NODE_PORT_ENDPOINTS_CHECK = "nodeport-endpoints-check";

    private static final int BEFORE_DNAT = -110;
    private static final int DNAT = -100;
    private static final int FILTER = 0;
    private static final int SNAT = 100;

    void write(NftNode found, NftTable.Builder out) {
        writeSets(found, out);
        writeMaps(found, out);
        writeBaseChains(out);
        writeChains(out);
    }

    private Selector destination() {
        return Selector.destination(config.family());
    }

    private Key servicePort() {
        return Key.of(destination(), Selector.PROTOCOL, Selector.DESTINATION_PORT);
    }

    private static Key nodePort() {
        return Key.of(Selector.PROTOCOL, Selector.DESTINATION_PORT);
    }

    private void writeSets(NftNode found, NftTable.Builder out) {
        DataType type = destination().type();
        out.set(NftSet.of(CLUSTER_IPS, type, "Active ClusterIPs", found.clusterIps));
        if (!nodePortAddresses.isEmpty()) {
            out.set(NftSet.of(NODE_PORT_IPS, type, "IPs that accept NodePort traffic", nodePortAddresses));
        }
    }

    private void writeMaps(NftNode found, NftTable.Builder out) {
        servicePortMap(
                NO_ENDPOINT_SERVICES,
                "vmap to drop or reject packets to services with no endpoints",
                found.refusedServices,
                out);
        nodePortMap(
                NO_ENDPOINT_NODE_PORTS,
                "vmap to drop or reject packets to service nodeports with no endpoints",
                found.refusedNodePorts,
                out);
        servicePortMap(FIREWALL_IPS, "destinations that are subject to LoadBalancerSourceRanges", found.firewall, out);
        servicePortMap(SERVICE_IPS, "ClusterIP, ExternalIP and LoadBalancer IP traffic", found.services, out);
        nodePortMap(SERVICE_NODE_PORTS, "NodePort traffic", found.nodePorts, out);
    }

    private void servicePortMap(
            String name, String comment, Map<Object, VerdictMap.Element> elements, NftTable.Builder out) {
        List<DataType> types = List.of(destination().type(), DataType.INET_PROTO, DataType.INET_SERVICE);
        out.map(VerdictMap.of(name, types, comment, elements));
    }

    private static void nodePortMap(
            String name, String comment, Map<Object, VerdictMap.Element> elements, NftTable.Builder out) {
        out.map(VerdictMap.of(name, List.of(DataType.INET_PROTO, DataType.INET_SERVICE), comment, elements));
    }

    private static void writeBaseChains(NftTable.Builder out) {
        filter("filter-prerouting-pre-dnat", Hook.PREROUTING, BEFORE_DNAT, List.of(FIREWALL_CHECK), out);
        filter("filter-output-pre-dnat", Hook.OUTPUT, BEFORE_DNAT, List.of(FIREWALL_CHECK), out);
        filter("filter-input", Hook.INPUT, FILTER, List.of(NODE_PORT_ENDPOINTS_CHECK, SERVICE_ENDPOINTS_CHECK), out);
        filter("filter-forward", Hook.FORWARD, FILTER, List.of(SERVICE_ENDPOINTS_CHECK, CLUSTER_IPS_CHECK), out);
        filter("filter-output", Hook.OUTPUT, FILTER, List.of(SERVICE_ENDPOINTS_CHECK, CLUSTER_IPS_CHECK), out);
        nat("nat-prerouting", Hook.PREROUTING, DNAT, SERVICES, out);
        nat("nat-output", Hook.OUTPUT, DNAT, SERVICES, out);
        nat("nat-postrouting", Hook.POSTROUTING, SNAT, MASQUERADING, out);
    }

    private static void filter(String name, Hook hook, int priority, List<String> checks, NftTable.Builder out) {
        NftRule[] rules = checks.stream()
                .map(check -> NftRule.of(new Target.Jump(check), ConntrackCondition.NEW))
                .toArray(NftRule[]::new);
        out.chain(NftChain.base(name, HookFunction.Type.FILTER, hook, priority, rules));
    }

    private static void nat(String name, Hook hook, int priority, String chain, NftTable.Builder out) {
        out.chain(NftChain.base(name, HookFunction.Type.NAT, hook, priority, NftRule.of(new Target.Jump(chain))));
    }

    private void writeChains(NftTable.Builder out) {
        out.chain(NftChain.of(NODE_PORT_ENDPOINTS_CHECK, List.of(nodePortLookup(NO_ENDPOINT_NODE_PORTS, false))));
        out.chain(NftChain.of(SERVICE_ENDPOINTS_CHECK, List.of(servicePortLookup(NO_ENDPOINT_SERVICES))));
        out.chain(NftChain.of(FIREWALL_CHECK, List.of(servicePortLookup(FIREWALL_IPS))));
        out.chain(NftChain.of(
                SERVICES, List.of(servicePortLookup(SERVICE_IPS), nodePortLookup(SERVICE_NODE_PORTS, true))));
        out.chain(NftChain.of(CLUSTER_IPS_CHECK, clusterIpsCheck()));
        PacketMark mark = config.masquerade().mark();
        out.chain(NftChain.of(
                MASQUERADING,
                List.of(
                        NftRule.of(new Target.Return(), new MarkCondition(mark, PacketMark.NONE)),
                        NftRule.of(new MarkSetting(MarkSetting.Operation.XOR, mark)),
                        NftRule.of(new Target.Masquerade(true)))));
        out.chain(
                NftChain.of(MARK_FOR_MASQUERADE, List.of(NftRule.of(new MarkSetting(MarkSetting.Operation.OR, mark)))));
        out.chain(new NftChain(
                REJECT_CHAIN,
                null,
                List.of(NftRule.of(NftServicePort.reject(config.family()))),
                "helper for @no-endpoint-services / @no-endpoint-nodeports"));
    }

    private NftRule servicePortLookup(String map) {
        return NftRule.of(new MapLookup(servicePort(), map));
    }

    /** All addresses of the node, or only those in the set; in filter-input the address is local anyway. */
    private NftRule nodePortLookup(String map, boolean testsLocal) {
        List<Statement> statements = new ArrayList<>();
        if (nodePortAddresses.isEmpty()) {
            if (testsLocal) {
                statements.add(new FibTypeCondition(Side.DESTINATION));
            }
            Cidr loopback = config.family() == IpFamily.IPV4 ? KubeChains.IPV4_LOOPBACK : KubeChains.IPV6_LOOPBACK;
            statements.add(AddressCondition.notIn(Side.DESTINATION, loopback));
        } else {
            statements.add(SetLookup.of(destination(), NODE_PORT_IPS));
        }
        statements.add(new MapLookup(nodePort(), map));
        return new NftRule(statements, null);
    }

    private List<NftRule> clusterIpsCheck() {
        List<NftRule> rules = new ArrayList<>();
        rules.add(NftRule.of(NftServicePort.reject(config.family()), SetLookup.of(destination(), CLUSTER_IPS))
                .withComment("Reject traffic to invalid ports of ClusterIPs"));
        if (!serviceCidrs.isEmpty()) {
            rules.add(NftRule.of(new Target.Drop(), new AddressCondition(Side.DESTINATION, false, serviceCidrs))
                    .withComment("Drop traffic to unallocated ClusterIPs"));
        }
        return rules;
    }
}
