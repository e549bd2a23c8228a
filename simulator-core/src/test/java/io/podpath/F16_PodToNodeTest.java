package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F16: a pod calls a process of a node, here the kubelet. */
class F16_PodToNodeTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).pod("client @ node-0");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theOwnNodeSeesThePod(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> node/node-0:10250");

        assertThat(flow)
                .isConnected()
                .isDeliveredTo("node/node-0")
                .crosses("pod/shop/client", "node/node-0")
                .showsSource(network.ip("pod/client"))
                .isNotTranslated();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anotherNodeSeesThePodInAFlatNetworkAndElseThePodsNode(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> node/node-1:10250");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> nic/node-1 -> node/node-1")
                .showsSource(network.ip(model.isFlat() ? "pod/client" : "node/node-0"));
        if (model.isFlat()) {
            assertThat(flow).isNotTranslated();
        } else {
            assertThat(flow).isTranslatedBy("node/node-0 snat").reply().isTranslatedBy("node/node-0 un-nat");
        }
        assertThat(flow)
                .reply()
                .crosses("node/node-1 -> nic/node-1 -> vnet/aks-vnet -> nic/node-0 -> node/node-0 -> pod/shop/client");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aPortNobodyListensOnIsRefused(Model model) {
        Flow flow = network(model).send("pod/client -> node/node-1:9");

        assertThat(flow).isRefused().endsAt("node/node-1", Disposition.REJECTED);
    }
}
