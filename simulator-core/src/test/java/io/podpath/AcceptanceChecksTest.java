package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.loadBalancer;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.cni.ModelProblemException;
import io.podpath.element.Fraction;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts an expert would check first, numbered as in the project's reference. */
class AcceptanceChecksTest {

    private static TestNetwork inOwnNetwork(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16 peer=hub", "nodes 10.1.1.0/24", "vms 10.1.2.0/24")
                .network("hub 10.2.0.0/16 peer=corp", "vms 10.2.1.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .machine("far @ hub/vms 10.2.1.10 : 443");
    }

    @Test
    void check01_aFlatSubnetOf251AddressesHoldsEightNodesOfThirtyPods() {
        Assertions.assertThat(inOwnNetwork(Model.NODE_SUBNET)
                        .nodes(8)
                        .simulator()
                        .plan()
                        .nodes())
                .hasSize(8);

        assertThatThrownBy(() -> inOwnNetwork(Model.NODE_SUBNET).nodes(9).simulator())
                .isInstanceOf(ModelProblemException.class)
                .hasMessageContaining("no address left for node-8");
    }

    @ParameterizedTest
    @CsvSource({"10, 22", "30, 8", "50, 4", "250, 1"})
    void check01_theNodeCountIsUsableAddressesThroughPodsPlusOne(int maxPods, int nodes) {
        Assertions.assertThat(inOwnNetwork(Model.NODE_SUBNET)
                        .maxPods(maxPods)
                        .nodes(nodes)
                        .simulator()
                        .plan()
                        .nodes())
                .hasSize(nodes);

        assertThatThrownBy(() -> inOwnNetwork(Model.NODE_SUBNET)
                        .maxPods(maxPods)
                        .nodes(nodes + 1)
                        .simulator())
                .isInstanceOf(ModelProblemException.class);
    }

    /** A node starts with 16 addresses: 251 of a /24 are enough for 15 nodes, and 256 hold 16 blocks, two of them unusable. */
    @ParameterizedTest
    @CsvSource({"POD_SUBNET_DYNAMIC, 15, has no address left", "POD_SUBNET_STATIC, 7, has no /28 block left"})
    void check01_aPodSubnetHoldsAsManyNodesAsItHasBatchesOrBlocks(Model model, int nodes, String full) {
        Assertions.assertThat(withSmallPodSubnet(model)
                        .nodes(nodes)
                        .simulator()
                        .plan()
                        .nodes())
                .hasSize(nodes);

        assertThatThrownBy(() -> withSmallPodSubnet(model).nodes(nodes + 1).simulator())
                .isInstanceOf(ModelProblemException.class)
                .hasMessageContaining(full + " for node-" + nodes);
    }

    private static TestNetwork withSmallPodSubnet(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "pods 10.1.64.0/24")
                .nodesIn("corp/nodes");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*SUBNET.*")
    void check02_aPodRangeOf16BitsHolds256Nodes(Model model) {
        Assertions.assertThat(
                        TestNetwork.of(model).nodes(256).simulator().plan().nodes())
                .extracting(node -> node.requirePodCidr().toString())
                .hasSize(256)
                .doesNotHaveDuplicates()
                .startsWith("10.244.0.0/24")
                .endsWith("10.244.255.0/24");

        assertThatThrownBy(() -> TestNetwork.of(model).nodes(257).simulator())
                .isInstanceOf(ModelProblemException.class)
                .hasMessageContaining("no /24 left for node-256");
    }

    @Test
    void check03_kubenetKeepsThePodsAddressOverTheUserDefinedRoute() {
        TestNetwork network = TestNetwork.of(Model.KUBENET).pod("a @ node-0").pod("b @ node-1 : 8080");

        assertThat(network.send("pod/a -> pod/b:8080"))
                .isConnected()
                .showsSource(network.ip("pod/a"))
                .isDecidedBy(StepKind.VNET_ROUTE, "10.244.1.0/24 user")
                .crosses(
                        "pod/shop/a",
                        "node/node-0",
                        "nic/node-0",
                        "vnet/aks-vnet",
                        "nic/node-1",
                        "node/node-1",
                        "pod/shop/b");
    }

    @ParameterizedTest
    @CsvSource({
        "KUBENET, node/node-0",
        "OVERLAY, node/node-0",
        "NODE_SUBNET, pod/client",
        "POD_SUBNET_DYNAMIC, pod/client",
        "POD_SUBNET_STATIC, pod/client"
    })
    void check04_aMachineInTheNetworkSeesTheNodeOrThePod(Model model, String seen) {
        TestNetwork network = inOwnNetwork(model).pod("client @ node-0");

        assertThat(network.send("pod/client -> vm/erp:443")).isConnected().showsSource(network.ip(seen));
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = "POD_SUBNET.*")
    void check05_aMachineInAPeeredNetworkSeesThePodOfAPodSubnet(Model model) {
        TestNetwork network = inOwnNetwork(model).pod("client @ node-0");

        Flow flow = network.send("pod/client -> vm/far:443");

        assertThat(flow)
                .isConnected()
                .showsSource(network.ip("pod/client"))
                .isNotTranslated()
                .isDecidedBy(StepKind.VNET_ROUTE, "10.2.0.0/16")
                .reply()
                .crosses("vm/far", "nic/far", "vnet/hub", "vnet/corp", "nic/node-0", "node/node-0", "pod/shop/client");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_NONE, names = "POD_SUBNET.*")
    void check05_aMachineInAPeeredNetworkSeesTheNode(Model model) {
        TestNetwork network = inOwnNetwork(model).pod("client @ node-0");

        Flow flow = network.send("pod/client -> vm/far:443");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/client", "node/node-0", "nic/node-0", "vnet/corp", "vnet/hub", "nic/far", "vm/far")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 snat")
                .isDecidedBy(StepKind.VNET_ROUTE, "10.2.0.0/16");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check06_theMetadataServiceSeesTheNode(Model model) {
        TestNetwork network = TestNetwork.of(model).pod("client @ node-0");

        assertThat(network.send("pod/client -> ip/169.254.169.254:80"))
                .isConnected()
                .showsSource(network.ip("node/node-0"));
    }

    @Test
    void check08_aMachineCannotReachAnOverlayPod() {
        TestNetwork network = inOwnNetwork(Model.OVERLAY).pod("web @ node-0 : 8080");

        assertThat(network.send("vm/erp -> pod/web:8080")).timesOut().endsAt("vnet/corp", Disposition.NULL_ROUTED);
    }

    /** M healthy nodes, one endpoint on each, chosen twice over: M * M ways, of which M need no second node. */
    @ParameterizedTest
    @CsvSource({
        "KUBENET, 2",
        "KUBENET, 3",
        "KUBENET, 5",
        "NODE_SUBNET, 2",
        "NODE_SUBNET, 3",
        "NODE_SUBNET, 5",
        "POD_SUBNET_DYNAMIC, 3",
        "POD_SUBNET_STATIC, 3",
        "OVERLAY, 2",
        "OVERLAY, 3",
        "OVERLAY, 5"
    })
    void check09_policyClusterNeedsASecondNodeWithProbabilityOneMinusOneThroughM(Model model, int m) {
        TestNetwork network =
                TestNetwork.of(model).nodes(m).service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER));
        for (int i = 0; i < m; i++) {
            network.pod("web-" + i + " @ node-" + i + " : 8080");
        }

