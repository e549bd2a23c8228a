package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestLoadBalancers.internal;
import static io.podpath.TestServices.frontend;
import static io.podpath.TestServices.internalLoadBalancer;
import static io.podpath.TestServices.loadBalancer;
import static io.podpath.TestServices.nodePort;

import io.podpath.TestNetwork.Model;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Hop;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Outcome;
import io.podpath.trace.Trace;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rows of flows F1 to F20 with Cilium on top of Azure CNI.
 *
 * <p>Flows without a Service go the way of the model underneath, with its translations. What Cilium makes of Services is
 * its own, and podpath does not know it yet: gap GAP-CILIUM-DATA-PATH.
 */
class CiliumFlowsTest {

    private static final String NO_CILIUM = "KUBENET";

    private static TestNetwork network(Model model, String dataplane) {
        return TestNetwork.of(model)
                .dataplane(dataplane)
                .network(
                        "corp 10.1.0.0/16 peer=hub:uses-gateway",
                        "nodes 10.1.1.0/24",
                        "vms 10.1.2.0/24",
                        "endpoints 10.1.3.0/24")
                .network("hub 10.2.0.0/16 peer=corp:lends-gateway", "vms 10.2.1.0/24", "GatewaySubnet 10.2.0.0/27")
                .nodesIn("corp/nodes")
                .gateway("hub-vpn @ hub")
                .site("datacenter via hub-vpn 192.168.0.0/16", "mainframe 192.168.1.10 : 443")
                .privateEndpoint("sql @ corp/endpoints 10.1.3.5 : 1433")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .machine("far @ hub/vms 10.2.1.10 : 443")
                .pod("client @ node-0")
                .pod("near @ node-0 : 8080")
                .pod("web @ node-1 : 8080");
    }

    /** Each probe has the same fate, way, translations and answer as with the data plane of iptables. */
    private static void assertSameAsUnderneath(Model model, String... probes) {
        TestNetwork iptables = network(model, "azure");
        TestNetwork cilium = network(model, "cilium");
        for (String probe : probes) {
            Flow expected = iptables.send(probe);
            Flow found = cilium.send(probe);

            Assertions.assertThat(found.outcome()).as(probe).isEqualTo(expected.outcome());
            Assertions.assertThat(story(found.forward())).as(probe).isEqualTo(story(expected.forward()));
            Assertions.assertThat(found.findReply().map(CiliumFlowsTest::story))
                    .as("the answer of " + probe)
                    .isEqualTo(expected.findReply().map(CiliumFlowsTest::story));
        }
    }

