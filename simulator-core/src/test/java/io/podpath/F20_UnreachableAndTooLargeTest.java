package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.ProbePayload.Fragments;
import io.podpath.TestNetwork.Model;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.StepKind;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F20: hosts outside whose address is in the pod range, and packets longer than the MTU. */
class F20_UnreachableAndTooLargeTest {

    /** The host is called by pods of the overlay, whose own range claims its address, and by a machine. */
    @ParameterizedTest
    @EnumSource(value = Model.class, names = "OVERLAY")
    void aHostOutsideWithAnAddressOfThePodRangeIsUnreachable(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "vms 10.1.2.0/24", "GatewaySubnet 10.1.0.0/27")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .gateway("er @ corp ExpressRoute")
                .site("datacenter via er 10.244.7.0/24", "mainframe 10.244.7.7 : 443")
                .pod("client @ node-0");

        assertThat(network.send("pod/client -> onprem/mainframe:443"))
                .timesOut()
                .crosses("pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp")
                .isTranslatedBy()
                .endsAt("vnet/corp", Disposition.NEIGHBOUR_UNREACHABLE)
                .becauseOf(AzureNetworkReason.VNET_NO_SUCH_ADDRESS);
        assertThat(network.send("vm/erp -> onprem/mainframe:443")).isConnected();
    }

    private static Flow ping(TestNetwork network, int bytes, Fragments fragments) {
        return network.simulator()
                .send(TestProbes.probe("icmp pod/client -> pod/web", new ProbePayload(bytes, fragments)));
    }

    private static TestNetwork twoPods(Model model) {
        return TestNetwork.of(model).pod("client @ node-0").pod("web @ node-1 : 8080");
    }

    /** Every interface on the way has an MTU of 1500, so the sender's own stack is the first to say no. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void aPacketThatIsTooLongAndMustNotBeCutIsRefusedToItsSender(Model model) {
        TestNetwork network = twoPods(model);

        assertThat(ping(network, 1_472, Fragments.NEVER)).isConnected().isDeliveredTo("pod/shop/web");
        Flow flow = ping(network, 1_473, Fragments.NEVER);
        assertThat(flow).isRefused();
        Assertions.assertThat(flow.forward().end().element()).isEqualTo("pod/shop/client");
        Assertions.assertThat(flow.forward().end().detail()).contains("EMSGSIZE");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aPacketThatMayBeCutTravelsInFragments(Model model) {
        Flow flow = ping(twoPods(model), 1_473, Fragments.ALWAYS_ALLOWED);

        assertThat(flow)
                .isConnected()
                .isDeliveredTo("pod/shop/web")
                .isDecidedBy(StepKind.FRAGMENTS, "in 2 fragments of at most 1500 bytes");
    }
}
