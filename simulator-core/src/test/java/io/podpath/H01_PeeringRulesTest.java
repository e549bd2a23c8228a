package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.AzureConnectionReason;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Outcome;
import org.junit.jupiter.api.Test;

/**
 * Feature: what a peering lets through, with two spokes that are peered with a hub but not with each other; that they do
 * not reach each other by peering alone is check 18 in {@link AcceptanceFiltersAndRoutesTest}.
 *
 * <pre>
 * pod client @ corp 10.1.0.0/16 -- hub 10.2.0.0/16 (appliance fw 10.2.2.4) -- data 10.3.0.0/16: vm db
 * </pre>
 */
class H01_PeeringRulesTest {

    private static final String TO_DATA = "10.3.0.0/16 10.2.2.4";
    private static final String TO_CORP = "10.1.0.0/16 10.2.2.4";

    /** Both spokes take packets as the flags say; both have a table of their own. */
    private static TestNetwork network(String flags, String corpRoute, String dataRoute) {
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16 peer=hub" + flags, "nodes 10.1.1.0/24 table=corp-routes")
                .network("hub 10.2.0.0/16 peer=corp peer=data", "fw 10.2.2.0/24")
                .network("data 10.3.0.0/16 peer=hub" + flags, "vms 10.3.1.0/24 table=data-routes")
                .nodesIn("corp/nodes")
                .machine("fw @ hub/fw 10.2.2.4 : 443 forwards")
                .machine("db @ data/vms 10.3.1.10 : 5432")
                .machine("app @ corp/nodes 10.1.1.100 : 443")
                .pod("client @ node-0");
        return routes(routes(network, "corp-routes", corpRoute), "data-routes", dataRoute);
    }

    private static TestNetwork routes(TestNetwork network, String table, String route) {
        return route.isEmpty() ? network.routes(table) : network.routes(table, route);
    }

    @Test
    void anApplianceInTheHubJoinsTheSpokes() {
        TestNetwork network = network(":forwarded", TO_DATA, TO_CORP);

        assertThat(network.send("pod/client -> vm/db:5432"))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> vnet/hub -> nic/fw -> vm/fw",
                        "nic/fw -> vnet/hub -> vnet/data -> nic/db -> vm/db")
                .showsSource(network.ip("node/node-0"))
                .isRoutedTimes(2);
    }

    @Test
    void aRouteOnOneSideOnlyLosesTheAnswer() {
        assertThat(network(":forwarded", TO_DATA, "").send("pod/client -> vm/db:5432"))
                .hasOutcome(Outcome.ONE_WAY)
                .isDeliveredTo("vm/db")
                .reply()
                .endsAt("vnet/data", Disposition.NULL_ROUTED)
                .becauseOf(AzureNetworkReason.UDR_NULL_ROUTE);
    }

    @Test
    void withoutForwardedTrafficTheSpokeTakesNothingFromOtherSpokes() {
        assertThat(network("", TO_DATA, TO_CORP).send("pod/client -> vm/db:5432"))
                .timesOut()
                .endsAt("vnet/data", Disposition.DENIED)
                .becauseOf(AzureConnectionReason.PEERING_FORWARDED_TRAFFIC);
    }

    @Test
    void theHubItselfNeedsNoSuchPermission() {
        assertThat(network("", TO_DATA, TO_CORP).send("vm/fw -> vm/db:5432"))
                .isConnected()
                .crosses("vm/fw -> nic/fw -> vnet/hub -> vnet/data -> nic/db -> vm/db")
                .reply()
                .crosses("vm/db -> nic/db -> vnet/data -> vnet/hub -> nic/fw -> vm/fw");
    }

    @Test
    void aPeeringWithoutAccessIsConnectedButClosed() {
        assertThat(network(":closed", "", "").send("vm/app -> vm/fw:443"))
                .timesOut()
                .endsAt("vnet/hub", Disposition.DENIED)
                .becauseOf(AzureConnectionReason.PEERING_ACCESS_OFF);
    }

    /** The machine's kernel would forward, but the NIC in front of it accepts nothing for others. */
    @Test
    void anApplianceNeedsIpForwardingOnItsNic() {
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16 peer=hub", "nodes 10.1.1.0/24 table=t")
                .network("hub 10.2.0.0/16 peer=corp", "fw 10.2.2.0/24")
                .routes("t", TO_DATA)
                .nodesIn("corp/nodes")
                .machine("fw @ hub/fw 10.2.2.4 : 443")
                .pod("client @ node-0");

        assertThat(network.send("pod/client -> ip/10.3.1.10:5432"))
                .endsAt("nic/fw", Disposition.DENIED)
                .becauseOf(AzureNetworkReason.NIC_DESTINATION_CHECK);
    }

    /** Azure warns of it: the appliance's own subnet must not lead to the appliance. */
    @Test
    void anApplianceBehindItsOwnRouteIsALoop() {
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 table=t")
                .routes("t", "10.3.0.0/16 10.1.1.200")
                .nodesIn("corp/nodes")
                .machine("fw @ corp/nodes 10.1.1.200 : 443 forwards")
                .pod("client @ node-0");

        assertThat(network.send("pod/client -> ip/10.3.1.10:5432")).hasOutcome(Outcome.TIMEOUT);
    }
}
