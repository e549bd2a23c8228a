package io.podpath.azure.security;

import io.podpath.trace.ConsideredRule;
import io.podpath.trace.RuleReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a network security group, or the admin rules before it, say about a packet.
 *
 * @param answer allowed, denied, or undecidable
 * @param rule the rule that decided; none for platform traffic that no rule names, and where no admin rule matches
 * @param considered rules that look relevant but did not decide
 */
public record NsgDecision(Answer answer, @Nullable RuleReference rule, List<ConsideredRule> considered) {

    /** No rule matches, and the packet passes. */
    static final NsgDecision PASSED = new NsgDecision(Answer.ALLOWED, null, List.of());

    public NsgDecision {
        considered = List.copyOf(considered);
    }

    /** The answers. */
    public enum Answer {
        /** The packet passes; after an admin rule the groups are asked. */
        ALLOWED,
        /** The packet passes by an admin rule, and no group is asked. */
        ALWAYS_ALLOWED,
        /** The packet is dropped. */
        DENIED,
        /** It hangs on a service tag whose contents podpath does not know. */
        UNKNOWN_TAG
    }

    /** The rule that decided. */
    public Optional<RuleReference> findRule() {
        return Optional.ofNullable(rule);
    }
}
