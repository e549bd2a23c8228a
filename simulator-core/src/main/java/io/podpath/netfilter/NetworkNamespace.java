package io.podpath.netfilter;

import io.podpath.element.Bridge;
import io.podpath.element.ElementContext;
import io.podpath.element.Host;
import io.podpath.element.Route;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import io.podpath.model.PacketMark;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.SocketReason;
import io.podpath.trace.StepKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Linux network namespace: a node, a pod, a plain machine.
 *
 * <p>A packet that arrives passes PREROUTING, gets its route, and goes to a socket through INPUT or on through FORWARD
 * and POSTROUTING. A packet a process sends gets its route, passes OUTPUT, is routed again if that changed it, and
 * leaves through POSTROUTING; if it is for the namespace itself it comes back over {@code lo}.
 *
 * <p><i>Models:</i> the hooks in order, routing in the right places, reverse-path filter, martians, TTL, MTU and
 * fragments, ICMP errors, bridged frames that cross the rules. <i>Does not model:</i> ARP itself, the cache of path
 * MTUs, ICMP rate limits, policy routing; of IPv6 neighbour discovery, router advertisements and the link-local address
 * that every interface has.
 *
 * <p><i>Source:</i> Linux {@code net/ipv4/ip_input.c}, {@code ip_forward.c}, {@code ip_output.c}, {@code
 * fib_frontend.c}; {@code net/ipv6/ip6_input.c}, {@code ip6_output.c}, {@code route.c} ({@code ip6_pkt_discard}); {@code
 * net/bridge/br_netfilter_hooks.c}.
 */
public final class NetworkNamespace implements Host {

    /** The interface of packets to oneself. */
    static final String LOOPBACK = "lo";

    private final NamespaceState state;
    private final @Nullable BridgedPath bridgedPath;
    /** An error just made by a rule, and the connection of the packet it reports on. */
    private @Nullable Packet pendingError;

    private Conntrack.@Nullable Tracked pendingErrorConnection;

    /** A namespace of this kind, with no connections yet. */
    public NetworkNamespace(NamespaceConfig config) {
        this.state = new NamespaceState(config);
        Bridge bridge = config.ip().bridge();
        this.bridgedPath = bridge == null ? null : new BridgedPath(bridge, this);
    }

    @Override
    public Optional<IpAddress> selectSource(IpAddress destination) {
        if (state.addresses().contains(destination)) {
            return Optional.of(destination);
        }
        return state.config().ip().routes().find(destination).map(route -> state.sourceTowards(destination));
    }

    @Override
    public void open(FiveTuple opening) {
        state.sockets().open(opening);
    }

    /** What makes it what it is: interfaces, routes, settings, rules, sockets. */
    public NamespaceConfig config() {
        return state.config();
    }

    /** Asks for the rules again before the next packet: somebody has changed them. Connections keep their translations. */
    public void rulesChanged() {
        state.forgetRules();
    }

    /** The connections tracked now. */
    public ConntrackTable conntrack() {
        return state.conntrack().table();
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        if (context.inInterface().equals(ElementContext.LOCAL)) {
            return send(packet, context);
        }
        Packet received = packet.withMark(PacketMark.NONE);
        StepWriter steps = new StepWriter(context);
        Optional<Verdict> malformed = ReceiveChecks.checkHeader(received, steps);
        if (malformed.isPresent()) {
            return malformed.get();
        }
        Traversal traversal = new Traversal(state, context, received).reinjectedBy(reinjection(received, steps));
        if (bridgedPath != null && bridgedPath.isPort(context.inInterface())) {
            return bridgedPath.receive(traversal, context, steps);
        }
        traversal.on(context.inInterface(), "");
        Optional<Verdict> end = traversal.pass(Hook.PREROUTING);
        return end.orElseGet(() -> routeReceived(traversal, context.inInterface(), steps));
    }

    /** The routing decision for a received packet: martians, own addresses, reverse path, forwarding. */
    Verdict routeReceived(Traversal traversal, String inInterface, StepWriter steps) {
        Packet packet = traversal.packet();
        Optional<Verdict> bad = ReceiveChecks.check(state, packet, inInterface, steps);
        if (bad.isPresent()) {
            return bad.get();
        }
        if (state.addresses().contains(packet.destination().address())) {
            traversal.on(inInterface, "");
            return deliver(traversal, steps);
        }
        return forward(traversal, inInterface, steps);
    }

