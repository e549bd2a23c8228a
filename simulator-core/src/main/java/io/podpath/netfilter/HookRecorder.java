package io.podpath.netfilter;

import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.EchoType;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Disposition;
import io.podpath.trace.FilterReason;
import io.podpath.trace.Reason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes what the hooks of one traversal decide into the trace. */
final class HookRecorder {

    private final ElementContext context;
    private final RuleMeaning meaning;
    /** The rules nat matched since the last translation: they explain the next one. */
    private List<RuleHit> translationRules = List.of();

    private List<ConsideredRule> translationConsidered = List.of();

    HookRecorder(ElementContext context, RuleMeaning meaning) {
        this.context = context;
        this.meaning = meaning;
    }

    private boolean isRecording() {
        return context.recorder().isRecording();
    }

    private void record(Step step) {
        context.recorder().record(step.at(context.nowNanos()));
    }

    @Nullable
    TraversalLog newLog() {
        return isRecording() ? new TraversalLog() : null;
    }

    void note(Supplier<Step> step) {
        if (isRecording()) {
            record(step.get());
        }
    }

    Verdict refused(Packet packet, Interception.Refused refused, IpAddress reporter) {
        Verdict.Drop drop = new Verdict.Drop(packet, Disposition.REJECTED, refused.reason(), refused.detail());
        if (isRecording()) {
            record(Step.of(StepKind.REJECT, refused.detail(), packet).by(refused.by()));
        }
        return new Verdict.Reply(Packet.icmpError(reporter, new IcmpError(refused.error(), packet.tuple())), drop);
    }

    void assembled(Packet packet) {
        if (packet.fragmentation().isCut() && isRecording()) {
            String action = LinkFit.arrived(packet) + " are put together before conntrack";
            record(Step.of(StepKind.FRAGMENTS, action, packet));
        }
    }

    void tracked(Packet packet, Conntrack.Tracked tracked) {
        if (!isRecording()) {
            return;
        }
        ConntrackEntry entry = tracked.entry();
        String action = switch (tracked.state()) {
            case NEW -> tracked.isReply() ? "known connection" : "opens a connection (NEW)";
            case ESTABLISHED ->
                "known connection, " + (tracked.isReply() ? "reply" : "original") + " direction (ESTABLISHED)";
            case RELATED -> "about a known connection (RELATED)";
            case INVALID -> "fits no connection (INVALID)";
            case UNTRACKED, SNAT, DNAT -> "not tracked";
        };
        Step step = Step.of(StepKind.CONNTRACK, action, packet);
        record(
                entry == null || !entry.isConfirmed()
                        ? step
                        : step.withFact("original " + entry.original()).withFact("reply " + entry.reply()));
    }

    /** A function was asked. Jumps and marks of nat are kept for the step of the translation itself. */
    void asked(HookFunction function, Packet before, TableVerdict verdict, @Nullable TraversalLog log) {
        if (log == null) {
            return;
        }
        log.hits().forEach(hit -> context.recorder().matched(hit.reference()));
        if (function.type() == HookFunction.Type.NAT) {
            translationRules = log.hits();
            translationConsidered = log.considered();
        }
        boolean ends = verdict.target() instanceof Target.Drop
                || verdict.target() instanceof Target.Reject
                || verdict.target() instanceof Target.Reset
                || verdict.target() instanceof Target.Undecided;
        if (ends) {
            translationRules = log.hits();
            translationConsidered = log.considered();
            return;
        }
        boolean shownWithTranslation = verdict.target() instanceof Target.Dnat
                || verdict.target() instanceof Target.Snat
                || verdict.target() instanceof Target.Redirect
                || verdict.target() instanceof Target.Masquerade;
        if (shownWithTranslation) {
            return;
        }
        String result = verdict.decidedBy() == null ? "passes" : "accepted";
        Step step = Step.of(StepKind.HOOK, function.label() + ": " + result, before)
                .changedTo(verdict.packet())
                .by(verdict.decidedBy() == null ? null : verdict.decidedBy().reference())
                .considering(log.considered());
        record(withPath(step, log.hits()));
    }

    private static Step withPath(Step step, List<RuleHit> hits) {
        Step result = step;
        for (RuleHit hit : hits) {
            result = result.withFact(hit.reference().toString());
        }
        return result;
    }

