package io.podpath.netfilter;

import io.podpath.element.Choices;
import io.podpath.element.ElementContext;
import io.podpath.element.Route;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.PacketMark;
import io.podpath.netfilter.ipset.IpSets;
import io.podpath.trace.ConntrackReason;
import io.podpath.trace.Disposition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One packet's way through the hooks of a namespace.
 *
 * <p>Holds what the kernel keeps beside the packet: the interfaces, the hook, and the connection it belongs to. Each
 * hook runs raw, connection tracking, mangle, nat and filter in the kernel's order; a hook either lets the packet pass
 * (possibly rewritten) or ends it with a verdict.
 */
final class Traversal implements MatchContext {

    private final NamespaceState state;
    private final ElementContext context;
    private final HookRecorder recorder;
    private Packet packet;
    private Hook hook = Hook.PREROUTING;
    private String inInterface = "";
    private String outInterface = "";
    private String bridgeInPort = "";
    private String bridgeOutPort = "";
    private Conntrack.@Nullable Tracked tracked;

    Traversal(NamespaceState state, ElementContext context, Packet packet) {
        this.state = state;
        this.context = context;
        this.packet = packet;
        this.recorder = new HookRecorder(context, state.config().ruleMeaning());
    }

    Packet packet() {
        return packet;
    }

    void setPacket(Packet newPacket) {
        packet = newPacket;
    }

    Traversal on(String newInInterface, String newOutInterface) {
        inInterface = newInInterface;
        outInterface = newOutInterface;
        return this;
    }

    Conntrack.@Nullable Tracked tracked() {
        return tracked;
    }

    /** Gives the packet a connection from elsewhere: an error takes that of the packet it reports on. */
    void attach(Conntrack.@Nullable Tracked known) {
        tracked = known;
    }

    /** Runs the packet through a hook; a verdict ends its way here. */
    Optional<Verdict> pass(Hook next) {
        hook = next;
        if (!state.hasRules()) {
            return Optional.empty();
        }
        Verdict end = switch (next) {
            case PREROUTING -> arrive();
            case OUTPUT -> first(first(arrive(), Table.FILTER), Table.SECURITY);
            case INPUT -> leave(first(first(filter(Table.MANGLE), Table.FILTER), Table.SECURITY));
            case FORWARD -> first(first(filter(Table.MANGLE), Table.FILTER), Table.SECURITY);
            case POSTROUTING -> leave(filter(Table.MANGLE));
        };
        return Optional.ofNullable(end);
    }

    private @Nullable Verdict arrive() {
        Verdict end = filter(Table.RAW);
        if (end == null && tracked == null) {
            tracked = state.conntrack().track(packet, context.nowNanos());
            recorder.tracked(packet, tracked);
            if (tracked.equals(Conntrack.Tracked.TABLE_FULL)) {
                return drop(Disposition.CONNTRACK_FULL, ConntrackReason.CT_TABLE_FULL, "no room for " + packet.tuple());
            }
        }
        end = first(end, Table.MANGLE);
        return end != null ? end : translate(Manipulation.DESTINATION);
    }

    private @Nullable Verdict leave(@Nullable Verdict ended) {
        Verdict end = ended != null ? ended : translate(Manipulation.SOURCE);
        return end != null ? end : confirm();
    }

    private @Nullable Verdict first(@Nullable Verdict ended, Table table) {
        return ended != null ? ended : filter(table);
    }

    /** Runs one of the tables raw, mangle and filter. */
    private @Nullable Verdict filter(Table table) {
        if (!state.usesHook(table, hook)) {
            return null;
        }
        TraversalLog log = recorder.newLog();
        Packet before = packet;
        TableVerdict verdict = new TableTraversal(state.ruleset(), table, this, log).run(packet);
        packet = verdict.packet();
        recorder.table(hook, table, before, packet, verdict, log);
        if (verdict.target() instanceof Target.Drop) {
            return recorder.dropped(packet, verdict);
        }
        if (verdict.target() instanceof Target.Reject reject) {
            return recorder.rejected(packet, verdict, reject.with(), errorSource());
        }
        if (verdict.target() instanceof Target.Reset) {
            return recorder.reset(packet, verdict);
        }
        if (verdict.target() instanceof Target.Undecided undecided) {
            return recorder.undecided(packet, verdict, undecided.why());
        }
        return null;
    }

    private @Nullable Verdict translate(Manipulation manipulation) {
        Conntrack.Tracked known = tracked;
        if (known == null || known.entry() == null) {
            return null;
        }
        ConntrackEntry entry = known.entry();
        if (known.state() == ConntrackState.NEW && !known.isReply() && !entry.isDecided(manipulation)) {
            Verdict end = decide(entry, manipulation);
            if (end != null) {
                return end;
            }
        }
        Packet before = packet;
        packet = Nat.apply(packet, entry, known.isReply(), manipulation);
        recorder.translated(before, packet, known);
        return null;
    }

