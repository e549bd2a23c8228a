package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestNetworks.outsideOfThePodSubnet;

import io.podpath.TestNetwork.Model;
import io.podpath.model.IpAddress;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.SocketReason;
import io.podpath.trace.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F14: a pod calls a host outside Azure, through the gateway of its own network or of a hub. */
class F14_PodToOnPremisesTest {

    private static final String CALL = "pod/client -> onprem/mainframe:443";

    private static TestNetwork spoke(Model model, String table) {
        return TestNetworks.withSite(model, table).pod("client @ node-0");
    }

    /** The gateway stands in the network of the nodes; the site behind it advertises this range. */
    private static TestNetwork withOwnGateway(Model model, String advertised, String... hosts) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "GatewaySubnet 10.1.0.0/27")
                .nodesIn("corp/nodes")
                .gateway("er @ corp ExpressRoute")
                .site("datacenter via er " + advertised, hosts)
                .pod("client @ node-0");
    }

    /** Only pods of a pod subnet keep their address, since their nodes masquerade nothing for other networks. */
    private static IpAddress seen(TestNetwork network, Model model) {
        return network.ip(model.hasPodSubnet() ? "pod/client" : "node/node-0");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theHostIsReachedThroughAHub(Model model) {
        TestNetwork network = spoke(model, "plain").routes("plain");

        assertThat(network.send(CALL))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> vnet/hub -> gateway/hub-vpn",
                        "on-premises/datacenter -> onprem/mainframe")
                .isDecidedBy(StepKind.VNET_ROUTE, "192.168.0.0/16 BGP hub-vpn -> VirtualNetworkGateway")
                .showsSource(seen(network, model))
                .isTranslatedBy(outsideOfThePodSubnet(model, "node/node-0 snat"))
                .reply()
                .crosses(
                        "onprem/mainframe -> on-premises/datacenter -> gateway/hub-vpn -> vnet/hub -> vnet/corp",
                        "nic/node-0 -> node/node-0 -> pod/shop/client")
                .isTranslatedBy(outsideOfThePodSubnet(model, "node/node-0 un-nat"));
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "NODE_SUBNET")
    void theHostSeesThePodOfANodeSubnetIfItsRangeIsAMasqueradeException(Model model) {
        TestNetwork network = spoke(model, "plain").routes("plain").masqueradeExceptions("192.168.0.0/16");

        assertThat(network.send(CALL))
                .isConnected()
                .showsSource(network.ip("pod/client"))
                .isNotTranslated();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aGatewayOfItsOwnNetworkServesAsWell(Model model) {
        TestNetwork network = withOwnGateway(model, "192.168.0.0/16", "mainframe 192.168.1.10 : 443");

        assertThat(network.send(CALL))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> gateway/er",
                        "on-premises/datacenter -> onprem/mainframe")
                .showsSource(seen(network, model));
    }

    @Test
    void aTableWithoutPropagationKeepsTheRouteOut() {
        TestNetwork network = spoke(Model.OVERLAY, "own").routes("own").withoutPropagation("own");

        assertThat(network.send(CALL))
                .timesOut()
                .endsAt("vnet/corp", Disposition.NULL_ROUTED)
                .becauseOf(AzureNetworkReason.UDR_NULL_ROUTE);
    }

    @Test
    void aUserRouteToTheGatewayBringsItBack() {
        TestNetwork network = spoke(Model.OVERLAY, "own")
                .routes("own", "192.168.0.0/16 gateway")
                .withoutPropagation("own");

        assertThat(network.send(CALL))
                .isConnected()
                .isDecidedBy(StepKind.VNET_ROUTE, "192.168.0.0/16 user own/to-192.168.0.0-16 -> VirtualNetworkGateway");
    }

    /** F15, forced tunnel: the site advertises 0.0.0.0/0 and takes the packets out by its own way. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void anAdvertisedDefaultRouteLeadsTheInternetThroughTheSite(Model model) {
        TestNetwork network = withOwnGateway(model, "0.0.0.0/0");

        assertThat(network.send("pod/client -> internet/server:443"))
                .endsAt("on-premises/datacenter", Disposition.EXITS_MODEL)
                .becauseOf(SocketReason.LEFT_FOR_INTERNET)
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> gateway/er",
                        "on-premises/datacenter")
                .isDecidedBy(StepKind.VNET_ROUTE, "0.0.0.0/0 BGP er -> VirtualNetworkGateway")
                .showsSource(seen(network, model));
    }
}