    private Verdict forward(Traversal traversal, String inInterface, StepWriter steps) {
        Packet packet = traversal.packet();
        if (!state.config().sysctls().ipForward()) {
            return steps.drop(packet, Disposition.DENIED, RoutingReason.ROUTE_FORWARDING_OFF, "not its address");
        }
        Optional<Route> route = findRoute(packet, steps);
        if (route.isEmpty()) {
            return replyWithError(traversal, IcmpError.Kind.NETWORK_UNREACHABLE, noRoute(packet, steps));
        }
        if (route.get().kind() != Route.Kind.UNICAST) {
            return refuse(traversal, route.get(), steps);
        }
        String out = route.get().outInterface();
        Optional<Verdict> unfit = refuseToForward(traversal, out, steps);
        if (unfit.isPresent()) {
            return unfit.get();
        }
        traversal.setPacket(packet.withTtlHops(packet.ttlHops() - 1));
        Optional<Verdict> end = traversal.on(inInterface, out).pass(Hook.FORWARD);
        return end.isPresent()
                ? rememberError(traversal, end.get())
                : transmit(traversal, inInterface, route.get(), steps);
    }

    /** A packet that has no hop left, or is too large for the next link. */
    private Optional<Verdict> refuseToForward(Traversal traversal, String out, StepWriter steps) {
        Packet packet = traversal.packet();
        if (packet.ttlHops() <= 1) {
            String detail = packet.family() == IpFamily.IPV4 ? "TTL is 1" : "hop limit is 1";
            Verdict.Drop end = steps.drop(packet, Disposition.TTL_EXPIRED, RoutingReason.ROUTE_TTL_EXPIRED, detail);
            return Optional.of(replyWithError(traversal, IcmpError.Kind.TIME_EXCEEDED, end));
        }
        if (state.linkFit().refusesToForward(packet, out)) {
            String detail = state.linkFit().describe(packet, out);
            Verdict.Drop end = steps.drop(packet, Disposition.MTU_EXCEEDED, RoutingReason.ROUTE_MTU, detail);
            return Optional.of(replyWithMtu(traversal, out, end));
        }
        return Optional.empty();
    }

    private Traversal.Reinjection reinjection(Packet packet, StepWriter steps) {
        return state.rules(packet.family()).hasInterceptors()
                ? (traversal, before) -> sendRedirected(traversal, before, steps)
                : Traversal.Reinjection.NONE;
    }

    /**
     * A packet that IPVS turned towards another machine: routed, one hop older even if a local process sent it, then OUTPUT
     * and POSTROUTING.
     *
     * <p><i>Source:</i> Linux {@code net/netfilter/ipvs/ip_vs_xmit.c}, {@code __ip_vs_get_out_rt}, {@code
     * ip_vs_nat_send_or_cont}.
     */
    private Verdict sendRedirected(Traversal traversal, Packet before, StepWriter steps) {
        Packet packet = traversal.packet();
        Optional<Route> route = findRoute(packet, steps);
        traversal.setPacket(before); // errors are sent before the packet is rewritten
        if (route.isEmpty()) {
            String detail = "no route to " + packet.destination().address();
            Verdict.Drop end = steps.drop(before, Disposition.NO_ROUTE, RoutingReason.ROUTE_NONE, detail);
            return replyWithError(traversal, IcmpError.Kind.HOST_UNREACHABLE, end);
        }
        String out = route.get().outInterface();
        Optional<Verdict> unfit = refuseToForward(traversal, out, steps);
        if (unfit.isPresent()) {
            return unfit.get();
        }
        traversal.setPacket(packet.withTtlHops(packet.ttlHops() - 1));
        Optional<Verdict> end = traversal.on("", out).pass(Hook.OUTPUT);
        return end.isPresent() ? rememberError(traversal, end.get()) : transmit(traversal, "", route.get(), steps);
    }

    /** A route that leads nowhere; all kinds but a black hole tell the sender. */
    private Verdict refuse(Traversal traversal, Route route, StepWriter steps) {
        Verdict.Drop end = nowhere(traversal.packet(), route, steps);
        return switch (route.kind()) {
            // IPv6 has one answer for this and for no route at all.
            case UNREACHABLE ->
                replyWithError(
                        traversal,
                        end.packet().family() == IpFamily.IPV4
                                ? IcmpError.Kind.HOST_UNREACHABLE
                                : IcmpError.Kind.NETWORK_UNREACHABLE,
                        end);
            case PROHIBIT -> replyWithError(traversal, IcmpError.Kind.ADMINISTRATIVELY_PROHIBITED, end);
            case BLACKHOLE, UNICAST -> end;
        };
    }

