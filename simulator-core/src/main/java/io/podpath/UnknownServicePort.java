package io.podpath;

import io.podpath.cni.ClusterPlan;
import io.podpath.model.Packet;
import io.podpath.trace.Flow;
import io.podpath.trace.PacketEvent;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.Trace;
import java.util.List;

/**
 * Names the cause where a packet for a service address was lost because no Service has that port.
 *
 * <p>Nothing translates such a packet, so it follows the routing table out of the node and is lost wherever the fabric
 * happens to drop it. That place is kept; the reason says what went wrong first.
 */
final class UnknownServicePort {

    private UnknownServicePort() {}

    /** The flow, its end explained if that is what happened. */
    static Flow explain(Flow flow, ClusterPlan plan) {
        Trace forward = flow.forward();
        Packet sent = forward.sent();
        boolean toServiceAddress = plan.cluster().ranges().serviceCidrs().stream()
                .anyMatch(range -> range.contains(sent.destination().address()));
        boolean untranslated = sent.destination().equals(forward.last().destination());
        boolean lost =
                !forward.disposition().isArrival() && !forward.disposition().isUnknown();
        boolean explained = forward.end().reason() instanceof ServiceReason;
        if (!toServiceAddress || !untranslated || !lost || explained) {
            return flow;
        }
        Trace.End end = new Trace.End(
                forward.disposition(),
                ServiceReason.SVC_PORT_UNKNOWN,
                forward.end().element(),
                "no Service has " + sent.protocol().lowerCaseName() + " " + sent.destination()
                        + ", so nothing translated it; " + forward.end().detail());
        Trace changed = new Trace(forward.direction(), sent, forward.last(), forward.hops(), end, forward.duration());
        List<PacketEvent> conversation = flow.conversation().stream()
                .map(event -> event.end().equals(forward.end()) ? withEnd(event, end) : event)
                .toList();
        return new Flow(flow.opening(), flow.outcome(), changed, flow.reply(), conversation, flow.duration())
                .withLinked(flow.linked())
                .beside(flow.before());
    }

    private static PacketEvent withEnd(PacketEvent event, Trace.End end) {
        return new PacketEvent(event.direction(), event.label(), event.sent(), end, event.duration());
    }
}
