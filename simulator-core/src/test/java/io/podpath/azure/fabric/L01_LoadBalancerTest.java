package io.podpath.azure.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.FakeContext;
import io.podpath.azure.Packets;
import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.BackendHealth;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancer;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.resource.LoadDistribution;
import io.podpath.element.Verdict;
import io.podpath.model.Packet;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Feature: inbound rules of the load balancer; the network is drawn in {@link AksFabric}. */
class L01_LoadBalancerTest {

    private final TinyFabric fabric = new AksFabric().build();
    private final Packet request = Packets.tcp("192.0.2.1:5000", "20.0.0.4:80");

    @Test
    void f6PublicFrontendKeepsItsAddressUpToTheNode() {
        fabric.context().picking(1);

        TinyFabric.Walk in = fabric.from("edge", "host:client", request);

        assertThat(in.places()).containsExactly("edge", "lb", "aks-vnet", "node-1");
        assertThat(in.packet()).isEqualTo(request);
        Step step = fabric.context().step(StepKind.LB_FORWARD);
        assertThat(step.action()).isEqualTo("rule web-80: 5-tuple hash picks node-1");
        assertThat(step.facts())
                .containsExactly(
                        "floating IP: the destination stays 20.0.0.4:80",
                        "healthy: node-0, node-1",
                        "no probe",
                        "idle timeout 4 min, TCP reset");
        assertThat(step.findMatchedRule().orElseThrow())
                .hasToString("load balancer kubernetes rule web-80  TCP 20.0.0.4:80 -> port 80, floating IP, "
                        + "5-tuple hash");
    }

    @Test
    void f6ReplyLeavesDirectlyUnderTheFrontend() {
        fabric.from("edge", "host:client", request);

        TinyFabric.Walk out = fabric.fromVm("node-0", Packets.answer(request));

        assertThat(out.places()).containsExactly("node-0", "aks-vnet", "edge");
        assertThat(out.packet().source()).hasToString("20.0.0.4:80");
    }

    @Test
    void flowStaysWithItsBackend() {
        fabric.context().picking(1, 0);

        assertThat(fabric.from("edge", "host:client", request).end()).isEqualTo("node-1");
        assertThat(fabric.from("edge", "host:client", request).end()).isEqualTo("node-1");
        assertThat(fabric.from("edge", "host:client", Packets.tcp("192.0.2.1:5001", "20.0.0.4:80"))
                        .end())
                .isEqualTo("node-0");
        assertThat(fabric.context().questions())
                .containsExactly(
                        "load balancer kubernetes rule web-80: which backend",
                        "load balancer kubernetes rule web-80: which backend");
    }

    @Test
    void anotherRunStartsWithoutFlows() {
        LoadBalancer first = single(AksFabric.webRule(), BackendHealth.ALL_UP);
        FakeContext context = new FakeContext().picking(1, 0).at(LoadBalancer.INTERNET);

        first.process(request, context);
        LoadBalancer second = first.withoutFlows();
        second.process(request, context);

        assertThat(first.findBackendNic(request.tuple())).contains("b");
        assertThat(second.findBackendNic(request.tuple())).contains("a");
    }

    @Test
    void icmpErrorFollowsTheFlowItIsAbout() {
        fabric.context().picking(1);
        fabric.from("edge", "host:client", request);
        Packet error = Packets.portUnreachable(Packets.answer(request));

        assertThat(fabric.from("edge", "host:client", error).end()).isEqualTo("node-1");
    }

    @Test
    void sourceIpAffinityKeepsTheClientOnOneBackend() {
        LoadBalancer loadBalancer = single(AksFabric.webRule().with(LoadDistribution.SOURCE_IP), BackendHealth.ALL_UP);
        FakeContext context = new FakeContext().picking(1, 0).at(LoadBalancer.INTERNET);

        for (int port = 5000; port < 5003; port++) {
            loadBalancer.process(Packets.tcp("192.0.2.1:" + port, "20.0.0.4:80"), context);
        }
        loadBalancer.process(Packets.tcp("192.0.2.2:5000", "20.0.0.4:80"), context);

        assertThat(context.steps())
                .extracting(Step::action)
                .containsExactly(
                        "rule web-80: 2-tuple hash (source IP affinity) picks b",
                        "rule web-80: 2-tuple hash (source IP affinity) picks b",
                        "rule web-80: 2-tuple hash (source IP affinity) picks b",
                        "rule web-80: 2-tuple hash (source IP affinity) picks a");
    }

