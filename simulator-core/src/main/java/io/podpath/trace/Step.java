package io.podpath.trace;

import io.podpath.model.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One decision about a packet.
 *
 * @param kind what kind of decision
 * @param action what was decided, in the words of the element
 * @param before the packet before
 * @param after the packet after; the same one if nothing changed
 * @param matchedRule the rule that decided, if a rule did
 * @param considered rules that look relevant but did not apply
 * @param facts further things worth saying, such as the entry that was created
 * @param timeNanos virtual time of the decision
 */
public record Step(
        StepKind kind,
        String action,
        Packet before,
        Packet after,
        @Nullable RuleReference matchedRule,
        List<ConsideredRule> considered,
        List<String> facts,
        long timeNanos) {

    public Step {
        considered = List.copyOf(considered);
        facts = List.copyOf(facts);
    }

    /** A decision that leaves the packet as it is. */
    public static Step of(StepKind kind, String action, Packet packet) {
        return new Step(kind, action, packet, packet, null, List.of(), List.of(), 0);
    }

    /** The rule that decided. */
    public Optional<RuleReference> findMatchedRule() {
        return Optional.ofNullable(matchedRule);
    }

    /** The step with what became of the packet. */
    public Step changedTo(Packet newPacket) {
        return new Step(kind, action, before, newPacket, matchedRule, considered, facts, timeNanos);
    }

    /** The step with the rule that decided. */
    public Step by(@Nullable RuleReference rule) {
        return new Step(kind, action, before, after, rule, considered, facts, timeNanos);
    }

    /** The step with rules that did not apply. */
    public Step considering(List<ConsideredRule> rules) {
        return new Step(kind, action, before, after, matchedRule, rules, facts, timeNanos);
    }

    /** The step with one more fact. */
    public Step withFact(String fact) {
        List<String> more = new ArrayList<>(facts);
        more.add(fact);
        return new Step(kind, action, before, after, matchedRule, considered, more, timeNanos);
    }

    /** The step at a virtual time. */
    public Step at(long nanos) {
        return new Step(kind, action, before, after, matchedRule, considered, facts, nanos);
    }
}
