package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.internalLoadBalancer;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpAddress;
import io.podpath.trace.AzureConnectionReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F11: a host outside Azure calls a pod by its address, or an internal load balancer, through the gateway of a hub. */
class F11_OnPremisesToPodTest {

    private static final IpAddress MAINFRAME = IpAddress.parse("192.168.1.10");

    private static TestNetwork network(Model model) {
        return TestNetworks.withSite(model).pod("web @ node-1 : 8080");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = EXCLUDE,
            names = {"KUBENET", "OVERLAY"})
    void flatPodsAreReachedAndSeeTheHost(Model model) {
        assertThat(network(model).send("onprem/mainframe -> pod/web:8080"))
                .isConnected()
                .crosses(
                        "onprem/mainframe -> on-premises/datacenter -> gateway/hub-vpn -> vnet/hub -> vnet/corp",
                        "nic/node-1 -> node/node-1 -> pod/shop/web")
                .isDecidedBy(StepKind.VNET_ROUTE, "routes of hub/GatewaySubnet")
                .showsSource(MAINFRAME)
                .isNotTranslated()
                .reply()
                .crosses(
                        "pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/corp -> vnet/hub -> gateway/hub-vpn",
                        "on-premises/datacenter -> onprem/mainframe");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"KUBENET", "OVERLAY"})
    void nobodyOutsideEverHeardOfAPodCidr(Model model) {
        assertThat(network(model).send("onprem/mainframe -> pod/web:8080"))
                .timesOut()
                .endsAt("on-premises/datacenter", Disposition.NO_ROUTE)
                .becauseOf(AzureConnectionReason.ONPREM_NO_ROUTE);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anInternalLoadBalancerIsReachedInEveryModel(Model model) {
        TestNetwork network = network(model).service("web:80 -> web:8080", internalLoadBalancer(TrafficPolicy.LOCAL));

        assertThat(network.send("onprem/mainframe -> frontend/web:80"))
                .isConnected()
                .crosses(
                        "onprem/mainframe -> on-premises/datacenter -> gateway/hub-vpn -> vnet/hub -> vnet/corp",
                        "load-balancer/kubernetes-internal -> vnet/corp -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .showsSource(MAINFRAME)
                .isTranslatedBy("node/node-1 service-dnat")
                .reply()
                .crosses(
                        "pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/corp -> vnet/hub -> gateway/hub-vpn",
                        "on-premises/datacenter -> onprem/mainframe")
                .showsSource(network.ip("frontend/web"))
                .isTranslatedBy("node/node-1 un-nat");
    }

    @Test
    void withoutGatewayTransitTheSpokeIsNotAdvertised() {
        TestNetwork network = TestNetwork.of(Model.NODE_SUBNET)
                .network("corp 10.1.0.0/16 peer=hub", "nodes 10.1.1.0/24")
                .network("hub 10.2.0.0/16 peer=corp:lends-gateway", "GatewaySubnet 10.2.0.0/27")
                .nodesIn("corp/nodes")
                .gateway("hub-vpn @ hub")
                .site("datacenter via hub-vpn 192.168.0.0/16", "mainframe 192.168.1.10 : 443")
                .pod("web @ node-1 : 8080");

        assertThat(network.send("onprem/mainframe -> pod/web:8080"))
                .endsAt("on-premises/datacenter", Disposition.NO_ROUTE)
                .becauseOf(AzureConnectionReason.ONPREM_NO_ROUTE);
    }
}
