package io.podpath.azure.security;

import io.podpath.trace.ConsideredRule;
import io.podpath.trace.RuleReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a network security group says about a packet.
 *
 * @param answer allowed, denied, or undecidable
 * @param rule the rule that decided; none for platform traffic that no rule names
 * @param considered rules that look relevant but did not decide
 */
public record NsgDecision(Answer answer, @Nullable RuleReference rule, List<ConsideredRule> considered) {

    public NsgDecision {
        considered = List.copyOf(considered);
    }

    /** The three answers. */
    public enum Answer {
        /** The packet passes. */
        ALLOWED,
        /** The packet is dropped. */
        DENIED,
        /** The deciding rule names a service tag whose contents podpath does not know. */
        UNKNOWN_TAG
    }

    /** The rule that decided. */
    public Optional<RuleReference> findRule() {
        return Optional.ofNullable(rule);
    }
}
