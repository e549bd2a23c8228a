package io.podpath;

import static io.podpath.TestServices.annotated;
import static io.podpath.TestServices.internalLoadBalancer;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.OutboundType;
import io.podpath.azure.resource.PrivateEndpointSpec;
import io.podpath.cluster.Service;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Surroundings that several rows of flows share; the pods are each row's own. */
final class TestNetworks {

    /** Begins the annotations about private link services. */
    static final String PLS = "service.beta.kubernetes.io/azure-pls-";

    private TestNetworks() {}

    /** Nodes in corp 10.1.0.0/16, and a machine erp 10.1.2.10 beside them. */
    static TestNetwork withMachine(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "vms 10.1.2.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10 : 443");
    }

    /** Nodes in corp 10.1.0.0/16, and a machine erp 10.2.1.10 in the peered network hub. */
    static TestNetwork withPeer(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16 peer=hub", "nodes 10.1.1.0/24")
                .network("hub 10.2.0.0/16 peer=corp", "vms 10.2.1.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ hub/vms 10.2.1.10 : 443");
    }

    /**
     * Nodes in corp, whose subnet has a route table of this name, and a host outside Azure behind the gateway of hub.
     *
     * <pre>
     * corp 10.1.0.0/16 -- hub 10.2.0.0/16 (hub-vpn) -- datacenter 192.168.0.0/16: mainframe 192.168.1.10
     * </pre>
     */
    static TestNetwork withSite(Model model, String table) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16 peer=hub:uses-gateway", "nodes 10.1.1.0/24 table=" + table)
                .network("hub 10.2.0.0/16 peer=corp:lends-gateway", "GatewaySubnet 10.2.0.0/27")
                .nodesIn("corp/nodes")
                .gateway("hub-vpn @ hub")
                .site("datacenter via hub-vpn 192.168.0.0/16", "mainframe 192.168.1.10 : 443");
    }

    /** As {@link #withSite(Model, String)}, with a table that says nothing. */
    static TestNetwork withSite(Model model) {
        return withSite(model, "plain").routes("plain");
    }

    /**
     * Nodes and pods whose default route leads to a firewall; more routes may stand beside it.
     *
     * <pre>
     * corp 10.1.0.0/16: nodes 10.1.0.0/20 (0.0.0.0/0 -&gt; 10.1.16.4), AzureFirewallSubnet 10.1.16.0/26, vms 10.1.32.0/24
     * firewall fw 10.1.16.4, instances 10.1.16.5, public 20.0.0.20
     * </pre>
     */
    static TestNetwork behindFirewall(Model model, TestFirewall firewall, String firewallSubnet, String... routes) {
        List<String> all = new ArrayList<>(List.of("0.0.0.0/0 10.1.16.4"));
        all.addAll(List.of(routes));
        return TestNetwork.of(model)
                .outboundType(OutboundType.USER_DEFINED_ROUTING)
                .network(
                        "corp 10.1.0.0/16",
                        "nodes 10.1.0.0/20 table=rt",
                        "pods 10.1.64.0/18 table=rt",
                        "AzureFirewallSubnet 10.1.16.0/26" + firewallSubnet,
                        "vms 10.1.32.0/24")
                .routes("rt", all.toArray(String[]::new))
                .resource(firewall.build())
                .nodesIn("corp/nodes");
    }

    /** Of the translations on a way out of the network those that happen: with a pod subnet the node has none. */
    static String[] outsideOfThePodSubnet(Model model, String... all) {
        return Arrays.stream(all)
                .filter(one -> !model.hasPodSubnet() || !one.startsWith("node/"))
                .toArray(String[]::new);
    }

    /** That firewall with its public address, and no rules yet. */
    static TestFirewall firewall() {
        return TestFirewall.in("corp").publicIps("20.0.0.20");
    }

    /**
     * A Service with a private link service, and a machine buyer that has a private endpoint for it. The partner's network
     * has the same range as the cluster's.
     */
    static TestNetwork behindPrivateLink(Model model, TrafficPolicy policy, UnaryOperator<Service> more) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "links 10.1.3.0/24")
                .network("partner 10.1.0.0/16", "offices 10.1.1.0/24")
                .nodesIn("corp/nodes")
                .machine("buyer @ partner/offices 10.1.1.4 : 22")
                .resource(new PrivateEndpointSpec(
                        "orders",
                        TestAzure.reference("partner/offices"),
                        IpAddress.parse("10.1.1.100"),
                        List.of(),
                        "pls-orders"))
                .pod("web @ node-1 : 8080")
                .service(
                        "web:80 -> web:8080",
                        internalLoadBalancer(policy),
                        annotated(PLS + "create", "true"),
                        annotated(PLS + "name", "pls-orders"),
                        annotated(PLS + "ip-configuration-subnet", "links"),
                        annotated(PLS + "ip-configuration-ip-address", "10.1.3.10"),
                        more);
    }
}
