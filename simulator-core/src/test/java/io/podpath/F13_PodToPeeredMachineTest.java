package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F13: a pod calls a machine in a peered virtual network. */
class F13_PodToPeeredMachineTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16 peer=hub", "nodes 10.1.1.0/24")
                .network("hub 10.2.0.0/16 peer=corp", "vms 10.2.1.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ hub/vms 10.2.1.10 : 443")
                .pod("client @ node-0");
    }

    /** Node Subnet spares only ranges of its own virtual network from masquerading. */
    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"KUBENET", "NODE_SUBNET", "OVERLAY"})
    void theMachineSeesTheNode(Model model) {
        TestNetwork network = network(model);

        assertThat(network.send("pod/client -> vm/erp:443"))
                .isConnected()
                .crosses("pod/shop/client", "node/node-0", "nic/node-0", "vnet/corp", "vnet/hub", "nic/erp", "vm/erp")
                .isDecidedBy(StepKind.VNET_ROUTE, "10.2.0.0/16 system hub -> VNetPeering")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 snat")
                .reply()
                .crosses("vm/erp", "nic/erp", "vnet/hub", "vnet/corp", "nic/node-0", "node/node-0", "pod/shop/client");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void theMachineSeesAPodOfAPodSubnetItself(Model model) {
        TestNetwork network = network(model);

        assertThat(network.send("pod/client -> vm/erp:443"))
                .isConnected()
                .showsSource(network.ip("pod/client"))
                .isNotTranslated();
    }
}
