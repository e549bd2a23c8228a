package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestNetworks.firewall;
import static io.podpath.TestNetworks.outsideOfThePodSubnet;
import static io.podpath.TestServices.frontend;
import static io.podpath.TestServices.internalLoadBalancer;
import static io.podpath.TestServices.loadBalancer;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.AzureFirewallReason;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F15 with outbound type userDefinedRouting, and what it does to what comes in; {@link TestNetworks} draws the network. */
class F15_UserDefinedRoutingTest {

    private static final String CALL = "pod/client -> internet/server:443";

    private static TestNetwork network(Model model, TestFirewall firewall, String firewallSubnet, String... routes) {
        return TestNetworks.behindFirewall(model, firewall, firewallSubnet, routes)
                .pod("client @ node-0");
    }

    private static String seen(Flow flow) {
        return flow.forward().last().source().address().toString();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theServerSeesTheFirewallAndTheAnswerComesBackThroughIt(Model model) {
        Flow flow = network(model, firewall().network("100 allow tcp * -> * 443"), "")
                .send(CALL);

        assertThat(flow)
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> firewall/fw",
                        "internet/edge -> internet/server")
                .isTranslatedBy(outsideOfThePodSubnet(model, "node/node-0 snat", "firewall/fw snat"));
        Assertions.assertThat(seen(flow)).isEqualTo("20.0.0.20");
        assertThat(flow)
                .reply()
                .isTranslatedBy(outsideOfThePodSubnet(model, "firewall/fw un-nat", "node/node-0 un-nat"));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withoutARuleTheFirewallDenies(Model model) {
        assertThat(network(model, firewall(), "").send(CALL)).timesOut().becauseOf(AzureFirewallReason.FW_DENIED);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anApplicationRuleKnowsTheNameOfADeclaredHost(Model model) {
        TestNetwork network = network(model, firewall().application("100 allow * -> *.azurecr.io"), "")
                .internetHost("registry", "203.0.113.20", "shop.azurecr.io")
                .internetHost("blog", "203.0.113.21", "blog.example.com");

        assertThat(network.send("pod/client -> internet/registry:443")).isConnected();
        assertThat(network.send("pod/client -> internet/blog:443")).timesOut().becauseOf(AzureFirewallReason.FW_DENIED);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anApplicationRuleKnowsWhatPublicDnsSays(Model model) {
        Flow flow = network(model, firewall().application("100 allow * -> api.example.com"), "")
                .publicName("api.example.com", "203.0.113.80")
                .send(CALL);

        assertThat(flow).isConnected();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aNatGatewayOnTheFirewallsSubnetTranslatesInstead(Model model) {
        Flow flow = network(model, firewall().network("100 allow tcp * -> * 443"), " nat=out")
                .natGateway("out", "20.0.0.30")
                .send(CALL);

        assertThat(flow)
                .isConnected()
                .isTranslatedBy(
                        outsideOfThePodSubnet(model, "node/node-0 snat", "firewall/fw snat", "nat-gateway/out snat"));
        Assertions.assertThat(seen(flow)).isEqualTo("20.0.0.30");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aRouteForTheNodesNetworkStaysLocal(Model model) {
        TestNetwork network = network(model, firewall(), "").machine("erp @ corp/vms 10.1.32.10 : 443");

        assertThat(network.send("pod/client -> vm/erp:443")).isConnected();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aRouteForTheClientBringsTheAnswerOutDirectly(Model model) {
        Flow flow = network(model, firewall(), "", "203.0.113.10/32 internet")
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.LOCAL))
                .send("internet/client -> frontend/web:80");

        assertThat(flow).isConnected();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void dnatToAnInternalLoadBalancerIsSymmetric(Model model) {
        TestNetwork network = network(model, firewall().dnat("20.0.0.20:80 -> 10.1.0.200:80"), "")
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", internalLoadBalancer(TrafficPolicy.LOCAL), frontend("10.1.0.200"));

        Flow flow = network.send("internet/client -> ip/20.0.0.20:80");

        assertThat(flow).isConnected().isDeliveredTo("pod/shop/web");
        Assertions.assertThat(seen(flow)).isEqualTo("10.1.16.5");
        assertThat(flow).reply().isTranslatedBy("node/node-0 un-nat", "firewall/fw un-nat");
    }

    /** The firewall may publish a public load balancer too, but then the answer needs a way around the default route. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void dnatToAPublicLoadBalancerNeedsARouteForTheFirewallsAddress(Model model) {
        TestFirewall firewall = firewall().dnat("20.0.0.20:80 -> 198.51.100.10:80");
        String call = "internet/client -> ip/20.0.0.20:80";

        Flow lost = behindPublicLoadBalancer(network(model, firewall, "")).send(call);
        Flow fixed = behindPublicLoadBalancer(network(model, firewall, "", "20.0.0.20/32 internet"))
                .send(call);

        assertThat(lost).hasOutcome(Outcome.ONE_WAY);
        Assertions.assertThat(lost.findReply().orElseThrow().end().findReason())
                .contains(AzureFirewallReason.FW_NO_SESSION);
        assertThat(fixed).isConnected();
        Assertions.assertThat(seen(fixed)).isEqualTo("20.0.0.20");
    }

    private static TestNetwork behindPublicLoadBalancer(TestNetwork network) {
        return network.pod("web @ node-0 : 8080").service("web:80 -> web:8080", loadBalancer(TrafficPolicy.LOCAL));
    }
}
