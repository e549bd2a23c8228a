package io.podpath.azure.firewall;

import io.podpath.trace.ConsideredRule;
import io.podpath.trace.RuleReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a firewall say about a new flow.
 *
 * @param verdict the answer
 * @param kind which kind of rule gave it
 * @param rule the rule, or none if no rule matched
 * @param considered rules that were asked and did not match
 */
record FirewallAnswer(Verdict verdict, Kind kind, @Nullable RuleReference rule, List<ConsideredRule> considered) {

    FirewallAnswer {
        considered = List.copyOf(considered);
    }

    /** The answers there are. */
    enum Verdict {
        ALLOWED,
        DENIED,
        /** It depends on a service tag whose addresses podpath does not know. */
        UNKNOWN_TAG,
        /** It depends on the name of the destination, which podpath does not know. */
        UNKNOWN_NAME
    }

    /** The kinds of rules, which differ in how they translate. */
    enum Kind {
        NETWORK,
        APPLICATION,
        NONE
    }

    Optional<RuleReference> findRule() {
        return Optional.ofNullable(rule);
    }
}
