package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F8: a machine in the same virtual network calls a pod by its address. */
class F08_MachineToPodTest {

    private static final String REPLY = "pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/corp -> nic/erp -> vm/erp";

    private static TestNetwork network(Model model, String machineSubnet) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", machineSubnet)
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .pod("web @ node-1 : 8080");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = ".*SUBNET.*")
    void flatPodsAreReachedAndSeeTheMachine(Model model) {
        TestNetwork network = network(model, "vms 10.1.2.0/24");

        Flow flow = network.send("vm/erp -> pod/web:8080");

        assertThat(flow)
                .isConnected()
                .crosses("vm/erp -> nic/erp -> vnet/corp -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .showsSource(network.ip("vm/erp"))
                .isDecidedBy(StepKind.VNET_ROUTE, "system -> VnetLocal")
                .isNotTranslated()
                .reply()
                .crosses(REPLY);
    }

    /** No route of the machine's subnet knows the pod range, so the system route None for 10.0.0.0/8 decides. */
    @ParameterizedTest
    @EnumSource(value = Model.class, names = "KUBENET")
    void kubenetPodsAreUnreachableFromASubnetWithoutTheClustersRouteTable(Model model) {
        Flow flow = network(model, "vms 10.1.2.0/24").send("vm/erp -> pod/web:8080");

        assertThat(flow)
                .timesOut()
                .endsAt("vnet/corp", Disposition.NULL_ROUTED)
                .becauseOf(AzureNetworkReason.UDR_NULL_ROUTE)
                .isDecidedBy(StepKind.VNET_ROUTE, "10.0.0.0/8");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "KUBENET")
    void kubenetPodsAreReachedFromTheNodeSubnet(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/nodes 10.1.1.200 : 443")
                .pod("web @ node-1 : 8080");

        Flow flow = network.send("vm/erp -> pod/web:8080");

        assertThat(flow)
                .isConnected()
                .crosses("vm/erp -> nic/erp -> vnet/corp -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .showsSource(network.ip("vm/erp"))
                .isDecidedBy(StepKind.VNET_ROUTE, "10.244.1.0/24 user")
                .isNotTranslated()
                .reply()
                .crosses(REPLY);
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "KUBENET")
    void kubenetPodsAreReachedFromASubnetThatSharesTheRouteTable(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 table=shared", "vms 10.1.2.0/24 table=shared")
                .routes("shared")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .pod("web @ node-1 : 8080");

        assertThat(network.send("vm/erp -> pod/web:8080"))
                .isConnected()
                .isDecidedBy(StepKind.VNET_ROUTE, "10.244.1.0/24 user shared/")
                .showsSource(network.ip("vm/erp"));
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "OVERLAY")
    void overlayPodsAreUnreachable(Model model) {
        Flow flow = network(model, "vms 10.1.2.0/24").send("vm/erp -> pod/web:8080");

        assertThat(flow)
                .timesOut()
                .endsAt("vnet/corp", Disposition.NULL_ROUTED)
                .becauseOf(AzureNetworkReason.UDR_NULL_ROUTE)
                .crosses("vm/erp", "nic/erp", "vnet/corp");
    }

    /** Azure offers no such way, but one user reports that it works; see gap GAP-OVERLAY-FOREIGN-ROUTE. */
    @Test
    void overlayPodsAreReachedByARouteToTheirNode() {
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "vms 10.1.2.0/24 table=to-pods")
                .routes("to-pods", "10.244.1.0/24 10.1.1.5")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .pod("web @ node-1 : 8080");

        assertThat(network.send("vm/erp -> pod/web:8080"))
                .isConnected()
                .isDecidedBy(StepKind.VNET_ROUTE, "10.244.1.0/24 user to-pods/")
                .showsSource(network.ip("vm/erp"));
    }
}
