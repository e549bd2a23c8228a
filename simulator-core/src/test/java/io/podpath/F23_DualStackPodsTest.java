package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.NodeKernel;
import io.podpath.model.IpAddress;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.StepKind;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F1, F2, F4, F8, F12 and F15 over IPv6, in the two models that have dual stack. */
class F23_DualStackPodsTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).dualStack().pod("client @ node-0").pod("web-1 @ node-1 : 8080");
    }

    /** Both families in a network of one's own with a machine in it. */
    private static TestNetwork corporate(Model model) {
        return network(model)
                .network(
                        "corp 10.1.0.0/16,2001:db8:1::/56",
                        "nodes 10.1.1.0/24,2001:db8:1:1::/64",
                        "vms 10.1.2.0/24,2001:db8:1:2::/64")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10,2001:db8:1:2::10 : 443");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void nodesAndPodsHaveAnAddressOfEachFamily(Model model) {
        TestNetwork network = network(model);
        String ofPod = model == Model.OVERLAY ? "1" : "2"; // kubenet's bridge has the first address

        Assertions.assertThat(network.ip6("node/node-0")).hasToString("2001:1234:5678:9abc::4");
        Assertions.assertThat(network.ip6("pod/client")).hasToString("fd12:3456:789a::" + ofPod);
        Assertions.assertThat(network.ip6("pod/web-1")).hasToString("fd12:3456:789a:0:1::" + ofPod);
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void f1PodReachesPodOfItsNode(Model model) {
        TestNetwork network = network(model).pod("near @ node-0 : 8080");

        assertThat(network.send("ipv6 pod/client -> pod/near:8080"))
                .isConnected()
                .crosses("pod/shop/client", "node/node-0", "pod/shop/near")
                .showsSource(network.ip6("pod/client"))
                .isNotTranslated();
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void f2PodReachesPodOfAnotherNodeUntranslated(Model model) {
        TestNetwork network = network(model);

        assertThat(network.send("ipv6 pod/client -> pod/web-1:8080"))
                .isConnected()
                .crosses(
                        "pod/shop/client",
                        "node/node-0",
                        "nic/node-0",
                        "vnet/aks-vnet",
                        "nic/node-1",
                        "node/node-1",
                        "pod/shop/web-1")
                .showsSource(network.ip6("pod/client"))
                .isNotTranslated();
    }

    @Test
    void f2OverlayFindsTheNodeByItsPartOfThePodRange() {
        assertThat(network(Model.OVERLAY).send("ipv6 pod/client -> pod/web-1:8080"))
                .isDecidedBy(StepKind.OVERLAY_ROUTE, "fd12:3456:789a:0:1::/80");
    }

    @Test
    void f2KubenetNeedsARouteOfItsOwnForTheSecondFamily() {
        assertThat(network(Model.KUBENET).send("ipv6 pod/client -> pod/web-1:8080"))
                .isDecidedBy(StepKind.VNET_ROUTE, "fd12:3456:789a:0:1::/80");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void pingIsAnsweredByIcmpv6(Model model) {
        assertThat(network(model).send("ipv6 icmp pod/client -> pod/web-1"))
                .isConnected()
                .isDeliveredTo("pod/shop/web-1");
    }

    @Test
    void f4OverlayPodReachesItselfThroughItsService() {
        TestNetwork network = network(Model.OVERLAY).service("web:80 -> web:8080", DualStackServices.BOTH);

        assertThat(network.send("ipv6 pod/web-1 -> service/web:80"))
                .isConnected()
                .showsSource(network.ip6("node/node-1"));
    }

    @Test
    void f4KubenetPodDoesNotReachItselfAsInIpv4() {
        TestNetwork network = network(Model.KUBENET).service("web:80 -> web:8080", DualStackServices.BOTH);

        assertThat(network.send("ipv6 pod/web-1 -> service/web:80"))
                .timesOut()
                .endsAt("node/node-1", Disposition.DENIED)
                .becauseOf(RoutingReason.BRIDGE_HAIRPIN_OFF);
    }

    @Test
    void f4OlderKernelsSendTheFrameBackUnderTheBridgesAddress() {
        TestNetwork network = network(Model.KUBENET)
                .kernel(NodeKernel.BEFORE_2024)
                .service("web:80 -> web:8080", DualStackServices.BOTH);

        assertThat(network.send("ipv6 pod/web-1 -> service/web:80"))
                .isConnected()
                .showsSource(network.ip6("cbr0/node-1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void f8MachineOfTheNetworkDoesNotReachAPod(Model model) {
        TestNetwork network = corporate(model);

        assertThat(network.send("ipv6 vm/erp -> pod/web-1:8080")).timesOut();
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void f12PodReachesAMachineUnderItsNodesAddressOfTheSameFamily(Model model) {
        TestNetwork network = corporate(model);

        assertThat(network.send("ipv6 pod/client -> vm/erp:443")).isConnected().showsSource(network.ip6("node/node-0"));
        assertThat(network.send("pod/client -> vm/erp:443")).isConnected().showsSource(network.ip("node/node-0"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void f15PodReachesTheInternetThroughTheSecondOutboundRule(Model model) {
        TestNetwork network = network(model);

        assertThat(network.send("ipv6 pod/client -> internet/server:443"))
                .isConnected()
                .isDecidedBy(StepKind.VNET_ROUTE, "::/0")
                .isDecidedBy(StepKind.LB_SNAT, "aksOutboundRule-IPv6")
                .showsSource(IpAddress.parse("2001:db8:198:51::1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void podOfAnIpv4ClusterHasNoRoute(Model model) {
        TestNetwork network = TestNetwork.of(model).pod("client @ node-0");

        assertThat(network.send("ipv6 pod/client -> internet/server:443"))
                .endsAt("pod/shop/client", Disposition.NO_ROUTE)
                .becauseOf(RoutingReason.ROUTE_NONE);
    }
}
