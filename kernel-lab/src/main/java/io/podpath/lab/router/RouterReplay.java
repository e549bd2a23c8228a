package io.podpath.lab.router;

import io.podpath.element.ElementContext;
import io.podpath.element.NetworkInterface;
import io.podpath.element.PlainContext;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.element.Verdict;
import io.podpath.lab.trace.KernelPacket;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.lab.trace.KernelTraversal.Entry;
import io.podpath.lab.trace.MatchedRule;
import io.podpath.lab.trace.PacketKind;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.netfilter.ConntrackTable;
import io.podpath.netfilter.IpConfiguration;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.netfilter.NamespaceConfig;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.NetworkNamespace;
import io.podpath.netfilter.RuleMeaning;
import io.podpath.netfilter.Sysctls;
import io.podpath.trace.Disposition;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.TraceRecorder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts every packet the kernel's router handled into podpath's router and says where the two differ: the rules matched,
 * the packet that comes out, the interface it leaves by, who is told what.
 *
 * <p>Packets are taken from the kernel, not from podpath, so that one difference does not breed others.
 */
final class RouterReplay implements TraceRecorder {

    private static final Pattern LINE_OF_FILE = Pattern.compile(" \\(line \\d+\\)$");

    private final NetworkNamespace router;
    private NamespaceRules rules;
    private KernelChoices choices;
    private final List<String> matched = new ArrayList<>();
    private final List<Packet> announced = new ArrayList<>();
    private final Map<String, Packet> lastSent = new HashMap<>();
    private final Map<IpAddress, Packet> lastDelivered = new HashMap<>();

    RouterReplay(RouterRules first) {
        this.rules = first.compile();
        this.choices = new KernelChoices(first.questions());
        List<NetworkInterface> interfaces = new ArrayList<>();
        List<Route> routes = new ArrayList<>();
        List<String> own = LabHost.ROUTER.addresses(first.family());
        add(interfaces, routes, LabHost.CLIENT_SIDE, IpAddress.parse(own.get(0)));
        add(interfaces, routes, LabHost.SERVER_SIDE, IpAddress.parse(own.get(1)));
        List<ListeningSocket> sockets = new ArrayList<>();
        RouterLab.UDP_PORTS.forEach(port -> sockets.add(new ListeningSocket(Protocol.UDP, port, "responder")));
        RouterLab.TCP_PORTS.forEach(port -> sockets.add(new ListeningSocket(Protocol.TCP, port, "responder")));
        router = new NetworkNamespace(new NamespaceConfig(
                "router",
                new IpConfiguration(interfaces, new RoutingTable(routes), null),
                new Sysctls(true, 0, false),
                () -> rules,
                RuleMeaning.LITERAL,
                sockets));
    }

    private static void add(List<NetworkInterface> interfaces, List<Route> routes, String name, IpAddress address) {
        NetworkInterface.Address own = new NetworkInterface.Address(address, LabHost.linkPrefix(address.family()));
        interfaces.add(NetworkInterface.of(name, own));
        routes.add(Route.onLink(own.connectedPrefix(), name));
    }

    /** Gives the router other rules; it keeps its connections. */
    void change(RouterRules next) {
        rules = next.compile();
        choices = new KernelChoices(next.questions());
        router.rulesChanged();
    }

    /** The connections podpath tracks. */
    ConntrackTable conntrack() {
        return router.conntrack();
    }

    /** Replays one packet; says how the two differ, if they do. */
    Optional<String> replay(KernelTraversal kernel) {
        Optional<Packet> arrived = arrival(kernel);
        if (arrived.isEmpty()) {
            return Optional.of("podpath does not send this, it announced " + announced);
        }
        Packet packet = arrived.get();
        boolean sent = kernel.entry() == Entry.SENT;
        String in = sent ? ElementContext.LOCAL : kernel.first().inInterface();
        if (sent && kernel.first().kind().opens()) {
            router.open(packet.tuple());
        }
        choices.follow(kernel);
        matched.clear();
        Verdict verdict = router.process(packet, from(in));
        List<String> rules = kernel.rules().stream().map(MatchedRule::where).toList();
        String difference = rules.equals(matched) ? "" : "podpath matches " + matched + "; ";
        difference += verdict.fold(new EndComparison(kernel));
        if (verdict instanceof Verdict.Forward forward) {
            lastSent.put(forward.outInterface(), forward.packet());
        } else if (verdict instanceof Verdict.Deliver deliver) {
            lastDelivered.put(deliver.packet().source().address(), deliver.packet());
        } else if (verdict instanceof Verdict.Reply reply) {
            announced.add(reply.answer());
        }
        return difference.isEmpty() ? Optional.empty() : Optional.of(difference);
    }

    private Optional<Packet> arrival(KernelTraversal kernel) {
        KernelPacket first = kernel.first();
        boolean isError = first.kind().isError();
        if (kernel.entry() == Entry.SENT) {
            Optional<Packet> answer = takeAnnounced(first);
            return answer.isPresent() ? answer : isError ? errorOfClosedSocket(first) : Optional.of(first.toPacket());
        }
        if (!isError) {
            return Optional.of(first.toPacket());
        }
        // The trace does not show what an error quotes: it is about the packet last sent there.
        return Optional.ofNullable(lastSent.get(first.inInterface()))
                .map(about -> Packet.icmpError(
                                first.tuple().source().address(),
                                new IcmpError(first.kind().errorKind(), about.tuple()))
                        .withTtlHops(first.ttlHops()));
    }

    /** The kernel's sockets are closed when their patience ends, podpath's stay open: a late answer finds nobody there. */
    private Optional<Packet> errorOfClosedSocket(KernelPacket sent) {
        return Optional.ofNullable(lastDelivered.get(sent.tuple().destination().address()))
                .filter(late -> sent.kind() == PacketKind.PORT_UNREACHABLE)
                .map(late -> Packet.icmpError(
                        sent.tuple().source().address(), new IcmpError(IcmpError.Kind.PORT_UNREACHABLE, late.tuple())));
    }

    /** The answer podpath has announced, if the kernel now sends the same. */
    private Optional<Packet> takeAnnounced(KernelPacket sent) {
        for (Packet candidate : announced) {
            if (PacketKind.of(candidate) == sent.kind() && candidate.tuple().equals(sent.tuple())) {
                announced.remove(candidate);
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** An answer podpath announced and the kernel never sent. */
    Optional<String> findUnsent() {
        announced.removeIf(this::cannotBeSeen);
        Optional<String> unsent = announced.isEmpty()
                ? Optional.empty()
                : Optional.of("podpath answers " + announced + ", the kernel does not");
        announced.clear();
        return unsent;
    }

    /**
     * Whether the lab would not see the answer even if the kernel gave it: the kernel limits errors about missing routes for
     * the whole machine ({@code net.ipv4.route.error_cost}, which no namespace can change), and to an address that only a
     * translation made up nothing can be sent.
     */
    private boolean cannotBeSeen(Packet answer) {
        if (PacketKind.of(answer) == PacketKind.NETWORK_UNREACHABLE) {
            return true;
        }
        return router.process(answer, from(ElementContext.LOCAL)) instanceof Verdict.Drop drop
                && drop.disposition() == Disposition.NO_ROUTE;
    }

    private ElementContext from(String inInterface) {
        return new PlainContext(inInterface, 0, choices, this);
    }

    @Override
    public boolean isRecording() {
        return true;
    }

    @Override
    public void record(Step step) {
        // Only the rules matched are of interest.
    }

    @Override
    public void matched(RuleReference rule) {
        matched.add(LINE_OF_FILE.matcher(rule.where()).replaceFirst(""));
    }
}