    private static Verdict.Drop nowhere(Packet packet, Route route, StepWriter steps) {
        return steps.drop(packet, Disposition.NULL_ROUTED, RoutingReason.ROUTE_NULL, "the route is: " + route);
    }

    /** POSTROUTING and out; onto a bridge the frame goes to the port of the next hop. */
    private Verdict transmit(Traversal traversal, String inInterface, Route route, StepWriter steps) {
        String out = route.outInterface();
        Optional<Verdict> end = traversal.on(inInterface, out).pass(Hook.POSTROUTING);
        if (end.isPresent()) {
            return end.get();
        }
        Packet packet = traversal.packet();
        if (inInterface.isEmpty() && state.linkFit().refusesToLeave(packet, out)) {
            return replyWithMtu(traversal, out, state.linkFit().tooLong(packet, out, steps));
        }
        if (bridgedPath != null && bridgedPath.isBridge(out)) {
            IpAddress nextHop = route.findGateway().orElse(packet.destination().address());
            Optional<String> port = bridgedPath.findPort(nextHop);
            if (port.isEmpty()) {
                return neighbourMissing(traversal, nextHop, out, steps);
            }
            return new Verdict.Forward(state.linkFit().leave(traversal, out, steps), port.get());
        }
        return new Verdict.Forward(state.linkFit().leave(traversal, out, steps), out);
    }

    /**
     * Out of a port of the bridge, for a frame that came from another one. What does not fit and may not be cut ends here;
     * an IPv6 sender is told, an IPv4 sender is not.
     *
     * <p><i>Source:</i> Linux {@code br_nf_dev_queue_xmit}, {@code br_nf_ip_fragment}; {@code ip6_fragment}.
     */
    Verdict leaveBridge(Traversal traversal, String bridge, String port, StepWriter steps) {
        Packet packet = traversal.packet();
        if (!state.linkFit().refusesToSwitch(packet, bridge, traversal.isAssembled())) {
            return new Verdict.Forward(state.linkFit().leave(traversal, bridge, steps), port);
        }
        String detail = state.linkFit().describe(packet, bridge);
        Verdict.Drop end = steps.drop(packet, Disposition.MTU_EXCEEDED, RoutingReason.BRIDGE_MTU, detail);
        return packet.family() == IpFamily.IPV4 ? end : replyWithMtu(traversal, bridge, end);
    }

    private Verdict neighbourMissing(Traversal traversal, IpAddress nextHop, String out, StepWriter steps) {
        String detail = "nobody answers for " + nextHop + " on " + out;
        Verdict.Drop drop = steps.drop(
                traversal.packet(), Disposition.NEIGHBOUR_UNREACHABLE, RoutingReason.ROUTE_NEIGHBOUR, detail);
        return replyWithError(traversal, IcmpError.Kind.HOST_UNREACHABLE, drop);
    }

    /** INPUT and the socket. */
    private Verdict deliver(Traversal traversal, StepWriter steps) {
        Optional<Verdict> end = traversal.pass(Hook.INPUT);
        if (end.isPresent()) {
            return rememberError(traversal, end.get());
        }
        Packet packet = state.linkFit().deliver(traversal, steps);
        Optional<String> socket = state.sockets().find(packet);
        if (socket.isPresent()) {
            steps.write(StepKind.DELIVER, "delivered to " + socket.get(), packet);
            return new Verdict.Deliver(packet, socket.get());
        }
        String detail = "nothing listens on " + packet.protocol().lowerCaseName() + " port "
                + packet.destination().port();
        if (packet.tcpFlags() == TcpFlags.RST || packet.findIcmpError().isPresent() || packet.echoType() != null) {
            return steps.drop(
                    packet, Disposition.NO_SESSION, SocketReason.SOCKET_UNEXPECTED, "no such connection here");
        }
        Verdict.Drop closed = steps.reject(
                packet, new Verdict.Drop(packet, Disposition.REJECTED, SocketReason.SOCKET_CLOSED, detail));
        if (packet.protocol() == Protocol.TCP) {
            return new Verdict.Reply(Packet.tcp(packet.tuple().reply(), TcpFlags.RST, 0), closed);
        }
        // UDP has let go of the connection by now (nf_reset_ct in __udp4_lib_rcv), so the error is tracked like any
        // other.
        IcmpError error = new IcmpError(IcmpError.Kind.PORT_UNREACHABLE, packet.tuple());
        return new Verdict.Reply(Packet.icmpError(traversal.errorSource(), error), closed);
    }

