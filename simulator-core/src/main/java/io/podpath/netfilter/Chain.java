package io.podpath.netfilter;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chain of rules, built in or of one's own.
 *
 * @param name its name
 * @param policy what a built-in chain does with packets no rule decided; none for other chains
 * @param rules its rules, asked in order
 */
public record Chain(String name, @Nullable Policy policy, List<Rule> rules) {

    public Chain {
        rules = List.copyOf(rules);
    }

    /** What a built-in chain does at its end. */
    public enum Policy {
        ACCEPT,
        DROP
    }

    /** A chain of one's own. */
    public static Chain of(String name, List<Rule> rules) {
        return new Chain(name, null, rules);
    }

    /** The policy, for a built-in chain. */
    public Optional<Policy> findPolicy() {
        return Optional.ofNullable(policy);
    }
}
