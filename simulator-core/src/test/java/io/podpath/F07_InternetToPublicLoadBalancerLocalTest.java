package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.loadBalancer;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.element.Fraction;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F7: an internet client calls a public load balancer, externalTrafficPolicy Local. */
class F07_InternetToPublicLoadBalancerLocalTest {

    private static final String CALL = "internet/client -> frontend/web:80";

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).service("web:80 -> web:8080", loadBalancer(TrafficPolicy.LOCAL));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void thePodSeesTheClientAfterOneNode(Model model) {
        TestNetwork network = network(model).pod("web @ node-1 : 8080");

        Flow flow = network.send(CALL);

        assertThat(flow)
                .isConnected()
                .crosses(
                        "internet/client -> internet/edge -> load-balancer/kubernetes -> vnet/aks-vnet -> nic/node-1",
                        "node/node-1 -> pod/shop/web")
                .showsSource(network.ip("internet/client"))
                .isTranslatedBy("node/node-1 service-dnat")
                .reply()
                .crosses(
                        "pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/aks-vnet -> internet/edge",
                        "internet/client")
                .showsSource(network.ip("frontend/web"))
                .isTranslatedBy("node/node-1 un-nat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void nodesWithoutAnEndpointGetNoFlow(Model model) {
        TestNetwork network =
                network(model).nodes(4).pod("web-1 @ node-1 : 8080").pod("web-2 @ node-3 : 8080");

        List<WeightedFlow> ways = network.sendAll(CALL);

        Assertions.assertThat(ways)
                .extracting(way ->
                        way.probability() + " " + way.flow().forward().end().element())
                .containsExactlyInAnyOrder("1/2 pod/shop/web-1", "1/2 pod/shop/web-2");
    }

    /** Two pods on one node and one on another: a quarter, a quarter, a half. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void nodesShareEvenlyEvenIfTheirPodsDoNot(Model model) {
        TestNetwork network = network(model)
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-0 : 8080")
                .pod("web-3 @ node-1 : 8080");

        List<WeightedFlow> ways = network.sendAll(CALL);

        Assertions.assertThat(ways)
                .extracting(way ->
                        way.probability() + " " + way.flow().forward().end().element())
                .containsExactlyInAnyOrder("1/4 pod/shop/web-1", "1/4 pod/shop/web-2", "1/2 pod/shop/web-3");
        Assertions.assertThat(ways.stream().map(WeightedFlow::probability).reduce(Fraction.ZERO, Fraction::plus))
                .isEqualTo(Fraction.ONE);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withoutAnyReadyEndpointNothingIsForwarded(Model model) {
        Flow flow = network(model).unreadyPod("web @ node-0 : 8080").send(CALL);

        assertThat(flow)
                .timesOut()
                .endsAt("load-balancer/kubernetes", Disposition.BACKEND_UNHEALTHY)
                .becauseOf(AzureLoadBalancerReason.LB_NO_HEALTHY_BACKEND);
    }
}