    /** A packet of a local process. */
    private Verdict send(Packet packet, ElementContext context) {
        StepWriter steps = new StepWriter(context);
        Traversal traversal = new Traversal(state, context, packet).reinjectedBy(reinjection(packet, steps));
        if (packet.equals(pendingError)) {
            traversal.attach(pendingErrorConnection);
        }
        pendingError = null;
        pendingErrorConnection = null;
        boolean toSelf = state.addresses().contains(packet.destination().address());
        Optional<Route> route = toSelf ? Optional.empty() : findRoute(packet, steps);
        if (!toSelf && route.isEmpty()) {
            return noRoute(packet, steps);
        }
        if (route.isPresent() && route.get().kind() != Route.Kind.UNICAST) {
            return nowhere(packet, route.get(), steps);
        }
        String out = route.map(Route::outInterface).orElse(LOOPBACK);
        if (state.linkFit().refusesToLeave(packet, out)) {
            return state.linkFit().tooLong(packet, out, steps);
        }
        traversal.setPacket(state.linkFit().decideToForbid(packet, out));
        Optional<Verdict> end = traversal.on("", out).pass(Hook.OUTPUT);
        if (end.isPresent()) {
            return rememberError(traversal, end.get());
        }
        return sendRouted(traversal, packet, route, steps);
    }

    private Verdict sendRouted(Traversal traversal, Packet before, Optional<Route> first, StepWriter steps) {
        Packet packet = traversal.packet();
        Optional<Route> route = first;
        boolean rerouted =
                !packet.destination().address().equals(before.destination().address());
        boolean toSelf = state.addresses().contains(packet.destination().address());
        if (rerouted && !toSelf) {
            route = findRoute(packet, steps);
            if (route.isEmpty()) {
                return noRoute(packet, steps);
            }
            if (route.get().kind() != Route.Kind.UNICAST) {
                return nowhere(packet, route.get(), steps);
            }
        }
        if (!toSelf && route.isPresent()) {
            return transmit(traversal, "", route.get(), steps);
        }
        Optional<Verdict> end = traversal.on("", LOOPBACK).pass(Hook.POSTROUTING);
        if (end.isPresent()) {
            return end.get();
        }
        // Over lo the packet keeps its connection and its mark, so neither tracking nor nat is asked again.
        end = traversal.on(LOOPBACK, "").pass(Hook.PREROUTING);
        return end.isPresent() ? rememberError(traversal, end.get()) : deliver(traversal, steps);
    }

    private Optional<Route> findRoute(Packet packet, StepWriter steps) {
        Optional<Route> route =
                state.config().ip().routes().find(packet.destination().address());
        route.ifPresent(found -> steps.route(packet, found, state.config().ip().routes()));
        return route;
    }

    private static Verdict.Drop noRoute(Packet packet, StepWriter steps) {
        String detail = "no route to " + packet.destination().address();
        return steps.drop(packet, Disposition.NO_ROUTE, RoutingReason.ROUTE_NONE, detail);
    }

    /** Tells the sender by ICMP; an error is never answered with an error. */
    Verdict replyWithError(Traversal traversal, IcmpError.Kind kind, Verdict.Drop end) {
        return replyWith(traversal, new IcmpError(kind, end.packet().tuple()), end);
    }

    private Verdict replyWithMtu(Traversal traversal, String out, Verdict.Drop end) {
        int mtuBytes = state.addresses().mtuBytes(out);
        return replyWith(traversal, IcmpError.fragmentationNeeded(end.packet().tuple(), mtuBytes), end);
    }

    private Verdict replyWith(Traversal traversal, IcmpError error, Verdict.Drop end) {
        if (end.packet().findIcmpError().isPresent()) {
            return end;
        }
        Packet answer = Packet.icmpError(traversal.errorSource(), error);
        return rememberError(traversal, new Verdict.Reply(answer, end));
    }

    /** An error or reset travels on the connection of the packet it reports on, in the other direction. */
    Verdict rememberError(Traversal traversal, Verdict verdict) {
        if (verdict instanceof Verdict.Reply reply) {
            Conntrack.Tracked known = traversal.tracked();
            pendingError = reply.answer();
            pendingErrorConnection = known == null || known.entry() == null
                    ? null
                    : new Conntrack.Tracked(known.entry(), !known.isReply(), ConntrackState.RELATED);
        }
        return verdict;
    }
}
