package io.podpath.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.FiveTuple;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.scenario.testing.TraceBuilder;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.FilterReason;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import org.junit.jupiter.api.Test;

/** Which rule ended a lost packet. */
class DecidingTraceTest {

    private static TraceBuilder translatedOnNode() {
        FiveTuple opening =
                new FiveTuple(Protocol.TCP, TraceBuilder.parse("10.244.0.5:41022"), TraceBuilder.parse("10.0.12.7:80"));
        return new TraceBuilder(Direction.FORWARD, Packet.tcp(opening, TcpFlags.SYN, 0), 0)
                .hop("node/node-0", "veth1", 0)
                .step(StepKind.SERVICE_DNAT, "chose an endpoint", "nat KUBE-SEP-GM5YKZ7DRWQXQWOR 2", "-j DNAT")
                .destination("10.244.0.5:8080")
                .considered("nat KUBE-SVC-4N57TFCL4MD7ZTDA 1", "source 10.244.0.5 is in 10.244.0.0/16");
    }

    @Test
    void ruleThatTranslatedDidNotEndThePacket() {
        Trace trace = translatedOnNode()
                .step(StepKind.DROP, "the bridge does not send it back")
                .end(Disposition.DENIED, RoutingReason.BRIDGE_HAIRPIN_OFF, "the bridge does not send it back");

        assertThat(DecidingTrace.findDecidingRule(trace)).isEmpty();
        assertThat(DecidingTrace.nearMisses(trace)).isEmpty();
    }

    @Test
    void ruleThatDroppedAfterATranslationEndedThePacket() {
        Trace trace = translatedOnNode()
                .step(StepKind.FILTER, "dropped", "filter KUBE-FORWARD 1", "-j DROP")
                .end(Disposition.DENIED, FilterReason.IPTABLES_DROP, "dropped");

        assertThat(DecidingTrace.findDecidingRule(trace))
                .hasValueSatisfying(rule -> assertThat(rule.where()).isEqualTo("filter KUBE-FORWARD 1"));
    }
}
