package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.AddressMatcher.Answer;
import io.podpath.model.FiveTuple;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.RuleReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one direction in order of priority: read one after the other for traces and wherever a tag is unknown,
 * compiled for everything else. Both must say the same.
 */
final class OrderedRules {

    /** No rule matches. */
    static final int NONE = -1;

    /** The rule that decides hangs on a tag of unknown contents. */
    static final int UNCERTAIN = -2;

    private final List<SecurityRuleMatch> rules;
    private final CompiledRules compiled;

    OrderedRules(Collection<NsgRule> rules, TrafficDirection direction, ServiceTags tags) {
        this.rules = rules.stream()
                .filter(rule -> rule.direction() == direction)
                .sorted(Comparator.comparingInt(NsgRule::priority))
                .map(rule -> new SecurityRuleMatch(rule, tags))
                .toList();
        this.compiled = new CompiledRules(this.rules, tags);
    }

    /** How many rules there are. */
    int size() {
        return rules.size();
    }

    /**
     * What reading the rules comes to.
     *
     * @param uncertain rules before the one that certainly matches, which match if a tag holds an address
     * @param certain the first rule that certainly matches, if any
     */
    private record Reading(
            List<SecurityRuleMatch> uncertain, @Nullable SecurityRuleMatch certain) {

        /** The rule to name: if all possible rules agree, the certain one. */
        Optional<SecurityRuleMatch> findDecider() {
            return agrees() ? Optional.ofNullable(certain) : Optional.of(uncertain.get(0));
        }

        boolean agrees() {
            Set<Access> accesses =
                    EnumSet.of(certain == null ? Access.ALLOW : certain.rule().access());
            uncertain.forEach(rule -> accesses.add(rule.rule().access()));
            return accesses.size() == 1;
        }
    }

    /**
     * The place of the rule that decides, if it certainly matches and nothing before it may; {@link #NONE} if no rule
     * matches, {@link #UNCERTAIN} if it hangs on a tag. Uses the compiled form.
     */
    int findCertain(FiveTuple tuple, Audience audience) {
        int first = compiled.first(tuple, audience);
        if (first == CompiledRules.NONE) {
            return NONE;
        }
        SecurityRuleMatch rule = rules.get(first);
        return !rule.namesUnknownTag() || rule.matches(tuple) == Answer.YES ? first : UNCERTAIN;
    }

    /** What the rules say about a packet of a new flow, read one after the other. */
    NsgDecision decide(FiveTuple tuple, Audience audience, String place) {
        return decision(read(tuple, audience), place, List.of());
    }

    /** As {@link #decide}, and which other rules look relevant. */
    NsgDecision explain(FiveTuple tuple, Audience audience, String place) {
        Reading reading = read(tuple, audience);
        SecurityRuleMatch decider = reading.findDecider().orElse(null);
        List<ConsideredRule> considered = new ArrayList<>();
        boolean isBehind = false;
        for (SecurityRuleMatch rule : rules) {
            if (audience == Audience.PLATFORM && !rule.namesPlatformService()) {
                continue;
            }
            if (rule.equals(decider)) {
                isBehind = true;
            } else {
                Optional<String> because = isBehind ? behind(rule, decider, tuple) : before(rule, tuple);
                because.ifPresent(text -> considered.add(new ConsideredRule(rule.reference(place), text)));
            }
        }
        return decision(reading, place, considered);
    }

    private static Optional<String> before(SecurityRuleMatch rule, FiveTuple tuple) {
        FieldComparison fields = new FieldComparison(rule, tuple);
        return rule.matches(tuple) == Answer.UNKNOWN ? Optional.of(fields.text()) : fields.findNearMiss();
    }

    /** A declared rule that fits as well, would have decided otherwise, and comes too late. */
    private static Optional<String> behind(
            SecurityRuleMatch rule, @Nullable SecurityRuleMatch decider, FiveTuple tuple) {
        if (decider == null
                || rule.isDefault()
                || rule.rule().access() == decider.rule().access()) {
            return Optional.empty();
        }
        return rule.matches(tuple) == Answer.YES
                ? Optional.of("priority " + rule.rule().priority() + " is asked after "
                        + decider.rule().priority())
                : Optional.empty();
    }

    private Reading read(FiveTuple tuple, Audience audience) {
        List<SecurityRuleMatch> uncertain = new ArrayList<>();
        for (SecurityRuleMatch rule : rules) {
            if (audience == Audience.ALL || rule.namesPlatformService()) {
                Answer answer = rule.matches(tuple);
                if (answer == Answer.YES) {
                    return new Reading(uncertain, rule);
                }
                if (answer == Answer.UNKNOWN) {
                    uncertain.add(rule);
                }
            }
        }
        return new Reading(uncertain, null);
    }

    private static NsgDecision decision(Reading reading, String place, List<ConsideredRule> considered) {
        Optional<SecurityRuleMatch> decider = reading.findDecider();
        NsgDecision.Answer answer = reading.agrees()
                ? decider.map(OrderedRules::answer).orElse(NsgDecision.Answer.ALLOWED)
                : NsgDecision.Answer.UNKNOWN_TAG;
        RuleReference rule = decider.map(found -> found.reference(place)).orElse(null);
        return new NsgDecision(answer, rule, considered);
    }

    private static NsgDecision.Answer answer(SecurityRuleMatch rule) {
        return switch (rule.rule().access()) {
            case ALLOW -> NsgDecision.Answer.ALLOWED;
            case DENY -> NsgDecision.Answer.DENIED;
            case ALWAYS_ALLOW -> NsgDecision.Answer.ALWAYS_ALLOWED;
        };
    }
}
