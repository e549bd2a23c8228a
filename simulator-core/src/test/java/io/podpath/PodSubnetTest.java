package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.aks.PodIpAllocationMode;
import io.podpath.aks.PoolSubnets;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pods in a subnet of their own: its routes and its security group are theirs, not those of the node. */
class PodSubnetTest {

    private static final String PODS = "POD_SUBNET.*";

    private static TestNetwork network(Model model, String... subnets) {
        return TestNetwork.of(model).network("corp 10.1.0.0/16", subnets).nodesIn("corp/nodes");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = PODS)
    void aRouteTableOfThePodSubnetBindsPodsAndNotTheirNode(Model model) {
        TestNetwork network = network(model, "nodes 10.1.1.0/24", "pods 10.1.64.0/18 table=closed", "vms 10.1.2.0/24")
                .routes("closed", "10.1.2.0/24 none")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .pod("client @ node-0");

        assertThat(network.send("pod/client -> vm/erp:443"))
                .timesOut()
                .endsAt("vnet/corp", Disposition.NULL_ROUTED)
                .isDecidedBy(StepKind.VNET_ROUTE, "10.1.2.0/24 user closed/");
        assertThat(network.send("node/node-0 -> vm/erp:443"))
                .isConnected()
                .isDecidedBy(StepKind.VNET_ROUTE, "10.1.0.0/16 system -> VnetLocal");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = PODS)
    void aRouteTableOfTheNodeSubnetBindsNodesAndNotTheirPods(Model model) {
        TestNetwork network = network(model, "nodes 10.1.1.0/24 table=closed", "pods 10.1.64.0/18", "vms 10.1.2.0/24")
                .routes("closed", "10.1.2.0/24 none")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .pod("client @ node-0");

        assertThat(network.send("pod/client -> vm/erp:443")).isConnected().showsSource(network.ip("pod/client"));
        assertThat(network.send("node/node-0 -> vm/erp:443")).timesOut().endsAt("vnet/corp", Disposition.NULL_ROUTED);
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = PODS)
    void aGroupOfThePodSubnetFiltersPodsAndNotTheirNode(Model model) {
        TestNetwork network = network(model, "nodes 10.1.1.0/24", "pods 10.1.64.0/18 group=no-vms", "vms 10.1.2.0/24")
                .group("no-vms", "100 Inbound Deny 10.1.2.0/24 -> *")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .pod("web @ node-0 : 8080")
                .hostNetworkPod("agent @ node-0 : 9100");

        assertThat(network.send("vm/erp -> pod/web:8080"))
                .timesOut()
                .endsAt("nic/node-0", Disposition.DENIED)
                .becauseOf(AzureNetworkReason.NSG_DENIED)
                .isDecidedBy(StepKind.NSG, "no-vms (subnet corp/pods)");
        assertThat(network.send("vm/erp -> pod/agent:9100")).isConnected();
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = PODS)
    void aGroupOfTheNodeSubnetDoesNotFilterPods(Model model) {
        TestNetwork network = network(model, "nodes 10.1.1.0/24 group=deny-all", "pods 10.1.64.0/18")
                .group("deny-all", "100 Inbound Deny * -> *", "100 Outbound Deny * -> *")
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080");

        assertThat(network.send("pod/client -> pod/web:8080")).isConnected();
        assertThat(network.send("node/node-0 -> pod/web:8080")).timesOut().endsAt("nic/node-0", Disposition.DENIED);
    }

