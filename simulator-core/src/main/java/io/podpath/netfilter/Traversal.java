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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One packet's way through the hooks of a namespace.
 *
 * <p>Holds what the kernel keeps beside the packet: the interfaces, the hook, and the connection it belongs to. Each
 * hook runs the stages of its {@link HookPipeline} in order; it either lets the packet pass (possibly rewritten) or ends
 * it with a verdict.
 */
final class Traversal implements MatchContext {

    private final NamespaceState state;
    private final NamespaceRules rules;
    private final ElementContext context;
    private final HookRecorder recorder;
    private Packet packet;
    private Hook hook = Hook.PREROUTING;
    private String inInterface = "";
    private String outInterface = "";
    private String bridgeInPort = "";
    private String bridgeOutPort = "";
    private Conntrack.@Nullable Tracked tracked;
    /** An interceptor has changed the packet ({@code skb->ipvs_property}). */
    private boolean intercepted;

    private boolean assembled;
    private Reinjection reinjection = Reinjection.NONE;

    /** Where a packet goes that an interceptor takes out of its hook. */
    interface Reinjection {

        /** For namespaces where nothing intercepts. */
        Reinjection NONE = (traversal, before) -> {
            throw new IllegalStateException("nothing here sends packets elsewhere");
        };

        /** Sends the traversal's packet on as if the namespace had made it; errors quote it as it was before. */
        Verdict send(Traversal traversal, Packet before);
    }

    Traversal(NamespaceState state, ElementContext context, Packet packet) {
        this.state = state;
        this.rules = state.rules(packet.family());
        this.context = context;
        this.packet = packet;
        this.recorder = new HookRecorder(context, state.config().ruleMeaning());
    }

    /** Where packets go that are taken out of a hook. */
    Traversal reinjectedBy(Reinjection newReinjection) {
        reinjection = newReinjection;
        return this;
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
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        for (HookStage stage : rules.stages(next)) {
            Verdict end = stage.run(this);
            if (end != null) {
                return Optional.of(end);
            }
        }
        return Optional.empty();
    }

    /** Puts fragments together, so that conntrack and all rules after it see one packet. */
    @Nullable
    Verdict assemble() {
        assembled = packet.fragmentation().isCut();
        recorder.assembled(packet);
        return null;
    }

    boolean isAssembled() {
        return assembled;
    }

    /** Connection tracking; a packet that brings its connection along is not looked up again. */
    @Nullable
    Verdict track() {
        if (tracked != null) {
            return null;
        }
        tracked = state.conntrack().track(packet, context.nowNanos());
        recorder.tracked(packet, tracked);
        return tracked.equals(Conntrack.Tracked.TABLE_FULL)
                ? drop(Disposition.CONNTRACK_FULL, ConntrackReason.CT_TABLE_FULL, "no room for " + packet.tuple())
                : null;
    }

    /** Runs a function that sees every packet. */
    @Nullable
    Verdict filter(HookFunction function) {
        return end(ask(function));
    }

    /** Lets an interceptor have the packet, unless one has had it already. */
    @Nullable
    Verdict intercept(Interceptor interceptor) {
        if (intercepted) {
            return null;
        }
        Interception result = interceptor.intercept(packet, this);
        if (result instanceof Interception.Redirected redirected) {
            recorder.note(redirected.step());
            return redirect(redirected.packet());
        }
        if (result instanceof Interception.Restored restored) {
            recorder.note(restored.step());
            intercepted = true;
            packet = restored.packet();
        }
        return result instanceof Interception.Refused refused ? recorder.refused(packet, refused, errorSource()) : null;
    }

    /** A packet for the namespace itself stays in its hook; any other one starts again at OUTPUT. */
    private @Nullable Verdict redirect(Packet redirected) {
        Packet before = packet;
        intercepted = true;
        packet = redirected;
        Conntrack.Tracked known = tracked;
        if (known != null
                && known.entry() != null
                && !known.isReply()
                && !known.entry().isConfirmed()) {
            known.entry().answerFrom(redirected.destination());
        }
        return isLocal(redirected.destination().address()) ? null : reinjection.send(this, before);
    }

