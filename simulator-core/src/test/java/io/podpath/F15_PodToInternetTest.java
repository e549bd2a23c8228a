package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestNetworks.outsideOfThePodSubnet;
import static io.podpath.TestServices.loadBalancer;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpAddress;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.Flow;
import io.podpath.trace.StepKind;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F15: a pod calls a server on the internet, outbound type loadBalancer. */
class F15_PodToInternetTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).pod("client @ node-0");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theServerSeesTheOutboundAddressAfterTwoTranslationsOrOneWithAPodSubnet(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> internet/server:443");

        assertThat(flow)
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> load-balancer/kubernetes",
                        "internet/edge -> internet/server")
                .isTranslatedBy(outsideOfThePodSubnet(model, "node/node-0 snat", "load-balancer/kubernetes lb-snat"))
                .isDecidedBy(StepKind.LB_SNAT, "aksOutboundRule");
        IpAddress seen = flow.forward().last().source().address();
        Assertions.assertThat(network.simulator().ownerOf(seen)).contains("egress");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void betweenNodeAndAzureThePacketHasTheAddressOfTheNodeOrOfThePodInItsSubnet(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> internet/server:443");

        Assertions.assertThat(flow.forward()
                        .hops()
                        .get(2)
                        .steps()
                        .get(0)
                        .before()
                        .source()
                        .address())
                .isEqualTo(network.ip(model.hasPodSubnet() ? "pod/client" : "node/node-0"));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theReplyIsTranslatedBackAsOften(Model model) {
        Flow flow = network(model).send("pod/client -> internet/server:443");

        assertThat(flow)
                .reply()
                .isDeliveredTo("pod/shop/client")
                .isTranslatedBy(outsideOfThePodSubnet(model, "load-balancer/kubernetes un-nat", "node/node-0 un-nat"));
    }

    /** A public Service does not lend its address to outbound connections. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void theServerDoesNotSeeTheFrontendOfAService(Model model) {
        TestNetwork network = network(model)
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER));

        Flow flow = network.send("pod/client -> internet/server:443");

        Assertions.assertThat(flow.forward().last().source().address()).isNotEqualTo(network.ip("frontend/web"));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void outboundRulesDoNotTranslatePings(Model model) {
        Flow flow = network(model).send("icmp pod/client -> internet/server");

        assertThat(flow).timesOut().becauseOf(AzureLoadBalancerReason.LB_OUTBOUND_PROTOCOL);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void udpLeavesTheSameWay(Model model) {
        Flow flow = network(model).send("udp pod/client -> internet/server:53");

        assertThat(flow)
                .isConnected()
                .isTranslatedBy(outsideOfThePodSubnet(model, "node/node-0 snat", "load-balancer/kubernetes lb-snat"));
    }
}
