package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.KubeProxySetup;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpAddress;
import io.podpath.trace.Disposition;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F3, F5, F6, F7 and F9 over IPv6, in the two models that have dual stack. */
class F24_DualStackServicesTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).dualStack().pod("client @ node-0").pod("web-1 @ node-1 : 8080");
    }

    /** The address a pod sees if the node masquerades: kubenet's bridge is where the packet leaves. */
    private static IpAddress masqueraded(Model model, TestNetwork network) {
        return network.ip6(model == Model.KUBENET ? "cbr0/node-1" : "node/node-1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void f3ClusterIpLeadsToAPodOfTheSameFamily(Model model) {
        TestNetwork network = network(model).service("web:80 -> web:8080", DualStackServices.BOTH);

        assertThat(network.send("ipv6 pod/client -> service/web:80"))
                .isConnected()
                .isTranslatedBy("node/node-0 service-dnat")
                .reaches("pod/shop/web-1", "[" + network.ip6("pod/web-1") + "]:8080")
                .showsSource(network.ip6("pod/client"))
                .reply()
                .isDeliveredTo("pod/shop/client");
    }

    @ParameterizedTest
    @EnumSource(value = KubeProxySetup.Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "DISABLED")
    void f3EveryModeOfKubeProxyRunsOncePerFamily(KubeProxySetup.Mode mode) {
        TestNetwork network =
                network(Model.OVERLAY).proxyMode(mode).service("web:80 -> web:8080", DualStackServices.BOTH);

        assertThat(network.send("ipv6 pod/client -> service/web:80"))
                .isConnected()
                .reaches("pod/shop/web-1", "[" + network.ip6("pod/web-1") + "]:8080");
        assertThat(network.send("pod/client -> service/web:80"))
                .isConnected()
                .reaches("pod/shop/web-1", network.ip("pod/web-1") + ":8080");
    }

    @Test
    void f3NameOfAServiceIsLookedUpInTheFamilyOfTheProbe() {
        TestNetwork network = network(Model.OVERLAY).service("web:80 -> web:8080", DualStackServices.BOTH);

        assertThat(Simulator.build(network.input().withClusterDns())
                        .send(TestProbes.probe("ipv6 pod/client -> fqdn/web.shop.svc.cluster.local:80")))
                .isConnected()
                .reaches("pod/shop/web-1", "[" + network.ip6("pod/web-1") + "]:8080");
    }

    @Test
    void f3ServiceOfOneFamilyHasNoAddressOfTheOther() {
        TestNetwork network = network(Model.OVERLAY).service("web:80 -> web:8080");

        assertThatThrownBy(() -> network.send("ipv6 pod/client -> service/web:80"))
                .isInstanceOf(UnknownEndpointException.class)
                .hasMessageContaining("has no address of IPv6");
    }

    @Test
    void f3ServiceWithoutEndpointsIsRefusedByIcmpv6() {
        TestNetwork network = network(Model.OVERLAY).service("none:80 -> nobody:8080", DualStackServices.IPV6_ONLY);

        assertThat(network.send("ipv6 pod/client -> service/none:80"))
                .isRefused()
                .endsAt("node/node-0", Disposition.REJECTED)
                .becauseOf(ServiceReason.SVC_NO_ENDPOINTS)
                .isDecidedBy(StepKind.REJECT, "--reject-with icmp6-port-unreachable");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void f5NodePortOfAnotherNodeShowsThatNode(Model model) {
        TestNetwork network = network(model)
                .service("web:80 -> web:8080", TestServices.nodePort(TrafficPolicy.CLUSTER), DualStackServices.BOTH);

        assertThat(network.send("ipv6 pod/client -> node/node-1:" + network.nodePort("web")))
                .isConnected()
                .isTranslatedBy("node/node-0 snat", "node/node-1 service-dnat", "node/node-1 snat")
                .showsSource(masqueraded(model, network));
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void f6PublicFrontendOfTheSecondFamilyKeepsFloatingIp(Model model) {
        TestNetwork network = network(model)
                .service(
                        "web:80 -> web:8080", TestServices.loadBalancer(TrafficPolicy.CLUSTER), DualStackServices.BOTH);

        assertThat(network.send("ipv6 internet/client -> frontend/web:80"))
                .isDecidedBy(StepKind.LB_FORWARD, "floating IP")
                .isDecidedBy(StepKind.NSG, "2001:db8:198:51::a");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void f7PolicyLocalShowsTheClient(Model model) {
        TestNetwork network = network(model)
                .service("web:80 -> web:8080", TestServices.loadBalancer(TrafficPolicy.LOCAL), DualStackServices.BOTH);

        assertThat(network.send("ipv6 internet/client -> frontend/web:80"))
                .isConnected()
                .showsSource(network.ip6("internet/client"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void f9InternalFrontendOfIpv6LeadsToTheNodePort(Model model) {
        TestNetwork network = network(model)
                .network(
                        "corp 10.1.0.0/16,2001:db8:1::/56",
                        "nodes 10.1.1.0/24,2001:db8:1:1::/64",
                        "vms 10.1.2.0/24,2001:db8:1:2::/64")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10,2001:db8:1:2::10 : 443")
                .service(
                        "web:80 -> web:8080",
                        TestServices.internalLoadBalancer(TrafficPolicy.CLUSTER),
                        DualStackServices.BOTH);

        assertThat(network.send("ipv6 vm/erp -> frontend/web:80"))
                .isConnected()
                .isDecidedBy(StepKind.LB_FORWARD, "-> port " + network.nodePort("web"));
        assertThat(network.send("vm/erp -> frontend/web:80"))
                .isConnected()
                .isDecidedBy(StepKind.LB_FORWARD, "floating IP");
    }

    @Test
    void f6SourceRangesOfOneFamilyLeaveTheOtherClosedByTheGroup() {
        TestNetwork network = network(Model.OVERLAY)
                .service(
                        "web:80 -> web:8080",
                        TestServices.loadBalancer(TrafficPolicy.CLUSTER),
                        TestServices.sourceRanges("203.0.113.0/24"),
                        DualStackServices.BOTH);

        assertThat(network.send("internet/client -> frontend/web:80")).isConnected();
        assertThat(network.send("ipv6 internet/client -> frontend/web:80"))
                .timesOut()
                .isDecidedBy(StepKind.NSG, "DenyAllInBound");
    }
}
