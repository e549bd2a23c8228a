package io.podpath.azure.firewall;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.azure.firewall.FirewallAnswer.Kind;
import io.podpath.azure.firewall.FirewallPolicy.DnatMatch;
import io.podpath.azure.resource.FirewallSpec;
import io.podpath.azure.snat.SnatSessions;
import io.podpath.azure.snat.SnatSupply;
import io.podpath.azure.snat.SnatTimers;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.trace.AzureFirewallReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Reason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Azure Firewall in its subnet.
 *
 * <pre>
 * vnet     -> session? -> sent on or un-translated
 *          -> SYN or datagram: DNAT rule, network rule, application rule -> hidden or not -> vnet | internet
 *          -> anything else: no session, dropped
 * internet -> session? -> un-translated -> vnet
 *          -> DNAT rule, under an address of the firewall's subnet -> vnet
 * </pre>
 *
 * <p><i>Models:</i> stateful sessions by interface, so that an answer must come back the way the request left; the order
 * of rules; network rules that hide the sender except towards private ranges, application rules that always do; DNAT that
 * hides the client behind the subnet and keeps its port; 2,496 source ports of each public address and instance. A new
 * flow takes one of the public addresses at random. With a NAT gateway on the subnet, or a route that leads elsewhere,
 * the firewall hides senders behind its private address only. <i>Does not model:</i> which instance takes a flow, so that
 * all share one pool of ports; the five minutes after which a silent session between private networks is forgotten; the
 * proxy behind application rules, which answers the handshake itself; TLS inspection, IDPS, DNS proxy, scaling.
 *
 * <p><i>Source:</i> Azure docs, Azure Firewall rule processing logic; SNAT private IP address ranges; Scale SNAT ports
 * with Azure NAT Gateway; Integrate Azure Firewall with Azure Standard Load Balancer; TCP session management and idle
 * timeout behavior; Azure Network Security blog, Azure Firewall NAT Behaviors.
 */
public final class AzureFirewall implements Element {

    /** The interface towards the virtual network. */
    public static final String VNET = "vnet";

    /** The interface towards the internet's edge. */
    public static final String INTERNET = "internet";

    /** Azure runs at least two. */
    static final int INSTANCES = 2;

    /** Towards the internet: Azure docs, Azure Firewall TCP session management (2025-03-25). */
    private static final int IDLE_MINUTES = 4;

    private final FirewallSpec spec;
    private final FirewallPlace place;
    private final FirewallPolicy policy;
    private final SnatSessions ports =
            new SnatSessions(SnatSupply.firewall(INSTANCES), SnatTimers.natGateway(IDLE_MINUTES));
    private final Map<Key, FirewallSession> byArrived = new HashMap<>();
    private final Map<Key, FirewallSession> byReply = new HashMap<>();

    /** A flow as seen on an interface. */
    private record Key(String side, FiveTuple tuple) {}

    /**
     * A firewall without sessions.
     *
     * @param spec as declared
     * @param place where it stands
     * @param names the names of destinations, as far as they are known
     */
    public AzureFirewall(FirewallSpec spec, FirewallPlace place, Map<IpAddress, List<String>> names) {
        this.spec = spec;
        this.place = place;
        this.policy = new FirewallPolicy(spec.name(), spec.rules(), names);
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        Key key = new Key(context.inInterface(), AddressRewrite.flowTuple(packet));
        FirewallSession known = byArrived.get(key);
        if (known != null && holdsPort(known, packet, context, true)) {
            return sendOn(packet, known, context);
        }
        FirewallSession answered = byReply.get(key);
        if (answered != null && holdsPort(answered, packet, context, false)) {
            return sendBack(packet, answered, context);
        }
        boolean opens =
                packet.findIcmpError().isEmpty() && (packet.tcpFlags() == null || packet.tcpFlags() == TcpFlags.SYN);
        if (!opens) {
            String detail = "firewall " + spec.name() + " has no session for " + packet + " from the "
                    + (context.inInterface().equals(VNET) ? "virtual network" : "internet");
            return drop(packet, Disposition.NO_SESSION, AzureFirewallReason.FW_NO_SESSION, detail, context);
        }
        Optional<DnatMatch> dnat = policy.findDnat(packet.tuple());
        if (dnat.isPresent()) {
            return publish(packet, dnat.get(), context);
        }
        if (context.inInterface().equals(INTERNET)) {
            String detail = "firewall " + spec.name() + " has no DNAT rule for " + packet.tuple();
            return drop(packet, Disposition.DENIED, AzureFirewallReason.FW_NO_DNAT_RULE, detail, context);
        }
        return filter(packet, context);
    }

