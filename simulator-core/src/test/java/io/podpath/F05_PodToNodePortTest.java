package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.nodePort;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.KubeProxySetup;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.ServiceReason;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F5: a pod calls a node port. */
class F05_PodToNodePortTest {

    private static final KubeProxySetup BY_INTERFACE =
            KubeProxySetup.DEFAULT.with(KubeProxySetup.Detection.INTERFACE_NAME_PREFIX);

    private static final String TO_NODE_1 =
            "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> nic/node-1 -> node/node-1";

    private static TestNetwork network(Model model, TrafficPolicy policy) {
        return TestNetwork.of(model).pod("client @ node-0").service("web:80 -> web:8080", nodePort(policy));
    }

    private static Flow call(TestNetwork network, String node) {
        return network.send("pod/client -> node/" + node + ":" + network.nodePort("web"));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void ownNodeWithPolicyClusterMasqueradesTowardsALocalEndpoint(Model model) {
        TestNetwork network = network(model, TrafficPolicy.CLUSTER).pod("web @ node-0 : 8080");

        Flow flow = call(network, "node-0");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/client", "node/node-0", "pod/shop/web")
                .showsSource(network.ip(model == Model.KUBENET ? "cbr0/node-0" : "node/node-0"))
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void ownNodeWithPolicyClusterMasqueradesTowardsARemoteEndpoint(Model model) {
        TestNetwork network = network(model, TrafficPolicy.CLUSTER).pod("web @ node-1 : 8080");

        Flow flow = call(network, "node-0");

        assertThat(flow)
                .isConnected()
                .crosses(TO_NODE_1, "pod/shop/web")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat")
                .reply()
                .isTranslatedBy("node/node-0 un-nat", "node/node-0 un-nat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void ownNodeWithPolicyLocalKeepsThePodAndTakesAnyEndpoint(Model model) {
        TestNetwork network =
                network(model, TrafficPolicy.LOCAL).pod("web-1 @ node-0 : 8080").pod("web-2 @ node-1 : 8080");

        List<WeightedFlow> ways = network.sendAll("pod/client -> node/node-0:" + network.nodePort("web"));

        Assertions.assertThat(ways)
                .extracting(way ->
                        way.probability() + " " + way.flow().forward().end().element())
                .containsExactlyInAnyOrder("1/2 pod/shop/web-1", "1/2 pod/shop/web-2");
        for (WeightedFlow way : ways) {
            assertThat(way.flow())
                    .isConnected()
                    .showsSource(network.ip("pod/client"))
                    .isTranslatedBy("node/node-0 service-dnat");
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void otherNodeWithPolicyClusterShowsTheAddressOfThatNode(Model model) {
        TestNetwork network = network(model, TrafficPolicy.CLUSTER).nodes(3).pod("web @ node-2 : 8080");

        Flow flow = call(network, "node-1");

        assertThat(flow)
                .isConnected()
                .crosses(TO_NODE_1, "nic/node-1 -> vnet/aks-vnet -> nic/node-2 -> node/node-2 -> pod/shop/web")
                .showsSource(network.ip("node/node-1"))
                .reply()
                .crosses(
                        "pod/shop/web -> node/node-2 -> nic/node-2 -> vnet/aks-vnet -> nic/node-1 -> node/node-1",
                        "nic/node-1 -> vnet/aks-vnet -> nic/node-0 -> node/node-0 -> pod/shop/client");
        if (model.isFlat()) {
            assertThat(flow).isTranslatedBy("node/node-1 service-dnat", "node/node-1 snat");
        } else {
            assertThat(flow).isTranslatedBy("node/node-0 snat", "node/node-1 service-dnat", "node/node-1 snat");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*SUBNET.*")
    void otherNodeWithPolicyLocalServesItsOwnEndpointAndShowsTheClientsNode(Model model) {
        TestNetwork network = network(model, TrafficPolicy.LOCAL).pod("web @ node-1 : 8080");

        Flow flow = call(network, "node-1");

        assertThat(flow)
                .isConnected()
                .crosses(TO_NODE_1, "pod/shop/web")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 snat", "node/node-1 service-dnat")
                .reply()
                .isTranslatedBy("node/node-1 un-nat", "node/node-0 un-nat");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*SUBNET.*")
    void otherNodeWithPolicyLocalAndWithoutAnEndpointDrops(Model model) {
        Flow flow = call(network(model, TrafficPolicy.LOCAL).pod("web @ node-0 : 8080"), "node-1");

        assertThat(flow)
                .timesOut()
                .endsAt("node/node-1", Disposition.NO_ENDPOINT)
                .becauseOf(ServiceReason.SVC_NO_LOCAL_ENDPOINTS);
    }

    /** The source is in the range in which kube-proxy takes it for a pod, so the node takes any endpoint. */
    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = ".*SUBNET.*")
    void otherNodeWithPolicyLocalWorksInAFlatNetworkWithItsOwnEndpoint(Model model) {
        TestNetwork network = network(model, TrafficPolicy.LOCAL).pod("web @ node-1 : 8080");

        Flow flow = call(network, "node-1");

        assertThat(flow)
                .isConnected()
                .crosses(TO_NODE_1, "pod/shop/web")
                .showsSource(network.ip("pod/client"))
                .isTranslatedBy("node/node-1 service-dnat")
                .reply()
                .isTranslatedBy("node/node-1 un-nat");
    }

    /**
     * The reference expects the reply to bypass the node; podpath already loses the request, because the node's NIC has no
     * IP forwarding and may not send on behalf of the pod; see gap GAP-NODE-SUBNET-LOCAL-POLICY-OTHER-NODE.
     */
    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = ".*SUBNET.*")
    void otherNodeWithPolicyLocalFailsInAFlatNetworkWithAnEndpointElsewhere(Model model) {
        TestNetwork network = network(model, TrafficPolicy.LOCAL).nodes(3).pod("web @ node-2 : 8080");

        Flow flow = call(network, "node-1");

        assertThat(flow)
                .timesOut()
                .endsAt("nic/node-1", Disposition.DENIED)
                .becauseOf(AzureNetworkReason.NIC_SOURCE_CHECK)
                .isTranslatedBy("node/node-1 service-dnat");
    }

    /** Told by its interface, a pod of another node is a stranger and gets endpoints of that node only. */
    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = ".*SUBNET.*")
    void otherNodeThatTellsPodsByInterfaceServesItsOwnEndpointsOnly(Model model) {
        TestNetwork both = network(model, TrafficPolicy.LOCAL)
                .proxy(BY_INTERFACE)
                .nodes(3)
                .pod("web-1 @ node-1 : 8080")
                .pod("web-2 @ node-2 : 8080");
        TestNetwork elsewhere =
                network(model, TrafficPolicy.LOCAL).proxy(BY_INTERFACE).nodes(3).pod("web @ node-2 : 8080");

        assertThat(call(both, "node-1"))
                .isConnected()
                .isDeliveredTo("pod/shop/web-1")
                .showsSource(both.ip("pod/client"));
        Assertions.assertThat(both.sendAll("pod/client -> node/node-1:" + both.nodePort("web")))
                .hasSize(1);
        assertThat(call(elsewhere, "node-1"))
                .timesOut()
                .endsAt("node/node-1", Disposition.NO_ENDPOINT)
                .becauseOf(ServiceReason.SVC_NO_LOCAL_ENDPOINTS);
    }

    /** The own node still knows its pods. */
    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_NONE, names = "KUBENET")
    void ownNodeThatTellsPodsByInterfaceTakesAnyEndpoint(Model model) {
        TestNetwork network =
                network(model, TrafficPolicy.LOCAL).proxy(BY_INTERFACE).pod("web @ node-1 : 8080");

        Flow flow = call(network, "node-0");

        assertThat(flow).isConnected().showsSource(network.ip("pod/client")).isTranslatedBy("node/node-0 service-dnat");
    }
}