    private static LoadBalancer single(LoadBalancingRule rule, BackendHealth health) {
        return new LoadBalancer(new LoadBalancerConfig(
                "lb",
                List.of(new Frontend("web", Packets.ip("20.0.0.4"), Frontend.Scope.PUBLIC)),
                List.of(rule),
                List.of(new Backend("a", Packets.ip("10.1.1.4")), new Backend("b", Packets.ip("10.1.1.5"))),
                health,
                List.of()));
    }

    @Test
    void f7OnlyHealthyBackendsGetFlows() {
        LoadBalancer loadBalancer = single(AksFabric.webRule(), BackendHealth.of(Map.of("web-80", Set.of("b"))));
        FakeContext context = new FakeContext().at(LoadBalancer.INTERNET);

        loadBalancer.process(request, context);

        assertThat(context.questions()).isEmpty();
        assertThat(context.step(StepKind.LB_FORWARD).action()).endsWith("picks b");
        assertThat(context.step(StepKind.LB_FORWARD).facts()).contains("healthy: b", "unhealthy: a");
    }

    @Test
    void withoutHealthyBackendNoFlowOpens() {
        TinyFabric sick = new AksFabric().health(BackendHealth.of(Map.of())).build();

        TinyFabric.Walk walk = sick.from("edge", "host:client", request);

        assertThat(walk.last()).isInstanceOfSatisfying(Verdict.Drop.class, drop -> {
            assertThat(drop.disposition()).isEqualTo(Disposition.BACKEND_UNHEALTHY);
            assertThat(drop.reason()).isEqualTo(AzureLoadBalancerReason.LB_NO_HEALTHY_BACKEND);
            assertThat(drop.detail()).contains("node-0, node-1");
        });
    }

    @Test
    void portWithoutRuleIsDroppedAndTheOtherRulesAreNamed() {
        TinyFabric.Walk walk = fabric.from("edge", "host:client", Packets.tcp("192.0.2.1:5000", "20.0.0.4:81"));

        assertThat(walk.end()).isEqualTo("LB_NO_RULE");
        assertThat(fabric.context().step(StepKind.LB_FORWARD).considered())
                .singleElement()
                .satisfies(rule -> assertThat(rule.because()).isEqualTo("destination port 81 is not 80"));
        assertThat(fabric.from("edge", "host:client", Packets.ping("192.0.2.1", "20.0.0.4"))
                        .end())
                .isEqualTo("LB_NO_RULE");
    }

    @Test
    void withoutFloatingIpTheNodePortIsCalledAndTheReplyIsUntranslated() {
        Packet call = Packets.tcp("10.1.2.4:5000", "10.1.1.200:81");

        TinyFabric.Walk in = fabric.fromVm("vm", call);
        TinyFabric.Walk out = fabric.fromVm("node-0", Packets.answer(in.packet()));
        TinyFabric.Walk error = fabric.fromVm("node-0", Packets.portUnreachable(in.packet()));

        assertThat(in.packet().destination()).hasToString("10.1.1.4:31081");
        assertThat(out.places()).containsExactly("node-0", "aks-vnet", "vm");
        assertThat(out.packet().tuple()).isEqualTo(call.tuple().reply());
        assertThat(error.packet()).hasToString(Packets.portUnreachable(call).toString());
    }

    @Test
    void backendThatIsPickedForItsOwnCallGetsItsOwnPacket() {
        fabric.context().picking(1, 0);

        TinyFabric.Walk other = fabric.fromVm("node-0", Packets.tcp("10.1.1.4:5000", "10.1.1.200:80"));
        TinyFabric.Walk back = fabric.fromVm("node-1", Packets.answer(other.packet()));
        TinyFabric.Walk self = fabric.fromVm("node-0", Packets.tcp("10.1.1.4:5001", "10.1.1.200:80"));

        assertThat(other.end()).isEqualTo("node-1");
        assertThat(back.end()).isEqualTo("node-0");
        assertThat(self.end()).isEqualTo("node-0");
        assertThat(self.packet().source()).hasToString("10.1.1.4:5001");
    }

    @Test
    void check17DefaultRouteToAFirewallTakesTheReplyAway() {
        TinyFabric tunnelled =
                new AksFabric().clusterRoute("egress", "0.0.0.0/0", "10.1.2.9").build();

        TinyFabric.Walk in = tunnelled.from("edge", "host:client", request);
        TinyFabric.Walk out = tunnelled.fromVm("node-0", Packets.answer(request));

        assertThat(in.end()).isEqualTo("node-0");
        assertThat(out.places()).containsExactly("node-0", "aks-vnet", "fw");
        assertThat(out.packet().source()).hasToString("20.0.0.4:80");
    }
}