    private TableVerdict ask(HookFunction function) {
        TraversalLog log = recorder.newLog();
        Packet before = packet;
        TableVerdict verdict = function.run(packet, this, log);
        packet = verdict.packet();
        recorder.asked(function, before, verdict, log);
        return verdict;
    }

    private @Nullable Verdict end(TableVerdict verdict) {
        if (verdict.target() instanceof Target.Drop) {
            return recorder.dropped(packet, verdict);
        }
        if (verdict.target() instanceof Target.Reject reject) {
            return recorder.rejected(packet, verdict, reject.with(), errorSource(), hook);
        }
        if (verdict.target() instanceof Target.Reset) {
            return recorder.reset(packet, verdict);
        }
        if (verdict.target() instanceof Target.Undecided undecided) {
            return recorder.undecided(packet, verdict, undecided);
        }
        return null;
    }

    /** Settles the translation of a new connection, and rewrites the packet as its connection says. */
    @Nullable
    Verdict nat(List<HookFunction> functions, Manipulation manipulation) {
        Conntrack.Tracked known = tracked;
        if (known == null || known.entry() == null) {
            return null;
        }
        ConntrackEntry entry = known.entry();
        if (asksNat(known) && !entry.isDecided(manipulation)) {
            Verdict end = decide(entry, functions, manipulation);
            if (end != null) {
                return end;
            }
        }
        Packet before = packet;
        packet = Nat.apply(packet, entry, known.isReply(), manipulation);
        recorder.translated(before, packet, known);
        return null;
    }

    /**
     * Only what opens a connection asks nat, and the reset of a REJECT that came before nat was asked: its rules then see
     * the reset, and translate the connection.
     *
     * <p><i>Source:</i> Linux {@code nf_nat_core.c}, {@code nf_nat_inet_fn}, case IP_CT_RELATED; {@code
     * nf_conntrack_core.c}, {@code nf_conntrack_attach}.
     */
    private boolean asksNat(Conntrack.Tracked known) {
        return (known.state() == ConntrackState.NEW && !known.isReply())
                || (known.state() == ConntrackState.RELATED && packet.icmpError() == null);
    }

    /** Asks one after the other where the connection goes; without an answer the tuple still has to be unique. */
    private @Nullable Verdict decide(ConntrackEntry entry, List<HookFunction> functions, Manipulation manipulation) {
        NatRange range = NatRange.keep();
        for (int i = 0; i < functions.size(); i++) {
            TableVerdict verdict = ask(functions.get(i));
            Verdict end = end(verdict);
            if (end != null) {
                return end;
            }
            if (verdict.target().isTranslation()) {
                Optional<NatRange> asked = NatTargets.range(verdict.target(), packet, this, state);
                if (asked.isEmpty()) {
                    String detail = inInterface + " has no address to redirect to";
                    return drop(Disposition.DENIED, ConntrackReason.CT_NO_ADDRESS, detail);
                }
                range = asked.get();
                break;
            }
        }
        Optional<FiveTuple> translated = new TupleAllocator(state.conntrack().table(), choices(), nowNanos())
                .translate(entry, manipulation, range);
        if (translated.isEmpty()) {
            return drop(Disposition.SNAT_EXHAUSTED, ConntrackReason.CT_NO_PORT, "no free port for " + packet.tuple());
        }
        entry.decide(manipulation, translated.get());
        return null;
    }

    /** A new connection enters the table when its first packet has passed the last hook. */
    @Nullable
    Verdict confirm() {
        Conntrack.Tracked known = tracked;
        if (known == null || known.entry() == null || known.entry().isConfirmed() || known.isReply()) {
            return null;
        }
        if (known.state() != ConntrackState.NEW && known.state() != ConntrackState.RELATED) {
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
            // Not looked up yet: nf_ct_get() knows no entry, which is what INVALID means.
            return wanted == ConntrackState.INVALID;
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
        return rules.iptables().ipSets();
    }

    @Override
    public NamespaceMemory memory() {
        return state.memory();
    }

    @Override
    public long nowNanos() {
        return context.nowNanos();
    }
}
