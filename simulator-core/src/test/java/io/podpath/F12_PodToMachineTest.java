package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F12: a pod calls a machine in the same virtual network. */
class F12_PodToMachineTest {

    private static final String REPLY =
            "vm/erp -> nic/erp -> vnet/corp -> nic/node-0 -> node/node-0 -> pod/shop/client";

    private static TestNetwork network(Model model) {
        return TestNetworks.withMachine(model).pod("client @ node-0");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*SUBNET.*")
    void aPodOfItsOwnRangeShowsItsNode(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> vm/erp:443");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> nic/erp -> vm/erp")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 snat")
                .isDecidedBy(StepKind.SNAT, "IP-MASQ-AGENT")
                .reply()
                .isTranslatedBy("node/node-0 un-nat")
                .crosses(REPLY);
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_ANY, names = ".*SUBNET.*")
    void aFlatPodShowsItself(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> vm/erp:443");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> nic/erp -> vm/erp")
                .showsSource(network.ip("pod/client"))
                .isNotTranslated()
                .reply()
                .crosses(REPLY);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aHostNetworkPodShowsItsNodeWithoutTranslation(Model model) {
        TestNetwork network = network(model).hostNetworkPod("agent @ node-0");

        Flow flow = network.send("pod/agent -> vm/erp:443");

        assertThat(flow)
                .isConnected()
                .crosses("node/node-0 -> nic/node-0 -> vnet/corp -> nic/erp -> vm/erp")
                .showsSource(network.ip("node/node-0"))
                .isNotTranslated();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aPingIsTranslatedAlike(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("icmp pod/client -> vm/erp");

        assertThat(flow).isConnected().showsSource(network.ip(model.isFlat() ? "pod/client" : "node/node-0"));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aClosedPortOfTheMachineRefusesThePod(Model model) {
        Flow flow = network(model).send("pod/client -> vm/erp:80");

        assertThat(flow).isRefused().endsAt("vm/erp", Disposition.REJECTED);
        assertThat(flow).reply().isDeliveredTo("pod/shop/client");
    }
}
