package io.podpath.lab.verify;

import io.podpath.element.Bridge;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.engine.Passage;
import io.podpath.lab.trace.KernelPacket;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.lab.trace.MatchedRule;
import io.podpath.lab.trace.PacketKind;
import io.podpath.model.Packet;
import io.podpath.netfilter.IpConfiguration;
import io.podpath.trace.Reason;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.SocketReason;
import java.util.List;

/**
 * A packet's crossing of one machine in words that both sides share; two crossings agree if they are equal.
 *
 * @param machine the machine's element
 * @param packet how the packet came: interface, kind, ends
 * @param ttlHops its TTL then
 * @param rules the rules that matched, in order
 * @param end how it left, was delivered, or that it ended
 * @param translated whether its ends changed
 */
record Crossing(String machine, String packet, int ttlHops, List<String> rules, String end, boolean translated) {

    private static final String ENDED = "goes no further";

    Crossing {
        rules = List.copyOf(rules);
    }

    /** What is compared first: crossings of the same packet at the same machine. */
    String key() {
        return machine + " " + packet;
    }

    /** As podpath walks it. */
    static Crossing of(Passage passage, IpConfiguration ip, PortNames ports) {
        Packet arrived = passage.arrived();
        String in = passage.at().interfaceName();
        String way = in.equals(ElementContext.LOCAL) ? "sent" : "in " + onBridge(in, ip);
        String packet = way + ": " + PacketKind.of(arrived) + " " + ports.describe(arrived.tuple());
        List<String> rules =
                passage.matched().stream().map(RuleReference::where).toList();
        String end = end(passage.verdict(), ip, ports);
        boolean translated =
                !end.equals(ENDED) && !last(passage.verdict()).tuple().equals(arrived.tuple());
        return new Crossing(passage.at().node(), packet, arrived.ttlHops(), rules, end, translated);
    }

    private static String onBridge(String name, IpConfiguration ip) {
        return ip.findBridge()
                .filter(bridge -> bridge.ports().contains(name))
                .map(Bridge::name)
                .orElse(name);
    }

    private static Packet last(Verdict verdict) {
        if (verdict instanceof Verdict.Forward forward) {
            return forward.packet();
        }
        if (verdict instanceof Verdict.Deliver deliver) {
            return deliver.packet();
        }
        if (verdict instanceof Verdict.Reply reply) {
            return reply.end().packet();
        }
        return ((Verdict.Drop) verdict).packet();
    }

    private static String end(Verdict verdict, IpConfiguration ip, PortNames ports) {
        if (verdict instanceof Verdict.Forward forward) {
            return left(onBridge(forward.outInterface(), ip), forward.packet(), ports);
        }
        if (verdict instanceof Verdict.Deliver deliver) {
            return delivered(deliver.packet(), ports);
        }
        Verdict.Drop drop = verdict instanceof Verdict.Reply reply ? reply.end() : (Verdict.Drop) verdict;
        Reason reason = drop.reason();
        if (reason instanceof SocketReason) {
            return delivered(drop.packet(), ports);
        }
        if (reason == RoutingReason.ROUTE_NEIGHBOUR) {
            // The neighbour is asked for behind POSTROUTING, where the packet has left for the tracer.
            String out = drop.detail().substring(drop.detail().lastIndexOf(' ') + 1);
            return left(out, drop.packet(), ports);
        }
        return ENDED;
    }

    private static String left(String out, Packet packet, PortNames ports) {
        return "out " + out + ": " + ports.describe(packet.tuple()) + " ttl " + packet.ttlHops();
    }

    private static String delivered(Packet packet, PortNames ports) {
        return "to a socket: " + ports.describe(packet.tuple());
    }

    /** As the kernel traced it. */
    static Crossing of(String machine, KernelTraversal seen, PortNames ports) {
        KernelPacket first = seen.first();
        String way = switch (seen.entry()) {
            case ARRIVED -> "in " + first.inInterface();
            case SENT -> "sent";
            case APPEARED -> "appears on " + first.inInterface();
        };
        String packet = way + ": " + first.kind() + " " + ports.describe(first.tuple());
        List<String> rules = seen.rules().stream().map(MatchedRule::where).toList();
        KernelPacket last = seen.findDelivered().or(seen::findLeft).orElse(first);
        String end = seen.findDelivered()
                .map(there -> "to a socket: " + ports.describe(there.tuple()))
                .or(() -> seen.findLeft()
                        .map(out -> "out " + out.outInterface() + ": " + ports.describe(out.tuple()) + " ttl "
                                + out.ttlHops()))
                .orElse(ENDED);
        boolean translated = !last.tuple().equals(first.tuple());
        return new Crossing(machine, packet, first.ttlHops(), rules, end, translated);
    }
}
