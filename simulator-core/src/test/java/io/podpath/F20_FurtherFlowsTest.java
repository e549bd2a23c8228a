package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.annotated;
import static io.podpath.TestServices.internalLoadBalancer;
import static io.podpath.TestServices.ipModeProxy;
import static io.podpath.TestServices.loadBalancer;
import static io.podpath.TestServices.sourceRanges;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.StepKind;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F20: health probes, kubelet probes, nodes calling pods, and pods calling the load balancer of their own cluster. */
class F20_FurtherFlowsTest {

    @ParameterizedTest
    @EnumSource(Model.class)
    void theLoadBalancerProbesTheNodePortUnderPolicyCluster(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER));

        Flow flow = network.send("ip/168.63.129.16 -> node/node-1:" + network.nodePort("web"));

        assertThat(flow)
                .isConnected()
                .crosses("platform/aks-vnet -> vnet/aks-vnet -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .isDecidedBy(StepKind.NSG, "AllowAzureLoadBalancerInBound 65001")
                .isTranslatedBy("node/node-1 service-dnat", "node/node-1 snat")
                .reply()
                .crosses("pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/aks-vnet -> platform/aks-vnet")
                .isTranslatedBy("node/node-1 un-nat", "node/node-1 un-nat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theLoadBalancerProbesTheHealthCheckNodePortUnderPolicyLocal(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.LOCAL));

        Flow flow = network.send("ip/168.63.129.16 -> node/node-1:" + network.healthCheckNodePort("web"));

        assertThat(flow)
                .isConnected()
                .crosses("platform/aks-vnet -> vnet/aks-vnet -> nic/node-1 -> node/node-1")
                .isDecidedBy(StepKind.NSG, "AllowAzureLoadBalancerInBound 65001")
                .isNotTranslated();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theKubeletProbesALocalPodFromTheAddressOfTheNode(Model model) {
        TestNetwork network = TestNetwork.of(model).pod("web @ node-0 : 8080");

        Flow flow = network.send("node/node-0 -> pod/web:8080");

        assertThat(flow)
                .isConnected()
                .crosses("node/node-0", "pod/shop/web")
                .showsSource(network.ip(model == Model.KUBENET ? "cbr0/node-0" : "node/node-0"))
                .isNotTranslated();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aNodeReachesARemotePodUnderItsOwnAddress(Model model) {
        TestNetwork network = TestNetwork.of(model).pod("web @ node-1 : 8080");

        Flow flow = network.send("node/node-0 -> pod/web:8080");

        assertThat(flow)
                .isConnected()
                .crosses("node/node-0 -> nic/node-0 -> vnet/aks-vnet -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .showsSource(network.ip("node/node-0"))
                .isNotTranslated()
                .reply()
                .crosses("pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/aks-vnet -> nic/node-0 -> node/node-0");
    }

    /** The overlay hides no address from a security group: the destination it sees is the pod. */
    @ParameterizedTest
    @EnumSource(value = Model.class, names = "OVERLAY")
    void aGroupThatDeniesThePodRangeKeepsNodesFromRemotePods(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 group=no-pods")
                .group("no-pods", "100 Inbound Deny 10.1.1.0/24 -> 10.244.0.0/16")
                .nodesIn("corp/nodes")
                .pod("web @ node-1 : 8080");

        assertThat(network.send("node/node-0 -> pod/web:8080"))
                .timesOut()
                .endsAt("nic/node-1", Disposition.DENIED)
                .becauseOf(AzureNetworkReason.NSG_DENIED);
        assertThat(network.send("node/node-1 -> pod/web:8080")).isConnected();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theOwnLoadBalancerIsAnsweredOnThePodsNodeAndPolicyClusterMasquerades(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER));

        Flow flow = network.send("pod/client -> frontend/web:80");

        assertThat(flow)
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> nic/node-1 -> node/node-1",
                        "pod/shop/web")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat")
                .reply()
                .isTranslatedBy("node/node-0 un-nat", "node/node-0 un-nat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theOwnLoadBalancerUnderPolicyLocalTakesAnyEndpointAndKeepsThePod(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .pod("client @ node-0")
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .service("web:80 -> web:8080", internalLoadBalancer(TrafficPolicy.LOCAL));

        Assertions.assertThat(network.sendAll("pod/client -> frontend/web:80"))
                .hasSize(2)
                .allSatisfy(way -> assertThat(way.flow())
                        .isConnected()
                        .showsSource(network.ip("pod/client"))
                        .isTranslatedBy("node/node-0 service-dnat"))
                .extracting(way ->
                        way.probability() + " " + way.flow().forward().end().element())
                .containsExactlyInAnyOrder("1/2 pod/shop/web-1", "1/2 pod/shop/web-2");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void sourceRangesWithoutThePodRangeShutOwnPodsOut(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .pod("client @ node-0")
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER), sourceRanges("203.0.113.0/24"));

        assertThat(network.send("pod/client -> frontend/web:80"))
                .timesOut()
                .becauseOf(ServiceReason.SVC_SOURCE_RANGE)
                .crosses("pod/shop/client", "node/node-0");
    }

    /** With {@code ipMode: Proxy} the nodes leave the address alone, so the call goes out and comes in again. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void aFrontendInProxyModeIsNotAnsweredOnThePodsNode(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080")
                .service(
                        "web:80 -> web:8080",
                        loadBalancer(TrafficPolicy.CLUSTER),
                        ipModeProxy("198.51.100.77"),
                        annotated("service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip", "true"));

        Flow flow = network.send("pod/client -> frontend/web:80");

        assertThat(flow)
                .isConnected()
                .isDeliveredTo("pod/shop/web")
                .passes(
                        "*",
                        model.hasPodSubnet() ? "vnet-route" : "snat",
                        "*",
                        "lb-snat",
                        "*",
                        "lb-forward",
                        "*",
                        "service-dnat",
                        "*",
                        "snat",
                        "*",
                        "deliver");
    }
}