    /** A sender behind a public address has a session as long as it holds a port there. */
    private boolean holdsPort(FirewallSession session, Packet packet, ElementContext context, boolean outward) {
        if (!session.hidden()) {
            return true;
        }
        long now = context.nowNanos();
        if (packet.findIcmpError().isPresent()) {
            return ports.findOwner(session.sent().reply(), now).isPresent();
        }
        return outward
                ? ports.find(packet.withTuple(session.translated()), now).isPresent()
                : ports.findOriginal(packet, now).isPresent();
    }

    private Verdict filter(Packet packet, ElementContext context) {
        FirewallAnswer answer = policy.decide(packet.tuple());
        String rule = answer.findRule()
                .map(reference -> reference.where())
                .orElse("firewall " + spec.name() + ": no rule matches, which denies");
        Steps.record(
                context,
                () -> Step.of(StepKind.FIREWALL, words(answer.verdict()) + " by " + rule, packet)
                        .by(answer.rule())
                        .considering(answer.considered()));
        return switch (answer.verdict()) {
            case ALLOWED -> forward(packet, answer.kind(), context);
            case DENIED ->
                new Verdict.Drop(
                        packet,
                        Disposition.DENIED,
                        AzureFirewallReason.FW_DENIED,
                        rule + (answer.kind() == Kind.NONE ? " " : " denies ") + packet.tuple());
            case UNKNOWN_TAG ->
                new Verdict.Drop(
                        packet,
                        Disposition.INSUFFICIENT_INFO,
                        ModelReason.MODEL_SERVICE_TAG,
                        rule + " hangs on a service tag whose contents podpath does not know");
            case UNKNOWN_NAME ->
                new Verdict.Drop(
                        packet,
                        Disposition.INSUFFICIENT_INFO,
                        AzureFirewallReason.FW_NAME_UNKNOWN,
                        rule + " hangs on the name of " + packet.destination().address() + ", which is not declared");
        };
    }

    private static String words(FirewallAnswer.Verdict verdict) {
        return switch (verdict) {
            case ALLOWED -> "allowed";
            case DENIED -> "denied";
            case UNKNOWN_TAG, UNKNOWN_NAME -> "undecided";
        };
    }

    /** Sends a new flow on: unchanged, behind the firewall's private address, or behind a public one. */
    private Verdict forward(Packet packet, Kind kind, ElementContext context) {
        IpAddress destination = packet.destination().address();
        boolean isPrivate = spec.privateRanges().stream().anyMatch(range -> range.contains(destination));
        if (kind == Kind.NETWORK && isPrivate) {
            return open(
                    packet,
                    packet.tuple(),
                    VNET,
                    false,
                    "the sender keeps its address, since the destination is in a private range",
                    context);
        }
        if (!place.leavesDirectly().test(destination)) {
            FiveTuple hidden = behindInstance(packet.tuple());
            return open(packet, hidden, VNET, false, "the sender hides behind " + place.instanceIp(), context);
        }
        return behindPublicIp(packet, packet.tuple(), context);
    }

    /** The client's port is kept unless another flow has it already. */
    private FiveTuple behindInstance(FiveTuple tuple) {
        FiveTuple hidden = tuple.withSource(tuple.source().withAddress(place.instanceIp()));
        while (byReply.containsKey(new Key(VNET, hidden.reply()))) {
            TransportAddress taken = hidden.source();
            hidden = hidden.withSource(taken.withPort(taken.port() == 65_535 ? 1_024 : taken.port() + 1));
        }
        return hidden;
    }

