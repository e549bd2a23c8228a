package io.podpath.nftables;

import io.podpath.netfilter.Chain;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.HookFunction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chain of rules: a base chain that is registered at a hook, or one that others go to.
 *
 * <p><i>Source:</i> nft(8), CHAINS.
 *
 * @param name its name
 * @param base where it is registered; none for a regular chain
 * @param rules its rules, in order
 * @param comment what its writer says about it
 */
public record NftChain(
        String name,
        @Nullable Base base,
        List<NftRule> rules,
        @Nullable String comment) {

    public NftChain {
        rules = List.copyOf(rules);
    }

    /**
     * Where a base chain runs.
     *
     * @param type whom it is asked about
     * @param hook where
     * @param priority when
     * @param policy what becomes of packets at its end
     */
    public record Base(HookFunction.Type type, Hook hook, int priority, Chain.Policy policy) {}

    /** A regular chain. */
    public static NftChain of(String name, List<NftRule> rules) {
        return new NftChain(name, null, rules, null);
    }

    /** A base chain that accepts what no rule decides. */
    public static NftChain base(String name, HookFunction.Type type, Hook hook, int priority, NftRule... rules) {
        return new NftChain(name, new Base(type, hook, priority, Chain.Policy.ACCEPT), List.of(rules), null);
    }

    /** Where it is registered, if it is a base chain. */
    public Optional<Base> findBase() {
        return Optional.ofNullable(base);
    }
}
