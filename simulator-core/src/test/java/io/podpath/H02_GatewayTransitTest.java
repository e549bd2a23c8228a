package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.AzureConnectionReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import org.junit.jupiter.api.Test;

/**
 * Feature: gateways, their subnet, and packets that an appliance takes in between.
 *
 * <pre>
 * corp 10.1.0.0/16 (pods) -- hub 10.2.0.0/16 (gateway, appliance fw 10.2.2.4) -- datacenter 192.168.0.0/16
 * </pre>
 */
class H02_GatewayTransitTest {

    private static TestNetwork network(String corpFlags, String gatewayTable, String corpTable) {
        return TestNetwork.of(Model.NODE_SUBNET)
                .network("corp 10.1.0.0/16 peer=hub:uses-gateway" + corpFlags, "nodes 10.1.1.0/24 table=" + corpTable)
                .network(
                        "hub 10.2.0.0/16 peer=corp:lends-gateway",
                        "GatewaySubnet 10.2.0.0/27 table=" + gatewayTable,
                        "fw 10.2.2.0/24")
                .routes("plain")
                .routes("to-corp-by-fw", "10.1.0.0/16 10.2.2.4")
                .routes("to-site-by-fw", "192.168.0.0/16 10.2.2.4")
                .nodesIn("corp/nodes")
                .gateway("hub-vpn @ hub")
                .site("datacenter via hub-vpn 192.168.0.0/16", "mainframe 192.168.1.10 : 443")
                .machine("fw @ hub/fw 10.2.2.4 : 443 forwards")
                .pod("web @ node-1 : 8080");
    }

    @Test
    void routesOfTheGatewaySubnetDecideForWhatComesIn() {
        assertThat(network(":forwarded", "to-corp-by-fw", "to-site-by-fw").send("onprem/mainframe -> pod/web:8080"))
                .isConnected()
                .crosses(
                        "onprem/mainframe -> on-premises/datacenter -> gateway/hub-vpn -> vnet/hub -> nic/fw -> vm/fw",
                        "nic/fw -> vnet/hub -> vnet/corp -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .isDecidedBy(StepKind.VNET_ROUTE, "10.1.0.0/16 user to-corp-by-fw/to-10.1.0.0-16")
                .reply()
                .crosses(
                        "pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/corp -> vnet/hub -> nic/fw -> vm/fw -> nic/fw",
                        "vnet/hub -> gateway/hub-vpn -> on-premises/datacenter -> onprem/mainframe");
    }

    /** The answer takes the learned route past the appliance; a plain router does not mind, a firewall would. */
    @Test
    void aRouteOnOneSideOnlyMakesTheTwoDirectionsDiffer() {
        assertThat(network(":forwarded", "to-corp-by-fw", "plain").send("onprem/mainframe -> pod/web:8080"))
                .isConnected()
                .reply()
                .crosses(
                        "pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/corp -> vnet/hub -> gateway/hub-vpn",
                        "on-premises/datacenter -> onprem/mainframe");
    }

    /** From the gateway itself the spoke takes packets without it, from an appliance behind the gateway it does not. */
    @Test
    void whatTheApplianceForwardsNeedsForwardedTraffic() {
        assertThat(network("", "plain", "plain").send("onprem/mainframe -> pod/web:8080"))
                .isConnected();
        assertThat(network("", "to-corp-by-fw", "to-site-by-fw").send("onprem/mainframe -> pod/web:8080"))
                .endsAt("vnet/corp", Disposition.DENIED)
                .becauseOf(AzureConnectionReason.PEERING_FORWARDED_TRAFFIC);
    }

    @Test
    void whatNoSiteAdvertisesEndsAtTheGateway() {
        TestNetwork network = network("", "plain", "everything").routes("everything", "0.0.0.0/0 gateway");

        assertThat(network.send("pod/web -> ip/172.20.1.1:443"))
                .endsAt("gateway/hub-vpn", Disposition.NO_ROUTE)
                .becauseOf(AzureConnectionReason.GATEWAY_NO_ROUTE);
        assertThat(network.send("pod/web -> internet/server:443"))
                .endsAt("gateway/hub-vpn", Disposition.NO_ROUTE)
                .becauseOf(AzureConnectionReason.GATEWAY_NO_ROUTE);
    }

    @Test
    void anAddressNobodyHasInTheSiteIsNotFoundThere() {
        assertThat(network("", "plain", "plain").send("pod/web -> ip/192.168.7.7:443"))
                .endsAt("on-premises/datacenter", Disposition.NEIGHBOUR_UNREACHABLE)
                .becauseOf(AzureConnectionReason.ONPREM_NO_SUCH_ADDRESS);
    }

    /** A VPN gateway joins spokes that are not peered with each other, if user-defined routes lead to it. */
    @Test
    void aVpnGatewayForwardsBetweenSpokes() {
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16 peer=hub:uses-gateway", "nodes 10.1.1.0/24 table=to-data")
                .network("hub 10.2.0.0/16 peer=corp:lends-gateway peer=data:lends-gateway", "GatewaySubnet 10.2.0.0/27")
                .network("data 10.3.0.0/16 peer=hub:uses-gateway", "vms 10.3.1.0/24 table=to-corp")
                .routes("to-data", "10.3.0.0/16 gateway")
                .routes("to-corp", "10.1.0.0/16 gateway")
                .nodesIn("corp/nodes")
                .gateway("hub-vpn @ hub")
                .machine("db @ data/vms 10.3.1.10 : 5432")
                .pod("client @ node-0");

        assertThat(network.send("pod/client -> vm/db:5432"))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> vnet/hub -> gateway/hub-vpn -> vnet/hub",
                        "vnet/data -> nic/db -> vm/db");
    }

    /** The private endpoint's /32 is in the routes of the gateway subnet as well. */
    @Test
    void aPrivateEndpointInASpokeIsReachedFromOutside() {
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16 peer=hub:uses-gateway", "nodes 10.1.1.0/24", "endpoints 10.1.3.0/24")
                .network("hub 10.2.0.0/16 peer=corp:lends-gateway", "GatewaySubnet 10.2.0.0/27")
                .nodesIn("corp/nodes")
                .gateway("hub-vpn @ hub")
                .site("datacenter via hub-vpn 192.168.0.0/16", "mainframe 192.168.1.10 : 443")
                .privateEndpoint("sql @ corp/endpoints 10.1.3.5 : 1433");

        assertThat(network.send("onprem/mainframe -> private-endpoint/sql:1433"))
                .isConnected()
                .isDecidedBy(StepKind.VNET_ROUTE, "10.1.3.5/32 system corp -> InterfaceEndpoint");
    }

    @Test
    void aServiceEndpointBeatsTheDefaultRouteToAnAppliance() {
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 table=t service=Microsoft.Storage", "fw 10.1.2.0/24")
                .routes("t", "0.0.0.0/0 10.1.2.4")
                .serviceTag("Storage 20.60.0.0/16")
                .nodesIn("corp/nodes")
                .machine("fw @ corp/fw 10.1.2.4 : 443 forwards")
                .pod("client @ node-0");

        assertThat(network.send("pod/client -> ip/20.60.1.1:443"))
                .endsAt("vnet/corp", Disposition.EXITS_MODEL)
                .becauseOf(AzureConnectionReason.LEFT_BY_SERVICE_ENDPOINT)
                .showsSource(network.ip("node/node-0"));
    }
}
