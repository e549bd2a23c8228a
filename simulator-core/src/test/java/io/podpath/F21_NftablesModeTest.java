package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.affinity;
import static io.podpath.TestServices.loadBalancer;
import static io.podpath.TestServices.nodePort;
import static io.podpath.TestServices.sourceRanges;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.KubeProxySetup.Mode;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.element.Fraction;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.StepKind;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F21: the same cluster with kube-proxy in nftables mode: what stays the same, and each thing that does not. */
class F21_NftablesModeTest {

    private static TestNetwork shop(Model model, Mode mode) {
        return TestNetwork.of(model)
                .proxyMode(mode)
                .pod("client @ node-0")
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .pod("web-3 @ node-1 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER))
                .service("own:80 -> web:8080", nodePort(TrafficPolicy.LOCAL))
                .service("none:80 -> nobody:1", nodePort(TrafficPolicy.CLUSTER))
                .service("guarded:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER), sourceRanges("203.0.113.0/24"));
    }

    private static TestNetwork nft(Model model) {
        return shop(model, Mode.NFTABLES);
    }

    /** Fate, receiver, source seen and who translated, of every way a probe can go. */
    private static List<String> fates(TestNetwork network, String probe) {
        return network.sendAll(probe).stream()
                .map(way -> way.probability() + " " + fate(way.flow()))
                .sorted()
                .toList();
    }

    private static String fate(Flow flow) {
        String translations = flow.forward()
                .steps()
                .filter(step -> !step.before().tuple().equals(step.after().tuple()))
                .map(step -> step.kind().label())
                .collect(Collectors.joining(","));
        return flow.outcome() + " " + flow.forward().end().element() + " "
                + flow.forward().end().findReason() + " from "
                + flow.forward().last().source().address() + " by " + translations;
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void allThatBothModesShareEndsAlike(Model model) {
        TestNetwork iptables = shop(model, Mode.IPTABLES);
        TestNetwork nftables = nft(model);
        List<String> probes = List.of(
                "pod/client -> service/web:80",
                "pod/client -> pod/web-2:8080",
                "pod/web-1 -> service/web:80",
                "node/node-0 -> service/web:80",
                "pod/client -> service/none:80",
                "pod/client -> frontend/web:80",
                "pod/client -> frontend/guarded:80",
                "pod/client -> node/node-0:" + iptables.nodePort("web"),
                "pod/client -> node/node-1:" + iptables.nodePort("own"),
                "pod/client -> node/node-1:" + iptables.nodePort("none"),
                "internet/client -> frontend/web:80",
                "internet/client -> frontend/guarded:80");

        for (String probe : probes) {
            Assertions.assertThat(fates(nftables, probe)).as(probe).isEqualTo(fates(iptables, probe));
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void oneStepChoosesAmongAllEndpoints(Model model) {
        List<WeightedFlow> ways = nft(model).sendAll("pod/client -> service/web:80");

        Assertions.assertThat(ways).extracting(WeightedFlow::probability).containsOnly(Fraction.of(1, 3));
        assertThat(ways.get(0).flow())
                .isDecidedBy(StepKind.SERVICE_DNAT, "Service shop/web chooses an endpoint")
                .isDecidedBy(StepKind.SERVICE_DNAT, "ip kube-proxy endpoint-");
        Assertions.assertThat(ways.get(0)
                        .flow()
                        .forward()
                        .steps()
                        .filter(step -> step.kind() == StepKind.SERVICE_DNAT)
                        .flatMap(step -> step.facts().stream()))
                .anyMatch(
                        fact -> fact.matches(
                                "ip kube-proxy service-\\w{8}-shop/web/tcp/ 2  numgen random mod 3 vmap \\{ 0 : goto endpoint-.*"))
                .anyMatch(fact -> fact.startsWith("ip kube-proxy services 1  ip daddr . meta l4proto . th dport vmap"
                        + " @service-ips (element 10.0."));
    }

    @Test
    void affinityKeepsTheEndpointOfAClient() {
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .proxyMode(Mode.NFTABLES)
                .pod("client @ node-0")
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .service("web:80 -> web:8080", affinity(10_800));

        Assertions.assertThat(fates(network, "pod/client -> service/web:80")).hasSize(2);
        Assertions.assertThat(network.simulator().renderNft("node-0").orElseThrow())
                .contains("flags dynamic,timeout", "timeout 3h", "update @affinity-", "{ ip saddr }");
    }

    /** In iptables mode the packet leaves the node and is lost in the virtual network. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void anUnusedPortOfAnActiveClusterIpIsRejected(Model model) {
        String probe = "pod/client -> service/web:81";

        assertThat(nft(model).send(probe))
                .isRefused()
                .becauseOf(ServiceReason.SVC_PORT_UNKNOWN)
                .crosses("pod/shop/client", "node/node-0");
        assertThat(shop(model, Mode.IPTABLES).send(probe)).timesOut();
    }

    /** As seen on a real kernel: an echo request is no port of the Service either. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void aPingOfAnActiveClusterIpIsRejected(Model model) {
        String probe = "icmp pod/client -> ip/" + nft(model).ip("service/web") + ":0";

        assertThat(nft(model).send(probe))
                .isRefused()
                .becauseOf(ServiceReason.SVC_PORT_UNKNOWN)
                .crosses("pod/shop/client", "node/node-0");
        assertThat(shop(model, Mode.IPTABLES).send(probe)).timesOut();
    }

    /** In iptables mode the packet leaves the node and is lost in the virtual network. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void anUnallocatedClusterIpIsDroppedOnTheNode(Model model) {
        String probe = "pod/client -> ip/10.0.200.200:80";

        assertThat(nft(model).send(probe))
                .timesOut()
                .endsAt("node/node-0", Disposition.DENIED)
                .becauseOf(ServiceReason.SVC_ADDRESS_UNALLOCATED);
        Assertions.assertThat(
                        shop(model, Mode.IPTABLES).send(probe).forward().end().element())
                .isEqualTo("nic/node-0");
    }

    /** In iptables mode the node itself reaches its node ports on localhost. */
    @Test
    void aNodePortOnLocalhostDoesNotExist() {
        TestNetwork nftables = nft(Model.OVERLAY);
        String probe = "node/node-0 -> ip/127.0.0.1:" + nftables.nodePort("web");

        assertThat(nftables.send(probe)).hasOutcome(Outcome.REFUSED);
    }

    /** In iptables mode every address of the node has node ports: on a kubenet node also that of its bridge. */
    @Test
    void onlyThePrimaryAddressHasNodePorts() {
        String port = ":" + nft(Model.KUBENET).nodePort("web");
        TestNetwork nftables = nft(Model.KUBENET);
        String toBridge = "pod/client -> ip/" + nftables.ip("cbr0/node-0") + port;

        assertThat(nftables.send("pod/client -> node/node-0" + port)).isConnected();
        assertThat(nftables.send(toBridge)).isRefused();
        assertThat(shop(Model.KUBENET, Mode.IPTABLES).send(toBridge)).isConnected();
    }

    /** In iptables mode the packet passes nat first and is dropped by filter. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void aSourceRangeIsCheckedBeforeNat(Model model) {
        String probe = "pod/client -> frontend/guarded:80";

        assertThat(nft(model).send(probe))
                .timesOut()
                .becauseOf(ServiceReason.SVC_SOURCE_RANGE)
                .isDecidedBy(StepKind.FILTER, "ip kube-proxy firewall-")
                .isTranslatedBy();
        Assertions.assertThat(nft(model).send(probe).forward().steps().map(step -> step.action()))
                .noneMatch(action -> action.contains("nat-prerouting"));
    }

    /** In iptables mode KUBE-FORWARD drops it. */
    @Test
    void theTableHasNoRuleForInvalidPackets() {
        String table = nft(Model.OVERLAY).simulator().renderNft("node-0").orElseThrow();
        String iptables = shop(Model.OVERLAY, Mode.IPTABLES)
                .simulator()
                .renderIptablesSave("node-0")
                .orElseThrow();

        Assertions.assertThat(table).doesNotContain("ct state invalid");
        Assertions.assertThat(iptables).contains("--ctstate INVALID -j DROP");
    }

    @Test
    void ipMasqAgentStillWritesIptables() {
        String rules =
                nft(Model.OVERLAY).simulator().renderIptablesSave("node-0").orElseThrow();

        Assertions.assertThat(rules).contains("IP-MASQ-AGENT").doesNotContain("KUBE-");
        Assertions.assertThat(shop(Model.OVERLAY, Mode.IPTABLES).simulator().renderNft("node-0"))
                .contains("");
    }

    @Test
    void withoutATraceTheFateIsTheSame() {
        Simulator simulator = nft(Model.OVERLAY).simulator();
        for (String probe : List.of("pod/client -> service/web:80", "pod/client -> service/none:80")) {
            Flow recorded = simulator.send(TestProbes.probe(probe));
            Flow unrecorded = simulator.sendUnrecorded(TestProbes.probe(probe));

            Assertions.assertThat(unrecorded.conversation()).isEqualTo(recorded.conversation());
        }
    }
}
