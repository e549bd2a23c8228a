package io.podpath.scenario.testing;

import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Outcome;
import io.podpath.trace.PacketEvent;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Three flows of one small shop, written by hand.
 *
 * <pre>
 * client 10.244.0.5 @ node-0 10.224.0.4        web 10.244.1.8:8080 @ node-1 10.224.0.5
 * service web 10.0.12.7:80 -> web              service empty 10.0.99.1:80 -> nothing
 * </pre>
 */
public final class SampleFlows {

    private static final String CLIENT = "10.244.0.5:41022";
    private static final String SERVICE = "10.0.12.7:80";
    private static final String WEB = "10.244.1.8:8080";
    private static final FiveTuple TO_SERVICE = tcp(CLIENT, SERVICE);

    private SampleFlows() {}

    /** Who has an address of the shop. */
    public static Optional<String> ownerOf(IpAddress address) {
        return Optional.ofNullable(Map.of(
                        "10.244.0.5", "pod/shop/client",
                        "10.244.1.8", "pod/shop/web",
                        "10.0.12.7", "service/shop/web",
                        "10.0.99.1", "service/shop/empty",
                        "10.224.0.4", "node/node-0",
                        "10.224.0.5", "node/node-1",
                        "10.244.0.1", "node/node-0 cbr0")
                .get(address.toString()));
    }

    /** A pod reaches a ClusterIP whose endpoint runs on the other node, under Overlay. */
    public static Flow connected() {
        Trace forward = throughService(TO_SERVICE)
                .hop("vnet/aks-vnet", "node-0", 30)
                .step(StepKind.NSG, "allowed out of node-0", "NSG aks-nsg AllowVnetOutBound 65000", "")
                .step(StepKind.OVERLAY_ROUTE, "10.244.1.0/24 lives on node-1, sent to its NIC 10.224.0.5")
                .hop("node/node-1", "eth0", 250)
                .step(StepKind.CONNTRACK, "new connection")
                .step(StepKind.ROUTE, "10.244.1.8 dev azv9c2 scope link")
                .hop("pod/shop/web", "eth0", 10)
                .step(StepKind.DELIVER, "a socket listens on tcp/8080")
                .end(Disposition.DELIVERED, null, "pod/shop/web:8080");
        return new Flow(
                TO_SERVICE,
                Outcome.CONNECTED,
                forward,
                replyFromWeb(),
                List.of(
                        event(forward, "SYN"),
                        event(replyFromWeb(), "SYN-ACK"),
                        again(forward, "request", 630),
                        again(replyFromWeb(), "answer", 945)),
                new Trace.Span(0, 1_260_000));
    }

    /** The same, but a rule of the subnet's security group denies pod addresses. */
    public static Flow denied() {
        Trace forward = throughService(TO_SERVICE)
                .hop("nsg/aks-subnet-nsg", "node-0", 30)
                .step(
                        StepKind.NSG,
                        "denied into node-1",
                        "NSG aks-subnet-nsg DenyUnknown 4000",
                        "Deny Inbound * from * to *:*")
                .considered("NSG aks-subnet-nsg AllowNodes 100", "source 10.244.0.5 is not in 10.224.0.0/16")
                .considered("NSG aks-subnet-nsg AllowVnetInBound 65000", "rule 4000 came first")
                .end(
                        Disposition.DENIED,
                        AzureNetworkReason.NSG_DENIED,
                        "inbound on subnet aks-vnet/aks-subnet, tcp 10.244.0.5:41022 -> 10.244.1.8:8080");
        List<PacketEvent> conversation = new ArrayList<>(List.of(event(forward, "SYN")));
        long[] seconds = {1, 3, 7, 15, 31, 63};
        for (int index = 0; index < seconds.length; index++) {
            conversation.add(again(forward, "SYN again (try " + (index + 2) + ")", seconds[index] * 1_000_000));
        }
        return new Flow(TO_SERVICE, Outcome.TIMEOUT, forward, null, conversation, new Trace.Span(0, 127_000_000_000L));
    }

