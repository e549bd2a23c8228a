package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.AzureConnectionReason;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F12: a pod calls a private endpoint, in its own virtual network and in a peered one. */
class F12_PodToPrivateEndpointTest {

    private static final String DIRECT = "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> vnet/hub"
            + " -> nic/sql.nic -> private-endpoint/sql";

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "endpoints 10.1.3.0/24")
                .nodesIn("corp/nodes")
                .privateEndpoint("sql @ corp/endpoints 10.1.3.5 : 1433")
                .pod("client @ node-0");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theServiceSeesWhatAMachineOfTheNetworkWouldSee(Model model) {
        TestNetwork network = network(model);

        assertThat(network.send("pod/client -> private-endpoint/sql:1433"))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> nic/sql.nic",
                        "private-endpoint/sql")
                .isDecidedBy(StepKind.VNET_ROUTE, "10.1.3.5/32 system corp -> InterfaceEndpoint")
                .showsSource(network.ip(model.isFlat() ? "pod/client" : "node/node-0"))
                .isTranslatedBy(model.isFlat() ? new String[0] : new String[] {"node/node-0 snat"})
                .reply()
                .crosses(
                        "private-endpoint/sql -> nic/sql.nic -> vnet/corp -> nic/node-0 -> node/node-0 -> pod/shop/client")
                .isTranslatedBy(model.isFlat() ? new String[0] : new String[] {"node/node-0 un-nat"});
    }

    @Test
    void anotherPortGetsNoAnswer() {
        assertThat(network(Model.OVERLAY).send("pod/client -> private-endpoint/sql:80"))
                .timesOut()
                .endsAt("private-endpoint/sql", Disposition.DENIED)
                .becauseOf(AzureConnectionReason.PRIVATE_ENDPOINT_NO_SERVICE);
    }

    /** The /32 of the endpoint reaches peered networks too, and a default route does not override it. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void aDefaultRouteToAFirewallDoesNotCatchThePrivateEndpointOfAPeer(Model model) {
        assertThat(hub(model, "DISABLED", "0.0.0.0/0 10.2.2.4").send("pod/client -> private-endpoint/sql:1433"))
                .isConnected()
                .crosses(DIRECT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"KUBENET", "NODE_SUBNET", "OVERLAY"})
    void withNetworkPoliciesARouteOfTheNetworksRangeLeadsThroughTheFirewall(Model model) {
        assertThat(hub(model, "ENABLED", "10.2.0.0/16 10.2.2.4").send("pod/client -> private-endpoint/sql:1433"))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> vnet/hub -> nic/fw -> vm/fw",
                        "nic/fw -> vnet/hub -> nic/sql.nic -> private-endpoint/sql");
    }

    /** Pods of a pod subnet have the routes of that subnet, where the table is not attached. */
    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"POD_SUBNET_DYNAMIC", "POD_SUBNET_STATIC"})
    void aTableOnTheNodesSubnetDoesNotCatchPodsOfAnother(Model model) {
        assertThat(hub(model, "ENABLED", "10.2.0.0/16 10.2.2.4").send("pod/client -> private-endpoint/sql:1433"))
                .isConnected()
                .isDecidedBy(StepKind.VNET_ROUTE, "routes of corp/pods")
                .crosses(DIRECT);
    }

    private static TestNetwork hub(Model model, String policies, String route) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16 peer=hub", "nodes 10.1.1.0/24 table=to-firewall")
                .network("hub 10.2.0.0/16 peer=corp", "fw 10.2.2.0/24", "endpoints 10.2.3.0/24 policies=" + policies)
                .routes("to-firewall", route)
                .nodesIn("corp/nodes")
                .machine("fw @ hub/fw 10.2.2.4 : 443 forwards")
                .privateEndpoint("sql @ hub/endpoints 10.2.3.5 : 1433")
                .pod("client @ node-0");
    }

    @Test
    void aGroupOfTheSubnetFiltersTheEndpointOnlyUnderNetworkPolicies() {
        assertThat(filtered("DISABLED").send("pod/client -> private-endpoint/sql:1433"))
                .isConnected();
        assertThat(filtered("SECURITY_GROUPS").send("pod/client -> private-endpoint/sql:1433"))
                .timesOut()
                .endsAt("nic/sql.nic", Disposition.DENIED)
                .becauseOf(AzureNetworkReason.NSG_DENIED);
    }

    private static TestNetwork filtered(String policies) {
        return TestNetwork.of(Model.OVERLAY)
                .network(
                        "corp 10.1.0.0/16",
                        "nodes 10.1.1.0/24",
                        "endpoints 10.1.3.0/24 group=deny-all policies=" + policies)
                .group("deny-all", "100 Inbound Deny * -> *")
                .nodesIn("corp/nodes")
                .privateEndpoint("sql @ corp/endpoints 10.1.3.5 : 1433")
                .pod("client @ node-0");
    }
}
