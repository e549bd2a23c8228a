package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestNetworks.outsideOfThePodSubnet;
import static io.podpath.TestServices.loadBalancer;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;
import static org.junit.jupiter.params.provider.EnumSource.Mode.INCLUDE;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.OutboundType;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.AzureEgressReason;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Flow;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F15: a pod calls a server on the internet, by every outbound type that AKS arranges itself. */
class F15_OutboundTypesTest {

    private static final String CALL = "pod/client -> internet/server:443";

    private static TestNetwork network(Model model, OutboundType type) {
        return TestNetwork.of(model).pod("client @ node-0").outboundType(type);
    }

    /** In a subnet of one's own with these words, a NAT gateway 20.0.0.30 called "out" beside. */
    private static TestNetwork ownNetwork(Model model, OutboundType type, String words) {
        return network(model, type)
                .network("corp 10.1.0.0/16", "nodes 10.1.0.0/20 " + words, "pods 10.1.64.0/18 " + words)
                .natGateway("out", "20.0.0.30")
                .nodesIn("corp/nodes");
    }

    private static String seen(Flow flow) {
        return flow.forward().last().source().address().toString();
    }

    private static List<String> losers(Flow flow) {
        return flow.forward()
                .steps()
                .flatMap(step -> step.considered().stream())
                .filter(rule -> rule.because().contains("comes before"))
                .map(ConsideredRule::because)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = EXCLUDE,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void aManagedNatGatewayTranslatesAfterTheNode(Model model) {
        Flow flow = network(model, OutboundType.MANAGED_NAT_GATEWAY).send(CALL);

        assertThat(flow)
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> nat-gateway/aks-nat-gateway",
                        "internet/edge -> internet/server")
                .isTranslatedBy("node/node-0 snat", "nat-gateway/aks-nat-gateway snat");
        assertThat(flow)
                .reply()
                .isDeliveredTo("pod/shop/client")
                .isTranslatedBy("nat-gateway/aks-nat-gateway un-nat", "node/node-0 un-nat");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = EXCLUDE,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void aManagedNatGatewayOfTheSecondKindTranslatesAlike(Model model) {
        Flow flow = network(model, OutboundType.MANAGED_NAT_GATEWAY_V2).send(CALL);

        assertThat(flow).isConnected().isTranslatedBy("node/node-0 snat", "nat-gateway/aks-nat-gateway snat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aNatGatewayOnTheSubnetTranslates(Model model) {
        Flow flow = ownNetwork(model, OutboundType.USER_ASSIGNED_NAT_GATEWAY, "nat=out")
                .send(CALL);

        assertThat(flow)
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> nat-gateway/out",
                        "internet/edge -> internet/server")
                .isTranslatedBy(outsideOfThePodSubnet(model, "node/node-0 snat", "nat-gateway/out snat"));
        assertThat(flow)
                .reply()
                .isTranslatedBy(outsideOfThePodSubnet(model, "nat-gateway/out un-nat", "node/node-0 un-nat"));
        Assertions.assertThat(seen(flow)).isEqualTo("20.0.0.30");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aNatGatewayOnTheSubnetComesBeforeTheOutboundRule(Model model) {
        assertTheGatewayWins(
                ownNetwork(model, OutboundType.LOAD_BALANCER, "nat=out"),
                "a NAT gateway on the subnet comes before an outbound rule of a load balancer");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = EXCLUDE,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void aNatGatewayComesBeforeThePublicAddressOfTheNode(Model model) {
        assertTheGatewayWins(
                ownNetwork(model, OutboundType.USER_ASSIGNED_NAT_GATEWAY, "nat=out")
                        .nodePublicIps(),
                "a NAT gateway on the subnet comes before a public address of the NIC");
    }

    private static void assertTheGatewayWins(TestNetwork network, String because) {
        Flow flow = network.send(CALL);

        assertThat(flow).isConnected();
        Assertions.assertThat(seen(flow)).isEqualTo("20.0.0.30");
        Assertions.assertThat(losers(flow)).containsExactly(because);
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = EXCLUDE,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void thePublicAddressOfTheNodeComesBeforeTheOutboundRule(Model model) {
        TestNetwork network = network(model, OutboundType.LOAD_BALANCER).nodePublicIps();

        Flow flow = network.send(CALL);

        assertThat(flow)
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet",
                        "internet/edge -> internet/server")
                .isTranslatedBy("node/node-0 snat", "vnet/aks-vnet snat");
        Assertions.assertThat(network.simulator()
                        .ownerOf(flow.forward().last().source().address()))
                .contains("node/node-0 (public)");
        Assertions.assertThat(losers(flow))
                .containsExactly("a public address of the NIC comes before an outbound rule of a load balancer");
    }

    /** The public address belongs to the primary address of the node's card, which a pod of a pod subnet does not have. */
    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = INCLUDE,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void thePublicAddressOfTheNodeIsNotForPodsOfAPodSubnet(Model model) {
        assertThat(network(model, OutboundType.LOAD_BALANCER).nodePublicIps().send(CALL))
                .isConnected()
                .isTranslatedBy("load-balancer/kubernetes lb-snat");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = EXCLUDE,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void aPublicAddressCarriesPings(Model model) {
        assertThat(network(model, OutboundType.LOAD_BALANCER)
                        .nodePublicIps()
                        .send("icmp pod/client -> internet/server"))
                .isConnected();
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = EXCLUDE,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void aNatGatewayCarriesNoPings(Model model) {
        assertThat(network(model, OutboundType.MANAGED_NAT_GATEWAY).send("icmp pod/client -> internet/server"))
                .timesOut()
                .becauseOf(AzureEgressReason.NATGW_PROTOCOL);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withNoneThereIsNoWayOutOfAManagedNetwork(Model model) {
        assertThat(network(model, OutboundType.NONE).send(CALL))
                .timesOut()
                .becauseOf(AzureNetworkReason.NO_PUBLIC_EGRESS);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withNoneInAPrivateSubnetThereIsNoWayOut(Model model) {
        assertThat(ownNetwork(model, OutboundType.NONE, "private").send(CALL))
                .timesOut()
                .becauseOf(AzureNetworkReason.NO_PUBLIC_EGRESS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = EXCLUDE,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void withNoneInAnOldSubnetAzureLendsTheNodeAnAddress(Model model) {
        TestNetwork network = ownNetwork(model, OutboundType.NONE, "");

        Flow flow = network.send(CALL);

        assertThat(flow).isConnected().isTranslatedBy("node/node-0 snat", "default-outbound/corp snat");
        Assertions.assertThat(network.simulator()
                        .ownerOf(flow.forward().last().source().address()))
                .contains("egress/default-outbound");
    }

    /** The first Service makes AKS create a load balancer; its pool members lose the borrowed address. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void aLoadBalancerForServicesEndsDefaultOutboundAccess(Model model) {
        Flow flow = ownNetwork(model, OutboundType.NONE, "")
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER))
                .send(CALL);

        assertThat(flow).timesOut().becauseOf(AzureNetworkReason.NO_PUBLIC_EGRESS);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withBlockASecurityRuleDenies(Model model) {
        Flow flow = network(model, OutboundType.BLOCK).send(CALL);

        assertThat(flow).timesOut().becauseOf(AzureNetworkReason.NSG_DENIED);
        Assertions.assertThat(flow.forward().end().detail()).contains("BlockInternetOutbound");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void blockLeavesTheVirtualNetworkAlone(Model model) {
        assertThat(network(model, OutboundType.BLOCK).pod("web @ node-1 : 8080").send("pod/client -> pod/web:8080"))
                .isConnected();
    }

    /** The settings of the pods' own subnet decide, and a public address belongs to the node's primary address. */
    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = INCLUDE,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void aNatGatewayOnThePodSubnetIsForPodsAndNotForNodes(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .pod("client @ node-0")
                .outboundType(OutboundType.LOAD_BALANCER)
                .nodePublicIps()
                .network("corp 10.1.0.0/16", "nodes 10.1.0.0/20", "pods 10.1.64.0/18 nat=out")
                .natGateway("out", "20.0.0.30")
                .nodesIn("corp/nodes");

        Assertions.assertThat(seen(network.send(CALL))).isEqualTo("20.0.0.30");
        Assertions.assertThat(network.simulator()
                        .ownerOf(network.send("node/node-0 -> internet/server:443")
                                .forward()
                                .last()
                                .source()
                                .address()))
                .contains("node/node-0 (public)");
    }
}