    /** A pod calls a Service without endpoints; kube-proxy rejects with an ICMP error. */
    public static Flow refused() {
        FiveTuple opening = tcp(CLIENT, "10.0.99.1:80");
        Trace forward = fromClient(opening)
                .step(
                        StepKind.REJECT,
                        "REJECT with icmp-port-unreachable",
                        "filter KUBE-SERVICES 2",
                        "-A KUBE-SERVICES -d 10.0.99.1/32 -p tcp -m comment --comment \"shop/empty:http has no endpoints\""
                                + " -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable")
                .end(Disposition.REJECTED, ServiceReason.SVC_NO_ENDPOINTS, "service shop/empty:http has no endpoints");
        IcmpError error = new IcmpError(IcmpError.Kind.PORT_UNREACHABLE, opening);
        Trace reply = new TraceBuilder(Direction.REPLY, Packet.icmpError(IpAddress.parse("10.0.99.1"), error), 14_000)
                .hop("node/node-0", "local", 0)
                .step(StepKind.ROUTE, "10.244.0.5 dev azv1a2 scope link")
                .hop("pod/shop/client", "eth0", 10)
                .step(StepKind.DELIVER, "the socket learns port unreachable")
                .end(Disposition.DELIVERED, null, "pod/shop/client");
        return new Flow(
                opening,
                Outcome.REFUSED,
                forward,
                reply,
                List.of(event(forward, "SYN"), event(reply, "ICMP port unreachable")),
                new Trace.Span(0, 24_000));
    }

    /** A pod calls an address behind a gateway that podpath does not walk through. */
    public static Flow undecided() {
        Trace forward = throughService(TO_SERVICE)
                .hop("vnet/aks-vnet", "node-0", 30)
                .step(StepKind.VNET_ROUTE, "192.168.0.0/16 through the virtual network gateway")
                .end(Disposition.NOT_MODELLED, ModelReason.MODEL_NEXT_HOP_RULE, "gateway vpn-gateway");
        return new Flow(
                TO_SERVICE,
                Outcome.UNDECIDED,
                forward,
                null,
                List.of(event(forward, "SYN")),
                new Trace.Span(0, 44_000));
    }

    private static TraceBuilder throughService(FiveTuple opening) {
        return fromClient(opening)
                .step(
                        StepKind.SERVICE_DNAT,
                        "Service shop/web:http chose endpoint 1 of 1",
                        "nat KUBE-SEP-GM5YKZ7DRWQXQWOR 2",
                        "-A KUBE-SEP-GM5YKZ7DRWQXQWOR -p tcp -m comment --comment \"shop/web:http\" -m tcp"
                                + " -j DNAT --to-destination 10.244.1.8:8080")
                .destination(WEB)
                .considered("nat KUBE-SERVICES 1", "destination 10.0.12.7 is not 10.0.0.10")
                .step(StepKind.ROUTE, "default via 10.224.0.1 dev eth0")
                .step(StepKind.HOOK, "POSTROUTING: not masqueraded");
    }

    private static TraceBuilder fromClient(FiveTuple opening) {
        return new TraceBuilder(Direction.FORWARD, Packet.tcp(opening, TcpFlags.SYN, 0), 0)
                .hop("pod/shop/client", "local", 0)
                .step(StepKind.ROUTE, "default via 169.254.1.1 dev eth0")
                .hop("node/node-0", "azv1a2", 14)
                .step(StepKind.CONNTRACK, "new connection")
                .fact("entry tcp SYN_SENT src=10.244.0.5 dst="
                        + opening.destination().address());
    }

    private static Trace replyFromWeb() {
        Packet answer = Packet.tcp(tcp(WEB, CLIENT), TcpFlags.SYN_ACK, 0);
        return new TraceBuilder(Direction.REPLY, answer, 304_000)
                .hop("pod/shop/web", "local", 0)
                .step(StepKind.ROUTE, "default via 169.254.1.1 dev eth0")
                .hop("node/node-1", "azv9c2", 14)
                .step(StepKind.CONNTRACK, "established, reply direction")
                .hop("vnet/aks-vnet", "node-1", 30)
                .step(StepKind.OVERLAY_ROUTE, "10.244.0.0/24 lives on node-0")
                .hop("node/node-0", "eth0", 250)
                .step(StepKind.UN_NAT, "the entry of 10.0.12.7:80 is undone")
                .source(SERVICE)
                .hop("pod/shop/client", "eth0", 10)
                .step(StepKind.DELIVER, "the connecting socket")
                .end(Disposition.DELIVERED, null, "pod/shop/client:41022");
    }

    private static PacketEvent event(Trace trace, String label) {
        return new PacketEvent(trace.direction(), label, trace.sent(), trace.end(), trace.duration());
    }

    private static PacketEvent again(Trace trace, String label, long atMicros) {
        long start = atMicros * 1_000;
        Trace.Span span = new Trace.Span(start, start + trace.duration().lengthNanos());
        return new PacketEvent(trace.direction(), label, trace.sent(), trace.end(), span);
    }

    private static FiveTuple tcp(String source, String destination) {
        return new FiveTuple(Protocol.TCP, TraceBuilder.parse(source), TraceBuilder.parse(destination));
    }
}