    void translated(Packet before, Packet after, Conntrack.Tracked tracked) {
        if (!isRecording() || before.equals(after)) {
            return;
        }
        boolean source = !before.source().equals(after.source());
        boolean undone = tracked.isReply();
        List<RuleHit> rules = undone ? List.of() : translationRules;
        RuleHit last = rules.isEmpty() ? null : rules.get(rules.size() - 1);
        Optional<String> service = last == null || source ? Optional.empty() : meaning.findService(last);
        StepKind kind = undone
                ? StepKind.UN_NAT
                : source ? StepKind.SNAT : service.isPresent() ? StepKind.SERVICE_DNAT : StepKind.DNAT;
        String action = undone
                ? "translation undone by conntrack"
                : service.map(name -> "Service " + name + " chooses an endpoint")
                        .orElse(source ? "source translated" : "destination translated");
        RuleReference rule = last == null ? null : last.reference();
        Step step = Step.of(kind, action, before).changedTo(after).by(rule);
        record(withPath(undone ? step : step.considering(translationConsidered), rules));
        translationRules = List.of();
        translationConsidered = List.of();
    }

    Verdict dropped(Packet packet, TableVerdict verdict) {
        RuleHit hit = verdict.decidedBy();
        if (hit == null) {
            return end(
                    StepKind.FILTER,
                    packet,
                    null,
                    new Verdict.Drop(packet, Disposition.DENIED, FilterReason.IPTABLES_POLICY_DROP, "policy DROP"));
        }
        RuleMeaning.End end = meaning.explainDrop(hit);
        String detail = hit.reference().where() + " drops it";
        return end(StepKind.FILTER, packet, hit, new Verdict.Drop(packet, end.disposition(), end.reason(), detail));
    }

    Verdict rejected(Packet packet, TableVerdict verdict, IcmpError.Kind with, IpAddress reporter, Hook hook) {
        RuleHit hit = verdict.decidedBy();
        if (hit == null) {
            throw new IllegalStateException("a policy cannot reject");
        }
        RuleMeaning.End end = meaning.explainReject(hit);
        if (isOwnIcmp(packet, hook)) {
            String silent = hit.reference().where() + " drops it, and the kernel tells nobody";
            return end(StepKind.FILTER, packet, hit, new Verdict.Drop(packet, end.disposition(), end.reason(), silent));
        }
        String detail = hit.reference().where() + " answers with ICMP " + with.text(packet.family());
        Verdict.Drop drop = new Verdict.Drop(packet, end.disposition(), end.reason(), detail);
        end(StepKind.REJECT, packet, hit, drop);
        Packet answer = Packet.icmpError(reporter, new IcmpError(with, packet.tuple()));
        return new Verdict.Reply(answer, drop);
    }

    /**
     * Errors are never answered with errors, and while the kernel sends an ICMP message of its own it cannot send another.
     *
     * <p><i>Source:</i> RFC 1122 section 3.2.2; Linux {@code net/ipv4/icmp.c}, {@code icmp_xmit_lock}.
     */
    private static boolean isOwnIcmp(Packet packet, Hook hook) {
        return packet.findIcmpError().isPresent() || (packet.echoType() == EchoType.REPLY && hook == Hook.OUTPUT);
    }

    /** A rule answers with a TCP reset; a reset itself is never answered. */
    Verdict reset(Packet packet, TableVerdict verdict) {
        RuleHit hit = verdict.decidedBy();
        if (hit == null) {
            throw new IllegalStateException("a policy cannot reject");
        }
        String detail = hit.reference().where() + " answers with a TCP reset";
        Verdict.Drop drop = new Verdict.Drop(
                packet, Disposition.REJECTED, meaning.explainReject(hit).reason(), detail);
        end(StepKind.REJECT, packet, hit, drop);
        return packet.protocol() == Protocol.TCP && packet.tcpFlags() != TcpFlags.RST
                ? new Verdict.Reply(Packet.tcp(packet.tuple().reply(), TcpFlags.RST, 0), drop)
                : drop;
    }

    /** Something would decide, and podpath cannot tell how. */
    Verdict undecided(Packet packet, TableVerdict verdict, Target.Undecided end) {
        RuleHit hit = verdict.decidedBy();
        String detail = hit == null ? end.why() : hit.reference().where() + " would decide: " + end.why();
        return end(StepKind.FILTER, packet, hit, new Verdict.Drop(packet, end.disposition(), end.reason(), detail));
    }

    Verdict dropped(Packet packet, Disposition disposition, Reason reason, String detail) {
        return end(StepKind.DROP, packet, null, new Verdict.Drop(packet, disposition, reason, detail));
    }

    private Verdict end(StepKind kind, Packet packet, @Nullable RuleHit hit, Verdict.Drop drop) {
        if (isRecording()) {
            Step step = Step.of(kind, drop.detail(), packet)
                    .by(hit == null ? null : hit.reference())
                    .considering(new ArrayList<>(translationConsidered));
            record(withPath(step, translationRules));
        }
        return drop;
    }
}
