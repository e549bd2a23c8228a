package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.NodeKernel;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.RoutingReason;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F4: a pod calls its own Service, and the Service chooses the very same pod. */
class F04_HairpinTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).pod("web @ node-0 : 8080").service("web:80 -> web:8080");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = "KUBENET")
    void azureCniShowsThePodTheAddressOfTheNode(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/web -> service/web:80");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/web", "node/node-0", "pod/shop/web")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat")
                .reply()
                .isTranslatedBy("node/node-0 un-nat", "node/node-0 un-nat");
    }

    /** Reference row F4 says it works; see the known gap GAP-KUBENET-HAIRPIN-BY-KERNEL for the proof that it does not. */
    @ParameterizedTest
    @EnumSource(value = Model.class, names = "KUBENET")
    void kubenetOnACurrentKernelLosesThePacketAtTheBridge(Model model) {
        Flow flow = network(model).send("pod/web -> service/web:80");

        assertThat(flow)
                .timesOut()
                .endsAt("node/node-0", Disposition.DENIED)
                .becauseOf(RoutingReason.BRIDGE_HAIRPIN_OFF)
                .isTranslatedBy("node/node-0 service-dnat");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "KUBENET")
    void kubenetOnAnOldKernelShowsThePodTheAddressOfTheBridge(Model model) {
        TestNetwork network = network(model).kernel(NodeKernel.BEFORE_2024);

        Flow flow = network.send("pod/web -> service/web:80");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/web", "node/node-0", "pod/shop/web")
                .showsSource(network.ip("cbr0/node-0"))
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat")
                .passes("*", "service-dnat", "bridge", "*", "snat", "deliver");
    }

    @Test
    void aSecondPodSavesKubenetASecondLater() {
        TestNetwork network = TestNetwork.of(Model.KUBENET)
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .service("web:80 -> web:8080");

        List<WeightedFlow> ways = network.sendAll("pod/web-1 -> service/web:80");

        // The dropped SYN leaves no entry, so that a repeated one chooses afresh.
        Assertions.assertThat(ways)
                .extracting(
                        way -> way.probability() + " " + way.flow().forward().disposition() + " "
                                + (way.flow().duration().lengthNanos() >= 1_000_000_000L ? "late" : "at once"))
                .containsExactlyInAnyOrder("1/2 DENIED late", "1/2 DELIVERED at once");
    }
}