    /** F10 and its way back: the pod subnet is part of the network that the peering announces. */
    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = PODS)
    void aMachineInAPeeredNetworkReachesThePodAndSeesItWhenThePodCalls(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16 peer=hub", "nodes 10.1.1.0/24")
                .network("hub 10.2.0.0/16 peer=corp", "vms 10.2.1.0/24")
                .nodesIn("corp/nodes")
                .machine("far @ hub/vms 10.2.1.10 : 443")
                .pod("web @ node-1 : 8080");

        assertThat(network.send("vm/far -> pod/web:8080"))
                .isConnected()
                .crosses("vm/far -> nic/far -> vnet/hub -> vnet/corp -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .showsSource(network.ip("vm/far"))
                .isNotTranslated();
        assertThat(network.send("pod/web -> vm/far:443")).isConnected().showsSource(network.ip("pod/web"));
    }

    /** Two pools, each with subnets and an allocation mode of its own. */
    private static TestNetwork twoPools() {
        return network(
                        Model.POD_SUBNET_DYNAMIC,
                        "nodes 10.1.1.0/24",
                        "pods 10.1.64.0/18 table=closed",
                        "nodes2 10.1.2.0/24",
                        "blocks 10.1.128.0/18",
                        "vms 10.1.3.0/24")
                .routes("closed", "10.1.3.0/24 none")
                .machine("erp @ corp/vms 10.1.3.10 : 443")
                .pools(
                        pool("system", "nodes", "pods", PodIpAllocationMode.DYNAMIC_INDIVIDUAL),
                        pool("user", "nodes2", "blocks", PodIpAllocationMode.STATIC_BLOCK))
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080");
    }

    private static NodePool pool(String name, String nodes, String pods, PodIpAllocationMode mode) {
        PoolSubnets subnets =
                new PoolSubnets(new SubnetReference("corp", nodes), new SubnetReference("corp", pods), mode);
        return new NodePool(name, 1, 30, List.of(), subnets);
    }

    @Test
    void everyPoolHasSubnetsOfItsOwn() {
        TestNetwork network = twoPools();

        Assertions.assertThat(network.ip("node/node-0")).hasToString("10.1.1.4");
        Assertions.assertThat(network.ip("node/node-1")).hasToString("10.1.2.4");
        Assertions.assertThat(network.ip("pod/client")).hasToString("10.1.64.4");
        Assertions.assertThat(network.ip("pod/web")).hasToString("10.1.128.17");
        assertThat(network.send("pod/client -> pod/web:8080"))
                .isConnected()
                .showsSource(network.ip("pod/client"))
                .isNotTranslated()
                .reply()
                .crosses(
                        "pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/corp -> nic/node-0 -> node/node-0",
                        "pod/shop/client");
        assertThat(network.send("pod/client -> vm/erp:443")).timesOut();
        assertThat(network.send("pod/web -> vm/erp:443")).isConnected();
    }

    @Test
    void theNodeRoutesItsPodSubnetToTheFabric() {
        Simulator simulator = twoPools().simulator();

        Assertions.assertThat(simulator.renderRoutes("node-0").orElseThrow())
                .contains("10.1.64.0/18 via 10.1.1.1 dev eth0\n", "10.1.64.4 dev azv");
        Assertions.assertThat(simulator.renderRoutes("node-1").orElseThrow())
                .contains("10.1.128.0/18 via 10.1.2.1 dev eth0\n");
    }

    @Test
    void theRulesAreThoseOfAzuresNodeAgent() {
        Assertions.assertThat(
                        twoPools().simulator().renderIptablesSave("node-1").orElseThrow())
                .contains("""
                        -A SWIFT-POSTROUTING -s 10.1.128.0/18 -d 168.63.129.16/32 -p udp -m addrtype ! --dst-type LOCAL -m udp --dport 53 -j SNAT --to-source 10.1.2.4
                        -A SWIFT-POSTROUTING -s 10.1.128.0/18 -d 168.63.129.16/32 -p tcp -m addrtype ! --dst-type LOCAL -m tcp --dport 53 -j SNAT --to-source 10.1.2.4
                        -A SWIFT-POSTROUTING -s 10.1.128.0/18 -d 169.254.169.254/32 -p tcp -m addrtype ! --dst-type LOCAL -m tcp --dport 80 -j SNAT --to-source 10.1.2.4
                        """)
                .contains("-A POSTROUTING -j SWIFT-POSTROUTING\n")
                .doesNotContain("IP-MASQ-AGENT");
    }
}
