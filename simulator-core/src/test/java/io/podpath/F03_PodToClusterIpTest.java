package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.element.Fraction;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.StepKind;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F3: a pod calls the cluster IP of a Service. */
class F03_PodToClusterIpTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).pod("client @ node-0").service("web:80 -> web:8080");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anEndpointOnTheSameNodeIsReachedInsideTheNode(Model model) {
        TestNetwork network = network(model).pod("web @ node-0 : 8080");

        Flow flow = network.send("pod/client -> service/web:80");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/client", "node/node-0", "pod/shop/web")
                .showsSource(network.ip("pod/client"))
                .showsDestination(network.ip("pod/web") + ":8080")
                .isTranslatedBy("node/node-0 service-dnat")
                .passes("*", "service-dnat", "*", "deliver")
                .reply()
                .crosses("pod/shop/web", "node/node-0", "pod/shop/client")
                .isTranslatedBy("node/node-0 un-nat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anEndpointOnAnotherNodeIsTranslatedOnTheClientsNodeOnly(Model model) {
        TestNetwork network = network(model).pod("web @ node-1 : 8080");

        Flow flow = network.send("pod/client -> service/web:80");

        assertThat(flow)
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> nic/node-1 -> node/node-1",
                        "pod/shop/web")
                .showsSource(network.ip("pod/client"))
                .isTranslatedBy("node/node-0 service-dnat")
                .reply()
                .crosses(
                        "pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/aks-vnet -> nic/node-0 -> node/node-0",
                        "pod/shop/client")
                .isTranslatedBy("node/node-0 un-nat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void threeEndpointsAreChosenWithAThirdEach(Model model) {
        TestNetwork network = network(model)
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .pod("web-3 @ node-1 : 8080");

        List<WeightedFlow> ways = network.sendAll("pod/client -> service/web:80");

        Assertions.assertThat(ways).extracting(WeightedFlow::probability).containsOnly(Fraction.of(1, 3));
        Assertions.assertThat(ways)
                .extracting(way -> way.flow().forward().end().element())
                .containsExactlyInAnyOrder("pod/shop/web-1", "pod/shop/web-2", "pod/shop/web-3");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theStepNamesTheRuleOfTheEndpoint(Model model) {
        Flow flow = network(model).pod("web @ node-0 : 8080").send("pod/client -> service/web:80");

        assertThat(flow)
                .isDecidedBy(StepKind.SERVICE_DNAT, "shop/web")
                .isDecidedBy(StepKind.SERVICE_DNAT, "nat KUBE-SEP-");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withoutEndpointsTheClientsNodeRejects(Model model) {
        Flow flow = network(model).unreadyPod("web @ node-1 : 8080").send("pod/client -> service/web:80");

        assertThat(flow)
                .isRefused()
                .becauseOf(ServiceReason.SVC_NO_ENDPOINTS)
                .crosses("pod/shop/client", "node/node-0")
                .reply()
                .isDeliveredTo("pod/shop/client");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void udpIsTranslatedAlike(Model model) {
        TestNetwork network = network(model).pod("dns @ node-1 : 53").service("dns:53/udp -> dns:53");

        Flow flow = network.send("udp pod/client -> service/dns:53");

        assertThat(flow).isConnected().showsSource(network.ip("pod/client")).isTranslatedBy("node/node-0 service-dnat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aPortTheServiceLacksIsNamedAsTheCause(Model model) {
        TestNetwork network = network(model).pod("web @ node-1 : 8080");

        Flow flow = network.send("pod/client -> service/web:81");

        Assertions.assertThat(flow.outcome()).isEqualTo(Outcome.TIMEOUT);
        Assertions.assertThat(flow.forward().end().findReason()).contains(ServiceReason.SVC_PORT_UNKNOWN);
        Assertions.assertThat(flow.forward().end().element()).isEqualTo("nic/node-0");
    }
}
