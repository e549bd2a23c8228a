package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.loadBalancer;
import static io.podpath.TestServices.nodePort;
import static io.podpath.TestServices.sourceRanges;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.KubeProxySetup;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.element.Fraction;
import io.podpath.element.Verdict;
import io.podpath.engine.Passage;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.SocketReason;
import io.podpath.trace.StepKind;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F22: kube-proxy in ipvs mode: what is the same as in iptables mode, and what is not. */
class F22_IpvsModeTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).proxyMode(KubeProxySetup.Mode.IPVS).pod("client @ node-0");
    }

    private static TestNetwork web(Model model) {
        return network(model).service("web:80 -> web:8080");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aPodReachesAnEndpointOnAnotherNodeWithItsOwnAddress(Model model) {
        TestNetwork network = web(model).pod("web @ node-1 : 8080");

        Flow flow = network.send("pod/client -> service/web:80");

        assertThat(flow)
                .isConnected()
                .showsSource(network.ip("pod/client"))
                .showsDestination(network.ip("pod/web") + ":8080")
                .isTranslatedBy("node/node-0 service-dnat")
                .isDecidedBy(StepKind.SERVICE_DNAT, "shop/web")
                .isDecidedBy(StepKind.SERVICE_DNAT, "IPVS tcp " + network.ip("service/web") + ":80")
                .isDecidedBy(StepKind.SERVICE_DNAT, "rr among 1 real servers")
                .passes("*", "service-dnat", "*", "deliver")
                .reply()
                .isTranslatedBy("node/node-0 un-nat");
    }

    /** After filter INPUT: the rules there see the Service's address, and OUTPUT and POSTROUTING see the endpoint's. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void ipvsActsBetweenInputAndOutput(Model model) {
        Flow flow = web(model).pod("web @ node-0 : 8080").send("pod/client -> service/web:80");

        Assertions.assertThat(flow.forward().hops().get(1).steps())
                .extracting(step -> step.kind().label() + " " + step.action())
                .containsSubsequence(
                        "hook nat PREROUTING: accepted",
                        "hook filter INPUT: passes",
                        "service-dnat Service shop/web chooses an endpoint",
                        "hook filter OUTPUT: passes",
                        "hook nat POSTROUTING: passes");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void eachOfThreeEndpointsIsAsLikely(Model model) {
        List<WeightedFlow> ways = web(model)
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .pod("web-3 @ node-1 : 8080")
                .sendAll("pod/client -> service/web:80");

        Assertions.assertThat(ways).extracting(WeightedFlow::probability).containsOnly(Fraction.of(1, 3));
        Assertions.assertThat(ways)
                .extracting(way -> way.flow().forward().end().element())
                .containsExactlyInAnyOrder("pod/shop/web-1", "pod/shop/web-2", "pod/shop/web-3");
    }

    /** The process takes the Service's address as its own source, since the node has it; masquerading puts that right. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void aProcessOfTheNodeCallsFromTheServiceAddressAndIsMasqueraded(Model model) {
        TestNetwork network = web(model).pod("web @ node-1 : 8080");

        Flow flow = network.send("node/node-0 -> service/web:80");

        Assertions.assertThat(flow.opening().source().address()).isEqualTo(network.ip("service/web"));
        assertThat(flow)
                .isConnected()
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat")
                .reply()
                .isTranslatedBy("node/node-0 un-nat", "node/node-0 un-nat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anEndpointInTheNodesOwnNamespaceGetsThePacketInInput(Model model) {
        TestNetwork network = web(model).hostNetworkPod("web @ node-0 : 8080");

        assertThat(network.send("pod/client -> service/web:80"))
                .isConnected()
                .isDeliveredTo("node/node-0")
                .showsSource(network.ip("pod/client"))
                .reply()
                .isTranslatedBy("node/node-0 un-nat");
        assertThat(network.send("node/node-0 -> service/web:80")).isConnected().isDeliveredTo("node/node-0");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = "KUBENET")
    void aPodThatReachesItselfSeesTheNode(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .proxyMode(KubeProxySetup.Mode.IPVS)
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080");

        assertThat(network.send("pod/web -> service/web:80"))
                .isConnected()
                .showsSource(network.ip("node/node-0"))
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withoutEndpointsIpvsItselfRejects(Model model) {
        assertThat(web(model).unreadyPod("web @ node-1 : 8080").send("pod/client -> service/web:80"))
                .isRefused()
                .endsAt("node/node-0", Disposition.REJECTED)
                .becauseOf(ServiceReason.SVC_NO_ENDPOINTS)
                .reply()
                .isDeliveredTo("pod/shop/client");
        assertThat(web(model).send("node/node-0 -> service/web:80"))
                .isRefused()
                .becauseOf(ServiceReason.SVC_NO_ENDPOINTS);
    }

    /** In iptables mode the packet leaves the node and is lost. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void anotherPortOfAClusterIpIsRejectedOnTheClientsNode(Model model) {
        TestNetwork network = web(model).pod("web @ node-1 : 8080");

        assertThat(network.send("pod/client -> service/web:81"))
                .isRefused()
                .endsAt("node/node-0", Disposition.REJECTED)
                .becauseOf(ServiceReason.SVC_PORT_UNKNOWN);
    }

    /** The kubelet listens on every address of the node, and every cluster IP is one of them. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void portsOfTheNodeDoNotAnswerAtAClusterIp(Model model) {
        TestNetwork network = web(model).pod("web @ node-1 : 8080");

        assertThat(network.send("pod/client -> node/node-0:10250")).isConnected();
        assertThat(network.send("pod/client -> ip/" + network.ip("service/web") + ":10250"))
                .isRefused()
                .endsAt("node/node-0", Disposition.REJECTED);
    }

    /** Up to Kubernetes 1.26 it answered; the address is local. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void aPingOfAClusterIpIsRejected(Model model) {
        TestNetwork network = web(model).pod("web @ node-1 : 8080");

        assertThat(network.send("icmp pod/client -> ip/" + network.ip("service/web")))
                .endsAt("node/node-0", Disposition.REJECTED)
                .becauseOf(ServiceReason.SVC_PORT_UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*SUBNET.*")
    void aNodePortIsMasqueradedOnPolicyCluster(Model model) {
        TestNetwork network = network(model)
                .service("web:80 -> web:8080", nodePort(TrafficPolicy.CLUSTER))
                .pod("web @ node-0 : 8080");
        int port = network.nodePort("web");

        assertThat(network.send("pod/client -> node/node-1:" + port))
                .isConnected()
                .showsSource(network.ip("node/node-1"))
                .isTranslatedBy("node/node-0 snat", "node/node-1 service-dnat", "node/node-1 snat");
    }

    /** There is no virtual server at 127.0.0.1, so the node's own stack answers. */
    @Test
    void aNodePortDoesNotAnswerOnLocalhost() {
        TestNetwork network = network(Model.OVERLAY)
                .service("web:80 -> web:8080", nodePort(TrafficPolicy.CLUSTER))
                .pod("web @ node-0 : 8080");

        assertThat(network.send("node/node-0 -> ip/127.0.0.1:" + network.nodePort("web")))
                .isRefused()
                .becauseOf(SocketReason.SOCKET_CLOSED)
                .isNotTranslated();
    }

    /** iptables mode lets a pod of the cluster use any endpoint; here it is like everybody else. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void policyLocalBindsPodsToTheNodesEndpoints(Model model) {
        TestNetwork network = network(model)
                .service("web:80 -> web:8080", nodePort(TrafficPolicy.LOCAL))
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080");
        int port = network.nodePort("web");

        List<WeightedFlow> ways = network.sendAll("pod/client -> node/node-0:" + port);

        Assertions.assertThat(ways).hasSize(1);
        assertThat(ways.get(0).flow()).isDeliveredTo("pod/shop/web-1").showsSource(network.ip("pod/client"));
    }

    /** Without local endpoints the node uses those of others, so that its own pods are served; nothing is masqueraded. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void policyLocalWithoutLocalEndpointServesPodsOfTheNode(Model model) {
        TestNetwork network = network(model)
                .service("web:80 -> web:8080", nodePort(TrafficPolicy.LOCAL))
                .pod("web @ node-1 : 8080");

        assertThat(network.send("pod/client -> node/node-0:" + network.nodePort("web")))
                .isConnected()
                .showsSource(network.ip("pod/client"));
    }

    /** And for everybody else the packet is sent on with a source that is not the node's. */
    @Test
    void policyLocalWithoutLocalEndpointFailsForOthers() {
        TestNetwork network = network(Model.KUBENET)
                .service("web:80 -> web:8080", nodePort(TrafficPolicy.LOCAL))
                .pod("web @ node-0 : 8080");

        assertThat(network.send("pod/client -> node/node-1:" + network.nodePort("web")))
                .timesOut()
                .endsAt("node/node-0", Disposition.DENIED)
                .becauseOf(RoutingReason.ROUTE_MARTIAN)
                .isTranslatedBy("node/node-0 snat", "node/node-1 service-dnat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theLoadBalancersAddressIsServedInsideTheNode(Model model) {
        TestNetwork network = network(model)
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER))
                .pod("web @ node-1 : 8080");

        assertThat(network.send("pod/client -> ip/" + network.ip("frontend/web") + ":80"))
                .isConnected()
                .isTranslatedBy("node/node-0 service-dnat", "node/node-0 snat");
        assertThat(network.send("internet/client -> ip/" + network.ip("frontend/web") + ":80"))
                .isConnected();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void udpIsBalancedAlike(Model model) {
        TestNetwork network = network(model).pod("dns @ node-1 : 53").service("dns:53/udp -> dns:53");

        assertThat(network.send("udp pod/client -> service/dns:53"))
                .isConnected()
                .showsSource(network.ip("pod/client"))
                .isTranslatedBy("node/node-0 service-dnat");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anErrorOfTheEndpointReachesTheClientFromTheServiceAddress(Model model) {
        TestNetwork network = network(model).pod("dns @ node-1 : 5353").service("dns:53/udp -> dns:53");

        Flow flow = network.send("udp pod/client -> service/dns:53");

        assertThat(flow).hasOutcome(Outcome.REFUSED).endsAt("pod/shop/dns", Disposition.REJECTED);
        Assertions.assertThat(flow.findReply().orElseThrow().last().source().address())
                .isEqualTo(network.ip("service/dns"));
    }

    /** The rules ask the source before IPVS acts; a process of the node has the address itself as its source. */
    @Test
    void sourceRangesBindPodsAndTheNode() {
        TestNetwork closed = network(Model.OVERLAY)
                .service(
                        "web:80 -> web:8080",
                        service -> sourceRanges("203.0.113.0/24")
                                .apply(loadBalancer(TrafficPolicy.CLUSTER).apply(service)))
                .pod("web @ node-1 : 8080");
        String frontend = "ip/" + closed.ip("frontend/web") + ":80";

        assertThat(closed.send("pod/client -> " + frontend))
                .timesOut()
                .endsAt("node/node-0", Disposition.DENIED)
                .becauseOf(ServiceReason.SVC_SOURCE_RANGE)
                .isTranslatedBy();
        assertThat(closed.send("node/node-0 -> " + frontend))
                .timesOut()
                .endsAt("node/node-0", Disposition.DENIED)
                .becauseOf(ServiceReason.SVC_SOURCE_RANGE);
        assertThat(closed.send("internet/client -> " + frontend)).isConnected();
        assertThat(closed.send("node/node-0 -> service/web:80")).isConnected();
    }

    /** As AKS spells it: LeastConnection. */
    @Test
    void theSchedulerAndTheTimesAreThoseOfTheCluster() {
        KubeProxySetup setup = new KubeProxySetup(
                KubeProxySetup.Mode.IPVS,
                new KubeProxySetup.Ipvs(KubeProxySetup.Scheduler.LEAST_CONNECTION, 600, 60, 120),
                KubeProxySetup.Detection.AS_AKS);
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .proxy(setup)
                .pod("client @ node-0")
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .service("web:80 -> web:8080");

        Assertions.assertThat(network.simulator().renderIpvs("node-0").orElseThrow())
                .contains("ipvsadm --set 600 60 120\n", ":80 -s lc\n");
        Assertions.assertThat(network.sendAll("pod/client -> service/web:80"))
                .extracting(WeightedFlow::probability)
                .containsExactly(Fraction.of(1, 2), Fraction.of(1, 2));
    }

    /** What the kernel's tracer shows can be compared: the rules of iptables, and none of IPVS's own steps. */
    @Test
    void onlyRulesCountAsMatchedOnTheWayThroughIpvs() {
        TestNetwork network = web(Model.OVERLAY).pod("web @ node-1 : 8080");

        List<Passage> onNode =
                network
                        .simulator()
                        .observeAll(TestProbes.probe("pod/client -> service/web:80"))
                        .get(0)
                        .passages()
                        .stream()
                        .filter(passage -> passage.at().node().equals("node/node-0"))
                        .toList();

        Assertions.assertThat(onNode.get(0).matched())
                .extracting(RuleReference::where)
                .contains("nat PREROUTING 1", "filter INPUT 1", "filter OUTPUT 1", "nat POSTROUTING 1")
                .noneMatch(where -> where.startsWith("IPVS"));
        Assertions.assertThat(onNode.get(0).verdict()).isInstanceOf(Verdict.Forward.class);
    }
}