    private static List<String> story(Trace trace) {
        return List.of(
                trace.hops().stream().map(Hop::element).toList().toString(),
                trace.last().tuple().toString(),
                trace.end().disposition() + " " + trace.end().findReason());
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f1f2f16PodsReachPodsAndNodes(Model model) {
        assertSameAsUnderneath(
                model,
                "pod/client -> pod/near:8080",
                "pod/client -> pod/web:8080",
                "pod/client -> node/node-0:10250",
                "pod/client -> node/node-1:10250");
        assertThat(network(model, "cilium").send("pod/client -> pod/web:8080")).isConnected();
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f8f10f11WhoIsOutsideReachesPodsOfAFlatNetworkOnly(Model model) {
        assertSameAsUnderneath(
                model, "vm/erp -> pod/web:8080", "vm/far -> pod/web:8080", "onprem/mainframe -> pod/web:8080");
        assertThat(network(model, "cilium").send("vm/erp -> pod/web:8080"))
                .hasOutcome(model.isFlat() ? Outcome.CONNECTED : Outcome.TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f12f13f14f15PodsLeaveUnderTheSameAddresses(Model model) {
        assertSameAsUnderneath(
                model,
                "pod/client -> vm/erp:443",
                "pod/client -> private-endpoint/sql:1433",
                "pod/client -> vm/far:443",
                "pod/client -> onprem/mainframe:443",
                "pod/client -> internet/server:443");
        TestNetwork cilium = network(model, "cilium");
        assertThat(cilium.send("pod/client -> vm/erp:443"))
                .isConnected()
                .showsSource(cilium.ip(model.isFlat() ? "pod/client" : "node/node-0"));
        assertThat(cilium.send("pod/client -> vm/far:443"))
                .isConnected()
                .showsSource(cilium.ip(model.hasPodSubnet() ? "pod/client" : "node/node-0"));
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f17f18ThePlatformSeesTheNodeAndItsAgentStaysClosed(Model model) {
        assertSameAsUnderneath(
                model,
                "pod/client -> ip/169.254.169.254:80",
                "udp pod/client -> ip/168.63.129.16:53",
                "pod/client -> ip/168.63.129.16:53",
                "pod/client -> ip/168.63.129.16:80",
                "pod/client -> ip/168.63.129.16:32526");
        TestNetwork cilium = network(model, "cilium");
        assertThat(cilium.send("pod/client -> ip/169.254.169.254:80"))
                .isConnected()
                .showsSource(cilium.ip("node/node-0"));
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f19ApplicationGatewayReachesPods(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .dataplane("cilium")
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "appgw 10.1.3.0/24")
                .nodesIn("corp/nodes")
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080")
                .appGateway("agw @ corp/appgw 198.51.100.7")
                .http(http -> http.ingress("shop azure-application-gateway", "shop.example.com/ Prefix -> web:80"));

        Flow flow = network.ask("internet/client", "GET http://shop.example.com/", "appgw/agw:80");

        Flow second = flow.linked().get(flow.linked().size() - 1).flow();
        assertThat(second)
                .isConnected()
                .crosses("appgw/agw -> nic/agw -> vnet/corp -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .isNotTranslated();
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f20NodesReachPods(Model model) {
        assertSameAsUnderneath(model, "node/node-0 -> pod/near:8080", "node/node-0 -> pod/web:8080");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f3f4f5WhatPodsCallAsAServiceIsCiliumsToTranslate(Model model) {
        for (TrafficPolicy policy : TrafficPolicy.values()) {
            TestNetwork network = network(model, "cilium").service("web:80 -> web:8080", nodePort(policy));

            assertIsNotModelled(network, "pod/client -> service/web:80");
            assertIsNotModelled(network, "pod/web -> service/web:80");
            assertIsNotModelled(network, "pod/client -> node/node-0:" + network.nodePort("web"));
            assertIsNotModelled(network, "pod/client -> node/node-1:" + network.nodePort("web"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f6f7f9f20LoadBalancersLeadToServicesThatAreCiliumsToTranslate(Model model) {
        for (TrafficPolicy policy : TrafficPolicy.values()) {
            TestNetwork open = network(model, "cilium").service("web:80 -> web:8080", loadBalancer(policy));
            TestNetwork closed = network(model, "cilium").service("web:80 -> web:8080", internalLoadBalancer(policy));

            assertIsNotModelled(open, "internet/client -> frontend/web:80");
            assertIsNotModelled(open, "pod/client -> frontend/web:80");
            assertIsNotModelled(closed, "vm/erp -> frontend/web:80");
            assertIsNotModelled(closed, "vm/far -> frontend/web:80");
            assertIsNotModelled(closed, "onprem/mainframe -> frontend/web:80");
            assertIsNotModelled(open, "ip/168.63.129.16 -> node/node-1:" + open.nodePort("web"));
        }
    }

    /** What Cilium does is not modelled wherever a packet for a Service comes from, so also behind somebody's translation. */
    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f20PrivateLinkAndFirewallsLeadToServicesToo(Model model) {
        TestNetwork linked = TestNetworks.behindPrivateLink(model, TrafficPolicy.LOCAL, UnaryOperator.identity())
                .dataplane("cilium");
        TestNetwork published = TestNetworks.behindFirewall(
                        model, TestNetworks.firewall().dnat("20.0.0.20:80 -> 10.1.0.200:80"), "")
                .dataplane("cilium")
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", internalLoadBalancer(TrafficPolicy.LOCAL), frontend("10.1.0.200"));

        assertIsNotModelled(linked, "vm/buyer -> private-endpoint/orders:80");
        assertIsNotModelled(published, "internet/client -> ip/20.0.0.20:80");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f20TheServiceOfTheApiServerIsCiliumsToTranslate(Model model) {
        TestNetwork network = network(model, "cilium")
                .service("default kubernetes:443 -> nobody:443")
                .endpoints("default kubernetes 203.0.113.200:443");

        assertIsNotModelled(network, "pod/client -> service/default/kubernetes:443");
    }

    /** Of another cluster's frontend Cilium knows nothing. */
    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = NO_CILIUM)
    void f20LoadBalancersOfOtherClustersAreNoneOfItsServices(Model model) {
        TestNetwork network = network(model, "cilium")
                .resource(internal("other @ corp/vms 10.1.2.100 : 80 -> 443", FloatingIp.DISABLED, "erp"));

        assertThat(network.send("pod/client -> ip/10.1.2.100:80"))
                .isConnected()
                .isDeliveredTo("vm/erp")
                .showsSource(network.ip(model.isFlat() ? "pod/client" : "node/node-0"));
    }

    /** The packet gets as far as the node whose programs would take it. */
    private static void assertIsNotModelled(TestNetwork network, String probe) {
        Flow flow = network.send(probe);

        assertThat(flow).hasOutcome(Outcome.UNDECIDED).becauseOf(ModelReason.MODEL_NETWORK_MODEL);
        Assertions.assertThat(flow.forward().end().element()).startsWith("node/");
        Assertions.assertThat(flow.forward().end().disposition()).as(probe).isEqualTo(Disposition.NOT_MODELLED);
        Assertions.assertThat(flow.forward().end().detail()).contains("Cilium");
    }
}
