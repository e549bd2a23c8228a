package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.FilterReason;
import io.podpath.trace.Flow;
import io.podpath.trace.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F17: a pod calls the instance metadata service, 169.254.169.254. */
class F17_PodToMetadataTest {

    @ParameterizedTest
    @EnumSource(Model.class)
    void theHostSeesTheNode(Model model) {
        TestNetwork network = TestNetwork.of(model).pod("client @ node-0");

        Flow flow = network.send("pod/client -> ip/169.254.169.254:80");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> platform/aks-vnet")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 snat")
                .isDecidedBy(StepKind.ROUTE, "169.254.169.254 via")
                .isDecidedBy(StepKind.SNAT, model.hasPodSubnet() ? "SWIFT-POSTROUTING 3" : "IP-MASQ-AGENT")
                .isDecidedBy(StepKind.PLATFORM, "routes are not asked")
                .reply()
                .isTranslatedBy("node/node-0 un-nat");
    }

    /** What the node and its host-network pods send does not pass FORWARD, where the rule is. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void withImdsRestrictionOnlyTheNodeItselfReachesTheHost(Model model) {
        TestNetwork network =
                TestNetwork.of(model).imdsRestriction().pod("client @ node-0").hostNetworkPod("agent @ node-0");

        assertThat(network.send("pod/client -> ip/169.254.169.254:80"))
                .timesOut()
                .crosses("pod/shop/client -> node/node-0")
                .endsAt("node/node-0", Disposition.DENIED)
                .becauseOf(FilterReason.NODE_IMDS_RESTRICTED)
                .isDecidedBy(StepKind.FILTER, "! -s " + network.ip("node/node-0"));
        assertThat(network.send("pod/agent -> ip/169.254.169.254:80")).isConnected();
        assertThat(network.send("udp pod/client -> ip/168.63.129.16:53")).isConnected();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theNodeItselfNeedsNoTranslation(Model model) {
        Flow flow = TestNetwork.of(model).send("node/node-0 -> ip/169.254.169.254:80");

        assertThat(flow).isConnected().isNotTranslated();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void otherPortsHaveNoService(Model model) {
        Flow flow = TestNetwork.of(model).pod("client @ node-0").send("pod/client -> ip/169.254.169.254:443");

        assertThat(flow).timesOut().becauseOf(AzureNetworkReason.PLATFORM_NO_SERVICE);
    }
}
