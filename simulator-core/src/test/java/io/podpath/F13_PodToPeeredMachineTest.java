package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestNetworks.outsideOfThePodSubnet;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.AzureFirewallReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F13: a pod calls a machine in a peered virtual network. */
class F13_PodToPeeredMachineTest {

    private static final String CALL = "pod/client -> vm/erp:443";
    private static final String REPLY =
            "vm/erp -> nic/erp -> vnet/hub -> vnet/corp -> nic/node-0 -> node/node-0 -> pod/shop/client";

    private static TestNetwork network(Model model) {
        return TestNetworks.withPeer(model).pod("client @ node-0");
    }

    /** Node Subnet spares only ranges of its own virtual network from masquerading. */
    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"KUBENET", "NODE_SUBNET", "OVERLAY"})
    void theMachineSeesTheNode(Model model) {
        TestNetwork network = network(model);

        assertThat(network.send(CALL))
                .isConnected()
                .crosses("pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> vnet/hub -> nic/erp -> vm/erp")
                .isDecidedBy(StepKind.VNET_ROUTE, "10.2.0.0/16 system hub -> VNetPeering")
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 snat")
                .reply()
                .crosses(REPLY)
                .isTranslatedBy("node/node-0 un-nat");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void theMachineSeesAPodOfAPodSubnetItself(Model model) {
        TestNetwork network = network(model);

        assertThat(network.send(CALL))
                .isConnected()
                .crosses("pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> vnet/hub -> nic/erp -> vm/erp")
                .isDecidedBy(StepKind.VNET_ROUTE, "10.2.0.0/16 system hub -> VNetPeering")
                .showsSource(network.ip("pod/client"))
                .isNotTranslated()
                .reply()
                .crosses(REPLY);
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "NODE_SUBNET")
    void theMachineSeesThePodOfANodeSubnetIfItsRangeIsAMasqueradeException(Model model) {
        TestNetwork network = network(model).masqueradeExceptions("10.2.0.0/16");

        assertThat(network.send(CALL))
                .isConnected()
                .showsSource(network.ip("pod/client"))
                .isNotTranslated()
                .reply()
                .crosses(REPLY);
    }

    /** In a model whose pods have a range of their own nobody outside can answer a pod. */
    @ParameterizedTest
    @EnumSource(value = Model.class, names = "OVERLAY")
    void anExceptionOfThatKindLosesTheAnswerInAnOverlay(Model model) {
        TestNetwork network = network(model).masqueradeExceptions("10.2.0.0/16");

        assertThat(network.send(CALL))
                .timesOut()
                .showsSource(network.ip("pod/client"))
                .endsAt("vnet/hub", Disposition.DENIED);
    }

    /** A firewall of the hub lets the source be towards private addresses, if a network rule allows the flow. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void aFirewallInTheHubKeepsTheSource(Model model) {
        TestNetwork network = throughFirewall(model, "100 allow tcp * -> * 443");

        assertThat(network.send(CALL))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> vnet/hub -> firewall/fw",
                        "vnet/hub -> vnet/data -> nic/erp -> vm/erp")
                .showsSource(network.ip(model.hasPodSubnet() ? "pod/client" : "node/node-0"))
                .isTranslatedBy(outsideOfThePodSubnet(model, "node/node-0 snat"))
                .reply()
                .crosses(
                        "vm/erp -> nic/erp -> vnet/data -> vnet/hub -> firewall/fw",
                        "vnet/hub -> vnet/corp -> nic/node-0 -> node/node-0 -> pod/shop/client");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aFirewallInTheHubDeniesWhatNoRuleAllows(Model model) {
        assertThat(throughFirewall(model, "100 allow tcp * -> * 80").send(CALL))
                .timesOut()
                .endsAt("firewall/fw", Disposition.DENIED)
                .becauseOf(AzureFirewallReason.FW_DENIED);
    }

    /** Two spokes, each with a route to the other through the firewall in the hub. */
    private static TestNetwork throughFirewall(Model model, String rule) {
        return TestNetwork.of(model)
                .network(
                        "corp 10.1.0.0/16 peer=hub:forwarded",
                        "nodes 10.1.1.0/24 table=to-data",
                        "pods 10.1.64.0/18 table=to-data")
                .network("hub 10.2.0.0/16 peer=corp peer=data", "AzureFirewallSubnet 10.2.0.0/26")
                .network("data 10.3.0.0/16 peer=hub:forwarded", "vms 10.3.1.0/24 table=to-corp")
                .routes("to-data", "10.3.0.0/16 10.2.0.4")
                .routes("to-corp", "10.1.0.0/16 10.2.0.4")
                .resource(TestFirewall.in("hub")
                        .publicIps("20.0.0.20")
                        .network(rule)
                        .build())
                .nodesIn("corp/nodes")
                .machine("erp @ data/vms 10.3.1.10 : 443")
                .pod("client @ node-0");
    }
}
