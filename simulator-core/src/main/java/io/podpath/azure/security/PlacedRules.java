package io.podpath.azure.security;

import io.podpath.model.FiveTuple;
import org.jspecify.annotations.Nullable;

/**
 * Rules of one direction at one place, whose name their decisions carry. A decision without considered rules is always the
 * same for a rule, so it is made once; two threads may both make it, which does no harm.
 */
final class PlacedRules {

    private final OrderedRules rules;
    private final String place;
    private final @Nullable NsgDecision[] made;

    PlacedRules(OrderedRules rules, String place) {
        this.rules = rules;
        this.place = place;
        this.made = new NsgDecision[rules.size()];
    }

    /** The same rules elsewhere. */
    PlacedRules at(String otherPlace) {
        return new PlacedRules(rules, otherPlace);
    }

    /** What the rules say about a packet of a new flow. */
    NsgDecision decide(FiveTuple tuple, Audience audience) {
        int rule = rules.findCertain(tuple, audience);
        if (rule == OrderedRules.NONE) {
            return NsgDecision.PASSED;
        }
        if (rule == OrderedRules.UNCERTAIN) {
            return rules.decide(tuple, audience, place);
        }
        NsgDecision decision = made[rule];
        if (decision == null) {
            decision = rules.decide(tuple, audience, place);
            made[rule] = decision;
        }
        return decision;
    }

    /** As {@link #decide}, rule by rule, and which other rules look relevant. */
    NsgDecision explain(FiveTuple tuple, Audience audience) {
        return rules.explain(tuple, audience, place);
    }
}