        List<WeightedFlow> ways = network.sendAll("internet/client -> frontend/web:80");

        Fraction secondNode = ways.stream()
                .filter(way -> nodesOf(way.flow()).size() == 2)
                .map(WeightedFlow::probability)
                .reduce(Fraction.ZERO, Fraction::plus);
        Assertions.assertThat(secondNode).isEqualTo(Fraction.of(m - 1, m));
        Assertions.assertThat(ways).hasSize(m * m);
        for (WeightedFlow way : ways) {
            List<String> nodes = nodesOf(way.flow());
            boolean stays = nodes.size() == 1;
            String seen = nodes.get(0);
            assertThat(way.flow())
                    .isConnected()
                    .showsSource(network.ip(stays && model == Model.KUBENET ? seen.replace("node/", "cbr0/") : seen));
        }
    }

    private static List<String> nodesOf(Flow flow) {
        return flow.forward().hops().stream()
                .map(hop -> hop.element())
                .filter(element -> element.startsWith("node/"))
                .toList();
    }

    /** The probability does not depend on where the endpoints are. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void check09_theProbabilityHoldsWhereverTheEndpointsAre(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .nodes(3)
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-0 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER));

        Fraction secondNode = network.sendAll("internet/client -> frontend/web:80").stream()
                .filter(way -> nodesOf(way.flow()).size() == 2)
                .map(WeightedFlow::probability)
                .reduce(Fraction.ZERO, Fraction::plus);

        Assertions.assertThat(secondNode).isEqualTo(Fraction.of(2, 3));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check10_policyLocalKeepsTheClientAndSparesNodesWithoutEndpoint(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .nodes(3)
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.LOCAL));

        List<WeightedFlow> ways = network.sendAll("internet/client -> frontend/web:80");

        Assertions.assertThat(ways).hasSize(1);
        assertThat(ways.get(0).flow()).isConnected().showsSource(network.ip("internet/client"));
        Assertions.assertThat(nodesOf(ways.get(0).flow())).containsExactly("node/node-1");
    }

    /** The node port brings a packet to a node that the load balancer would have spared. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void check10_aPacketAtANodeWithoutEndpointIsDropped(Model model) {
        TestNetwork network = inOwnNetwork(model)
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.LOCAL));

        Flow flow = network.send("vm/erp -> node/node-0:" + network.nodePort("web"));

        assertThat(flow)
                .timesOut()
                .endsAt("node/node-0", Disposition.NO_ENDPOINT)
                .becauseOf(ServiceReason.SVC_NO_LOCAL_ENDPOINTS);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check11_theNodeBehindTheLoadBalancerGetsPacketsForTheFrontend(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .nodes(1)
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER));

        assertThat(network.send("internet/client -> frontend/web:80"))
                .reaches("node/node-0", network.ip("frontend/web") + ":80");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check12_aPodsCallToTheOwnLoadBalancerNeverMeetsIt(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .pod("client @ node-0")
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER));

        Assertions.assertThat(network.sendAll("pod/client -> frontend/web:80"))
                .hasSize(2)
                .allSatisfy(way -> assertThat(way.flow()).isConnected())
                .allSatisfy(way -> Assertions.assertThat(way.flow().forward().hops())
                        .noneMatch(hop -> hop.kind().equals("load-balancer")));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check14_inboundAsksTheSubnetFirstAndOutboundTheNic(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 group=of-subnet", "pods 10.1.64.0/18 group=of-subnet")
                .group("of-subnet")
                .nodesIn("corp/nodes")
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080");

        List<String> asked = network.send("pod/client -> pod/web:8080")
                .forward()
                .steps()
                .filter(step -> step.kind() == StepKind.NSG)
                .map(Step::action)
                .toList();

        String subnet = model.hasPodSubnet() ? "corp/pods" : "corp/nodes";
        Assertions.assertThat(asked)
                .containsExactly(
                        "outbound allowed by NSG aks-agentpool-nsg (NIC node-0)",
                        "outbound allowed by NSG of-subnet (subnet " + subnet + ")",
                        "inbound allowed by NSG of-subnet (subnet " + subnet + ")",
                        "inbound allowed by NSG aks-agentpool-nsg (NIC node-1)");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check14_bothGroupsMustAllowInbound(Model model) {
        bothGroupsMustAllow(model, "100 Inbound Deny * -> *", "nic/node-1");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check14_bothGroupsMustAllowOutbound(Model model) {
        bothGroupsMustAllow(model, "100 Outbound Deny * -> *", "nic/node-0");
    }

    private static void bothGroupsMustAllow(Model model, String rule, String where) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 group=of-subnet", "pods 10.1.64.0/18 group=of-subnet")
                .group("of-subnet", rule)
                .nodesIn("corp/nodes")
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080");

        assertThat(network.send("pod/client -> pod/web:8080"))
                .timesOut()
                .endsAt(where, Disposition.DENIED)
                .becauseOf(AzureNetworkReason.NSG_DENIED);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check15_aGroupThatDeniesEverythingDoesNotSeeTrafficInsideANode(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 group=deny-all", "pods 10.1.64.0/18 group=deny-all")
                .group("deny-all", "100 Inbound Deny * -> *", "100 Outbound Deny * -> *")
                .nodesIn("corp/nodes")
                .pod("client @ node-0")
                .pod("near @ node-0 : 8080")
                .pod("away @ node-1 : 8080");

        assertThat(network.send("pod/client -> pod/near:8080")).isConnected();
        assertThat(network.send("pod/client -> pod/away:8080"))
                .timesOut()
                .endsAt("nic/node-0", Disposition.DENIED)
                .becauseOf(AzureNetworkReason.NSG_DENIED);
    }

    @Test
    void check16_theRouteToTheNodeWinsOverTheDefaultRouteToAFirewall() {
        TestNetwork network = TestNetwork.of(Model.KUBENET)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 table=egress", "firewall 10.1.3.0/24")
                .routes("egress", "0.0.0.0/0 10.1.3.4")
                .nodesIn("corp/nodes")
                .machine("fw @ corp/firewall 10.1.3.4 : 443 forwards")
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080");

        Flow toPod = network.send("pod/client -> pod/web:8080");
        Flow toInternet = network.send("pod/client -> internet/server:443");

        assertThat(toPod).isConnected().isDecidedBy(StepKind.VNET_ROUTE, "10.244.1.0/24 user egress/");
        assertThat(toInternet).isDecidedBy(StepKind.VNET_ROUTE, "0.0.0.0/0 user egress/");
        Assertions.assertThat(toInternet.forward().hops())
                .anyMatch(hop -> hop.element().equals("vm/fw"));
    }

    /** Stands for check 17 as far as this stage models appliances: the reply takes the default route, not the way back. */
    @Test
    void check17_theReplyOfAPublicServiceLeavesByTheFirewall() {
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 table=egress", "firewall 10.1.3.0/24")
                .routes("egress", "0.0.0.0/0 10.1.3.4")
                .nodesIn("corp/nodes")
                .machine("fw @ corp/firewall 10.1.3.4 : 443 forwards")
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.LOCAL));

        Flow flow = network.send("internet/client -> frontend/web:80");

        assertThat(flow).isDeliveredTo("pod/shop/web");
        assertThat(flow).reply().isDecidedBy(StepKind.VNET_ROUTE, "0.0.0.0/0 user egress/");
    }
}