    private Verdict behindPublicIp(Packet packet, FiveTuple translated, ElementContext context) {
        if (packet.protocol() != Protocol.TCP && packet.protocol() != Protocol.UDP) {
            String detail = "firewall " + spec.name() + " hides TCP and UDP behind its public addresses, not "
                    + packet.protocol();
            return drop(packet, Disposition.DENIED, AzureFirewallReason.FW_SNAT_PROTOCOL, detail, context);
        }
        List<IpAddress> addresses = spec.publicIps();
        if (addresses.isEmpty()) {
            String detail = "firewall " + spec.name() + " has no public address";
            return drop(packet, Disposition.NO_ROUTE, AzureFirewallReason.FW_NO_PUBLIC_IP, detail, context);
        }
        int first = addresses.size() == 1
                ? 0
                : context.choices().pick(addresses.size(), "firewall " + spec.name() + ": which public address");
        for (int i = 0; i < addresses.size(); i++) {
            IpAddress address = addresses.get((first + i) % addresses.size());
            Optional<TransportAddress> source =
                    ports.translate(packet.withTuple(translated), address, context.nowNanos());
            if (source.isPresent()) {
                return open(
                        packet,
                        translated.withSource(source.get()),
                        INTERNET,
                        true,
                        "the sender hides behind a port of " + address,
                        context);
            }
        }
        String detail = "firewall " + spec.name() + ": all " + addresses.size() + " x "
                + SnatSupply.firewall(INSTANCES).capacity() + " source ports towards " + packet.destination()
                + " are in use";
        return drop(packet, Disposition.SNAT_EXHAUSTED, AzureFirewallReason.FW_SNAT_EXHAUSTED, detail, context);
    }

    private Verdict publish(Packet packet, DnatMatch match, ElementContext context) {
        FiveTuple inside = packet.tuple().withDestination(match.rule().translated());
        Packet changed = packet.withTuple(inside);
        Steps.record(
                context,
                () -> Step.of(
                                StepKind.DNAT,
                                "firewall " + spec.name() + " publishes "
                                        + match.rule().translated(),
                                packet)
                        .changedTo(changed)
                        .by(match.reference()));
        IpAddress target = inside.destination().address();
        if (place.leavesDirectly().test(target)) {
            return behindPublicIp(packet, inside, context);
        }
        return open(
                packet,
                behindInstance(inside),
                VNET,
                false,
                "the client hides behind " + place.instanceIp() + ", so that the answer comes back",
                context);
    }

    private Verdict open(Packet packet, FiveTuple sent, String to, boolean hidden, String why, ElementContext context) {
        FirewallSession session = new FirewallSession(packet.tuple(), context.inInterface(), sent, to, hidden);
        byArrived.put(new Key(session.from(), session.arrived()), session);
        byReply.put(new Key(to, sent.reply()), session);
        Packet before = packet.withTuple(packet.tuple().withDestination(sent.destination()));
        Packet changed = packet.withTuple(sent);
        Steps.record(
                context,
                () -> Step.of(StepKind.SNAT, "firewall " + spec.name() + ": " + why, before)
                        .changedTo(changed)
                        .withFact("a session is open; the answer must come back over the " + side(to)));
        return new Verdict.Forward(changed, to);
    }

    private static String side(String side) {
        return side.equals(VNET) ? "virtual network" : "firewall's public address";
    }

    private Verdict sendOn(Packet packet, FirewallSession session, ElementContext context) {
        Packet changed = AddressRewrite.withDestination(
                AddressRewrite.withSource(packet, session.sent().source()),
                session.sent().destination());
        Steps.record(
                context,
                () -> Step.of(StepKind.FIREWALL, "the session is known to firewall " + spec.name(), packet)
                        .changedTo(changed));
        return new Verdict.Forward(changed, session.to());
    }

    private Verdict sendBack(Packet packet, FirewallSession session, ElementContext context) {
        FiveTuple reply = session.arrived().reply();
        Packet changed =
                AddressRewrite.withDestination(AddressRewrite.withSource(packet, reply.source()), reply.destination());
        Steps.record(
                context,
                () -> Step.of(StepKind.UN_NAT, "the answer belongs to a session of firewall " + spec.name(), packet)
                        .changedTo(changed));
        return new Verdict.Forward(changed, session.from());
    }

    private static Verdict drop(
            Packet packet, Disposition disposition, Reason reason, String detail, ElementContext context) {
        Steps.record(context, () -> Step.of(StepKind.FIREWALL, detail, packet));
        return new Verdict.Drop(packet, disposition, reason, detail);
    }
}
