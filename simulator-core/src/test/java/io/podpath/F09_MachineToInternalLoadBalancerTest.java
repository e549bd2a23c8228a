package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.internalLoadBalancer;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.KubeProxySetup;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Flow;
import io.podpath.trace.StepKind;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F9: a machine in the same virtual network calls an internal load balancer. */
class F09_MachineToInternalLoadBalancerTest {

    private static TestNetwork network(Model model, TrafficPolicy policy) {
        return TestNetworks.withMachine(model).service("web:80 -> web:8080", internalLoadBalancer(policy));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theFrontendIsAnAddressOfTheNodeSubnet(Model model) {
        TestNetwork network = network(model, TrafficPolicy.CLUSTER).pod("web @ node-0 : 8080");

        Assertions.assertThat(network.ip("frontend/web").toString()).startsWith("10.1.1.");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void policyClusterShowsTheIngressNode(Model model) {
        TestNetwork network = network(model, TrafficPolicy.CLUSTER).nodes(1).pod("web @ node-0 : 8080");

        Flow flow = network.send("vm/erp -> frontend/web:80");

        assertThat(flow)
                .isConnected()
                .crosses(
                        "vm/erp -> nic/erp -> vnet/corp -> load-balancer/kubernetes-internal -> vnet/corp",
                        "nic/node-0 -> node/node-0 -> pod/shop/web")
                .reaches("node/node-0", network.ip("frontend/web") + ":80")
                .showsSource(network.ip(model == Model.KUBENET ? "cbr0/node-0" : "node/node-0"))
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat")
                .isDecidedBy(StepKind.NSG, "AllowVnetInBound")
                .reply()
                .crosses("pod/shop/web -> node/node-0 -> nic/node-0 -> vnet/corp -> nic/erp -> vm/erp")
                .showsSource(network.ip("frontend/web"))
                .isTranslatedBy("node/node-0 un-nat", "node/node-0 un-nat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void policyLocalShowsTheMachine(Model model) {
        TestNetwork network = network(model, TrafficPolicy.LOCAL).pod("web @ node-1 : 8080");

        Flow flow = network.send("vm/erp -> frontend/web:80");

        assertThat(flow)
                .isConnected()
                .crosses(
                        "vm/erp -> nic/erp -> vnet/corp -> load-balancer/kubernetes-internal -> vnet/corp",
                        "nic/node-1 -> node/node-1 -> pod/shop/web")
                .showsSource(network.ip("vm/erp"))
                .isTranslatedBy("node/node-1 service-dnat")
                .reply()
                .crosses("pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/corp -> nic/erp -> vm/erp")
                .showsSource(network.ip("frontend/web"))
                .isTranslatedBy("node/node-1 un-nat");
    }

    /** A machine in the subnet of the nodes, which calls a Service with an endpoint on each of two nodes. */
    private static TestNetwork amongTheNodes(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/nodes 10.1.1.200 : 443")
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .service("web:80 -> web:8080", internalLoadBalancer(TrafficPolicy.LOCAL));
    }

    private static void assertEveryWayShowsTheMachine(TestNetwork network) {
        Assertions.assertThat(network.sendAll("vm/erp -> frontend/web:80"))
                .hasSize(2)
                .allSatisfy(way -> assertThat(way.flow()).isConnected().showsSource(network.ip("vm/erp")));
    }

    /** Only in Node Subnet a machine can be in the range in which kube-proxy takes it for a pod. */
    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = "NODE_SUBNET")
    void policyLocalWorksForAMachineAmongNodesWhosePodsHaveAnotherRange(Model model) {
        assertEveryWayShowsTheMachine(amongTheNodes(model));
    }

    /** Where kube-proxy tells pods by their interface, a machine in the range of the pods is nobody special. */
    @Test
    void policyLocalWorksInsideTheClusterCidrWhereTheInterfaceTellsPods() {
        assertEveryWayShowsTheMachine(amongTheNodes(Model.NODE_SUBNET)
                .proxy(KubeProxySetup.DEFAULT.with(KubeProxySetup.Detection.INTERFACE_NAME_PREFIX)));
    }

    /** The node takes the machine for a pod, chooses any endpoint and does not masquerade. */
    @ParameterizedTest
    @EnumSource(value = Model.class, names = "NODE_SUBNET")
    void policyLocalFailsNowAndThenForAMachineInsideTheClusterCidr(Model model) {
        List<WeightedFlow> ways = amongTheNodes(model).sendAll("vm/erp -> frontend/web:80");

        Assertions.assertThat(ways)
                .extracting(way -> way.probability() + " " + way.flow().outcome() + " "
                        + way.flow().forward().end().element())
                .containsExactlyInAnyOrder(
                        "1/4 CONNECTED pod/shop/web-1",
                        "1/4 CONNECTED pod/shop/web-2",
                        "1/4 TIMEOUT nic/node-0",
                        "1/4 TIMEOUT nic/node-1");
        Assertions.assertThat(ways)
                .filteredOn(way -> way.flow().forward().end().element().startsWith("nic/"))
                .allSatisfy(way -> assertThat(way.flow()).becauseOf(AzureNetworkReason.NIC_SOURCE_CHECK));
    }
}
