package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.Disposition;
import io.podpath.trace.FilterReason;
import io.podpath.trace.Flow;
import io.podpath.trace.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts an expert would check first, numbered as in the project's reference: who sees whom, checks 3 to 8. */
class AcceptanceSourcesTest {

    private static TestNetwork inOwnNetwork(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16 peer=hub", "nodes 10.1.1.0/24", "vms 10.1.2.0/24")
                .network("hub 10.2.0.0/16 peer=corp", "vms 10.2.1.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .machine("far @ hub/vms 10.2.1.10 : 443");
    }

    @Test
    void check03_kubenetKeepsThePodsAddressOverTheUserDefinedRoute() {
        TestNetwork network = TestNetwork.of(Model.KUBENET).pod("a @ node-0").pod("b @ node-1 : 8080");

        assertThat(network.send("pod/a -> pod/b:8080"))
                .isConnected()
                .showsSource(network.ip("pod/a"))
                .isDecidedBy(StepKind.VNET_ROUTE, "10.244.1.0/24 user")
                .crosses(
                        "pod/shop/a -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> nic/node-1 -> node/node-1 -> pod/shop/b");
    }

    @ParameterizedTest
    @CsvSource({
        "KUBENET, node/node-0",
        "OVERLAY, node/node-0",
        "NODE_SUBNET, pod/client",
        "POD_SUBNET_DYNAMIC, pod/client",
        "POD_SUBNET_STATIC, pod/client"
    })
    void check04_aMachineInTheNetworkSeesTheNodeOrThePod(Model model, String seen) {
        TestNetwork network = inOwnNetwork(model).pod("client @ node-0");

        assertThat(network.send("pod/client -> vm/erp:443")).isConnected().showsSource(network.ip(seen));
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = "POD_SUBNET.*")
    void check05_aMachineInAPeeredNetworkSeesThePodOfAPodSubnet(Model model) {
        TestNetwork network = inOwnNetwork(model).pod("client @ node-0");

        Flow flow = network.send("pod/client -> vm/far:443");

        assertThat(flow)
                .isConnected()
                .showsSource(network.ip("pod/client"))
                .isNotTranslated()
                .isDecidedBy(StepKind.VNET_ROUTE, "10.2.0.0/16")
                .reply()
                .crosses("vm/far -> nic/far -> vnet/hub -> vnet/corp -> nic/node-0 -> node/node-0 -> pod/shop/client");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_NONE, names = "POD_SUBNET.*")
    void check05_aMachineInAPeeredNetworkSeesTheNode(Model model) {
        TestNetwork network = inOwnNetwork(model).pod("client @ node-0");

        Flow flow = network.send("pod/client -> vm/far:443");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> vnet/hub -> nic/far -> vm/far")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 snat")
                .isDecidedBy(StepKind.VNET_ROUTE, "10.2.0.0/16");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check06_theMetadataServiceSeesTheNode(Model model) {
        TestNetwork network = TestNetwork.of(model).pod("client @ node-0");

        assertThat(network.send("pod/client -> ip/169.254.169.254:80"))
                .isConnected()
                .showsSource(network.ip("node/node-0"));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check07_theHostsAgentIsClosedToPodsAndItsDnsIsOpen(Model model) {
        TestNetwork network = TestNetwork.of(model).pod("client @ node-0");

        assertThat(network.send("pod/client -> ip/168.63.129.16:80"))
                .timesOut()
                .crosses("pod/shop/client -> node/node-0")
                .endsAt("node/node-0", Disposition.DENIED)
                .becauseOf(FilterReason.NODE_WIRESERVER_BLOCKED);
        assertThat(network.send("udp pod/client -> ip/168.63.129.16:53"))
                .isConnected()
                .isDeliveredTo("platform/aks-vnet")
                .showsSource(network.ip("node/node-0"));
    }

    @Test
    void check08_aMachineCannotReachAnOverlayPod() {
        TestNetwork network = inOwnNetwork(Model.OVERLAY).pod("web @ node-0 : 8080");

        assertThat(network.send("vm/erp -> pod/web:8080")).timesOut().endsAt("vnet/corp", Disposition.NULL_ROUTED);
    }
}