    /** Asks the nat table where the connection goes; without an answer the tuple still has to be unique. */
    private @Nullable Verdict decide(ConntrackEntry entry, Manipulation manipulation) {
        NatRange range = NatRange.keep();
        if (state.usesHook(Table.NAT, hook)) {
            TraversalLog log = recorder.newLog();
            Packet before = packet;
            TableVerdict verdict = new TableTraversal(state.ruleset(), Table.NAT, this, log).run(packet);
            packet = verdict.packet();
            recorder.table(hook, Table.NAT, before, packet, verdict, log);
            if (verdict.target() instanceof Target.Undecided undecided) {
                return recorder.undecided(packet, verdict, undecided.why());
            }
            if (verdict.target() instanceof Target.Drop) {
                return recorder.dropped(packet, verdict);
            }
            Optional<NatRange> asked = NatTargets.range(verdict.target(), packet, this, state);
            if (asked.isEmpty()) {
                return drop(
                        Disposition.DENIED,
                        ConntrackReason.CT_NO_ADDRESS,
                        inInterface + " has no address to redirect to");
            }
            range = asked.get();
        }
        Optional<FiveTuple> translated = new TupleAllocator(state.conntrack().table(), choices(), nowNanos())
                .translate(entry, manipulation, range);
        if (translated.isEmpty()) {
            return drop(Disposition.SNAT_EXHAUSTED, ConntrackReason.CT_NO_PORT, "no free port for " + packet.tuple());
        }
        entry.decide(manipulation, translated.get());
        return null;
    }

    private @Nullable Verdict confirm() {
        Conntrack.Tracked known = tracked;
        if (known == null || known.entry() == null || known.entry().isConfirmed() || known.isReply()) {
            return null;
        }
        if (known.state() != ConntrackState.NEW) {
            return null;
        }
        boolean entered = state.conntrack().table().confirm(known.entry(), context.nowNanos());
        return entered ? null : drop(Disposition.DENIED, ConntrackReason.CT_CLASH, "tuple already in use");
    }

    private Verdict drop(Disposition disposition, ConntrackReason reason, String detail) {
        return recorder.dropped(packet, disposition, reason, detail);
    }

    /** An error about a packet for the namespace comes from the address it was sent to, else from the way back. */
    IpAddress errorSource() {
        IpAddress destination = packet.destination().address();
        return isLocal(destination)
                ? destination
                : state.sourceTowards(packet.source().address());
    }

    @Override
    public Hook hook() {
        return hook;
    }

    @Override
    public String inInterface() {
        return inInterface;
    }

    @Override
    public String outInterface() {
        return outInterface;
    }

    @Override
    public boolean hasState(ConntrackState wanted) {
        Conntrack.Tracked known = tracked;
        if (known == null) {
            return wanted == ConntrackState.UNTRACKED;
        }
        ConntrackEntry entry = known.entry();
        return switch (wanted) {
            case SNAT -> entry != null && entry.isTranslated(Manipulation.SOURCE);
            case DNAT -> entry != null && entry.isTranslated(Manipulation.DESTINATION);
            case INVALID, NEW, RELATED, ESTABLISHED, UNTRACKED -> known.state() == wanted;
        };
    }

    @Override
    public boolean isLocal(IpAddress address) {
        return state.addresses().contains(address);
    }

    @Override
    public Choices choices() {
        return context.choices();
    }

    @Override
    public RecentLists recentLists() {
        return state.recentLists();
    }

    /** The ports of the bridge that switches the packet. */
    Traversal bridged(String inPort, String outPort) {
        bridgeInPort = inPort;
        bridgeOutPort = outPort;
        return this;
    }

    @Override
    public String bridgeInPort() {
        return bridgeInPort;
    }

    @Override
    public String bridgeOutPort() {
        return bridgeOutPort;
    }

    @Override
    public AddressType addressType(IpAddress address) {
        return state.addresses().type(address);
    }

    @Override
    public boolean isLocalOn(IpAddress address, String interfaceName) {
        return state.addresses().isOn(address, interfaceName);
    }

    @Override
    public Optional<String> interfaceTowards(IpAddress address) {
        return state.config().ip().routes().find(address).map(Route::outInterface);
    }

    @Override
    public Optional<PacketMark> connectionMark() {
        Conntrack.Tracked known = tracked;
        return known == null || known.entry() == null
                ? Optional.empty()
                : Optional.of(known.entry().mark());
    }

    @Override
    public void setConnectionMark(PacketMark mark) {
        if (tracked != null && tracked.entry() != null) {
            tracked.entry().setMark(mark);
        }
    }

    @Override
    public void untrack() {
        tracked = tracked == null ? Conntrack.Tracked.UNTRACKED : tracked;
    }

    @Override
    public LimitBuckets limitBuckets() {
        return state.limitBuckets();
    }

    @Override
    public IpSets ipSets() {
        return state.ruleset().ipSets();
    }

    @Override
    public long nowNanos() {
        return context.nowNanos();
    }
}
