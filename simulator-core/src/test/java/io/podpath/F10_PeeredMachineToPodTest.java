package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.internalLoadBalancer;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F10: a machine in a peered virtual network calls a pod by its address, or an internal load balancer. */
class F10_PeeredMachineToPodTest {

    private static TestNetwork network(Model model) {
        return TestNetworks.withPeer(model).pod("web @ node-1 : 8080");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            mode = EXCLUDE,
            names = {"KUBENET", "OVERLAY"})
    void flatPodsAreReachedAndSeeTheMachine(Model model) {
        TestNetwork network = network(model);

        assertThat(network.send("vm/erp -> pod/web:8080"))
                .isConnected()
                .crosses("vm/erp -> nic/erp -> vnet/hub -> vnet/corp -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .isDecidedBy(StepKind.VNET_ROUTE, "10.1.0.0/16 system corp -> VNetPeering")
                .showsSource(network.ip("vm/erp"))
                .isNotTranslated()
                .reply()
                .crosses("pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/corp -> vnet/hub -> nic/erp -> vm/erp");
    }

    /** The pod CIDR is no range of the peered network, so the system route None for 10.0.0.0/8 decides. */
    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"KUBENET", "OVERLAY"})
    void podsOfTheirOwnRangeAreUnreachable(Model model) {
        assertThat(network(model).send("vm/erp -> pod/web:8080"))
                .timesOut()
                .crosses("vm/erp -> nic/erp -> vnet/hub")
                .endsAt("vnet/hub", Disposition.NULL_ROUTED)
                .becauseOf(AzureNetworkReason.UDR_NULL_ROUTE)
                .isDecidedBy(StepKind.VNET_ROUTE, "10.0.0.0/8 system -> None");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anInternalLoadBalancerIsReachedInEveryModel(Model model) {
        TestNetwork network = network(model).service("web:80 -> web:8080", internalLoadBalancer(TrafficPolicy.LOCAL));

        assertThat(network.send("vm/erp -> frontend/web:80"))
                .isConnected()
                .crosses(
                        "vm/erp -> nic/erp -> vnet/hub -> vnet/corp -> load-balancer/kubernetes-internal",
                        "vnet/corp -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .showsSource(network.ip("vm/erp"))
                .isTranslatedBy("node/node-1 service-dnat")
                .reply()
                .crosses("pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/corp -> vnet/hub -> nic/erp -> vm/erp")
                .showsSource(network.ip("frontend/web"))
                .isTranslatedBy("node/node-1 un-nat");
    }
}
