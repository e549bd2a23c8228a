package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.Disposition;
import io.podpath.trace.FilterReason;
import io.podpath.trace.Flow;
import io.podpath.trace.ModelReason;
import io.podpath.trace.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F18: a pod calls the host's services, 168.63.129.16. */
class F18_PodToHostServicesTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).pod("client @ node-0");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void dnsAnswersAndSeesTheNode(Model model) {
        TestNetwork network = network(model);

        for (String protocol : new String[] {"udp ", ""}) {
            assertThat(network.send(protocol + "pod/client -> ip/168.63.129.16:53"))
                    .isConnected()
                    .crosses("pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> platform/aks-vnet")
                    .showsSource(network.ip("node/node-0"))
                    .isTranslatedBy("node/node-0 snat")
                    .reply()
                    .isTranslatedBy("node/node-0 un-nat");
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theGuestAgentsPortsAreDroppedInForward(Model model) {
        TestNetwork network = network(model);

        for (int port : new int[] {80, 32_526}) {
            Flow flow = network.send("pod/client -> ip/168.63.129.16:" + port);

            assertThat(flow)
                    .timesOut()
                    .crosses("pod/shop/client", "node/node-0")
                    .endsAt("node/node-0", Disposition.DENIED)
                    .becauseOf(FilterReason.NODE_WIRESERVER_BLOCKED)
                    .isDecidedBy(StepKind.FILTER, "filter FORWARD");
        }
    }

    /** Processes of the node, and host-network pods with them, pass OUTPUT instead of FORWARD. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void theNodeItselfMayUseThem(Model model) {
        TestNetwork network = network(model).hostNetworkPod("agent @ node-0");

        assertThat(network.send("node/node-0 -> ip/168.63.129.16:80"))
                .isConnected()
                .isNotTranslated();
        assertThat(network.send("pod/agent -> ip/168.63.129.16:32526"))
                .isConnected()
                .isNotTranslated();
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = "POD_SUBNET.*")
    void aPodSubnetTranslatesDnsOnly(Model model) {
        TestNetwork network = network(model);

        assertThat(network.send("udp pod/client -> ip/168.63.129.16:53"))
                .isDecidedBy(StepKind.SNAT, "SWIFT-POSTROUTING 1");
        assertThat(network.send("pod/client -> ip/168.63.129.16:53")).isDecidedBy(StepKind.SNAT, "SWIFT-POSTROUTING 2");
    }

    /** Nothing says whether the host answers an address that is not the node's. */
    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = "POD_SUBNET.*")
    void otherPortsKeepThePodOfAPodSubnetAndWhatComesOfItIsNotKnown(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> ip/168.63.129.16:443");

        assertThat(flow)
                .showsSource(network.ip("pod/client"))
                .endsAt("platform/aks-vnet", Disposition.INSUFFICIENT_INFO)
                .becauseOf(ModelReason.MODEL_PLATFORM_SOURCE);
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_NONE, names = "POD_SUBNET.*")
    void otherPortsLeaveTheNodeUnderItsAddress(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> ip/168.63.129.16:443");

        assertThat(flow).isConnected().showsSource(network.ip("node/node-0"));
    }
}
