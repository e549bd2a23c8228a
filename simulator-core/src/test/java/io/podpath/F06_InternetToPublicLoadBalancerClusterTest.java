package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.annotated;
import static io.podpath.TestServices.loadBalancer;
import static io.podpath.TestServices.sourceRanges;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.element.Fraction;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.StepKind;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F6: an internet client calls a public load balancer, externalTrafficPolicy Cluster. */
class F06_InternetToPublicLoadBalancerClusterTest {

    private static final String CALL = "internet/client -> frontend/web:80";

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anEndpointOnTheIngressNodeSeesTheIngressNode(Model model) {
        TestNetwork network = network(model).nodes(1).pod("web @ node-0 : 8080");

        Flow flow = network.send(CALL);

        assertThat(flow)
                .isConnected()
                .crosses(
                        "internet/client -> internet/edge -> load-balancer/kubernetes -> vnet/aks-vnet -> nic/node-0",
                        "node/node-0 -> pod/shop/web")
                .showsSource(network.ip(model == Model.KUBENET ? "cbr0/node-0" : "node/node-0"))
                .showsDestination(network.ip("pod/web") + ":8080")
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anEndpointOnAnotherNodeSeesTheIngressNodeToo(Model model) {
        TestNetwork network = network(model).pod("web @ node-1 : 8080");

        Flow flow = wayOver("node/node-0", network.sendAll(CALL)).flow();

        assertThat(flow)
                .isConnected()
                .crosses(
                        "internet/client -> internet/edge -> load-balancer/kubernetes -> vnet/aks-vnet -> nic/node-0",
                        "node/node-0 -> nic/node-0 -> vnet/aks-vnet -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat");
    }

    private static WeightedFlow wayOver(String ingressNode, List<WeightedFlow> ways) {
        return ways.stream()
                .filter(way -> way.flow().forward().hops().get(5).element().equals(ingressNode))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theReplyReturnsOverTheIngressNodeAndCarriesTheFrontend(Model model) {
        TestNetwork network = network(model).pod("web @ node-1 : 8080");

        Flow flow = wayOver("node/node-0", network.sendAll(CALL)).flow();

        assertThat(flow)
                .reply()
                .isDeliveredTo("internet/client")
                .showsSource(network.ip("frontend/web"))
                .crosses(
                        "pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/aks-vnet -> nic/node-0 -> node/node-0",
                        "nic/node-0 -> vnet/aks-vnet -> internet/edge -> internet/client")
                .isTranslatedBy("node/node-0 un-nat", "node/node-0 un-nat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theSecurityGroupLetsTheFrontendThrough(Model model) {
        Flow flow = network(model).pod("web @ node-0 : 8080").send(CALL);

        assertThat(flow).isDecidedBy(StepKind.NSG, "500");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void everyNodeGetsAnEqualShare(Model model) {
        TestNetwork network = network(model).nodes(3).pod("web @ node-1 : 8080");

        List<WeightedFlow> ways = network.sendAll(CALL);

        Assertions.assertThat(ways)
                .hasSize(3)
                .extracting(WeightedFlow::probability)
                .containsOnly(Fraction.of(1, 3));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withoutEndpointsTheLoadBalancerHasNoHealthyNode(Model model) {
        Flow flow = network(model).unreadyPod("web @ node-0 : 8080").send(CALL);

        assertThat(flow)
                .timesOut()
                .endsAt("load-balancer/kubernetes", Disposition.BACKEND_UNHEALTHY)
                .becauseOf(AzureLoadBalancerReason.LB_NO_HEALTHY_BACKEND);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anotherPortOfTheFrontendHasNoRule(Model model) {
        TestNetwork network = network(model).pod("web @ node-0 : 8080");

        Flow flow = network.send("internet/client -> ip/" + network.ip("frontend/web") + ":81");

        assertThat(flow).timesOut().becauseOf(AzureLoadBalancerReason.LB_NO_RULE);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aClientOutsideTheSourceRangesIsStoppedByTheSecurityGroup(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER), sourceRanges("192.0.2.0/24"));

        Flow flow = network.send(CALL);

        assertThat(flow).timesOut().becauseOf(AzureNetworkReason.NSG_DENIED);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withoutFloatingIpTheNodeSeesItsNodePort(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .nodes(1)
                .pod("web @ node-0 : 8080")
                .service(
                        "web:80 -> web:8080",
                        loadBalancer(TrafficPolicy.CLUSTER),
                        annotated("service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip", "true"));

        Flow flow = network.send(CALL);

        assertThat(flow)
                .isConnected()
                .reaches("node/node-0", network.ip("node/node-0") + ":" + network.nodePort("web"));
    }
}
