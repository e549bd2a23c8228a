package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.loadBalancer;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.element.Fraction;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.StepKind;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts an expert would check first, numbered as in the project's reference: load balancers, checks 9 to 13. */
class AcceptanceLoadBalancersTest {

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
        TestNetwork network = TestNetworks.withMachine(model)
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

    /** The node's share is what the step of the translation says it owns. */
    @ParameterizedTest
    @CsvSource({"50, 1024, 1024-2047", "51, 512, 1024-1535"})
    void check13_theFiftyFirstNodeHalvesThePortsOfEveryNode(int nodes, int portsPerNode, String range) {
        TestNetwork network = TestNetwork.of(Model.OVERLAY).nodes(nodes).pod("client @ node-0");

        Assertions.assertThat(network.simulator().loadBalancers())
                .singleElement()
                .extracting(config -> config.outboundRules().get(0).ports().portsPerBackend())
                .isEqualTo(portsPerNode);
        assertThat(network.send("pod/client -> internet/server:443"))
                .isConnected()
                .isDecidedBy(StepKind.LB_SNAT, "ports " + range + " of ");
    }
}
