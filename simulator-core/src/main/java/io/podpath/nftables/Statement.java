package io.podpath.nftables;

/**
 * One part of a rule. A rule's statements run from left to right: a condition that does not hold ends the rule, a
 * verdict says where to go on.
 *
 * <p><i>Source:</i> nft(8), STATEMENTS; Linux {@code nf_tables_core.c}, {@code nft_do_chain}.
 */
public sealed interface Statement permits Condition, Counter, MarkSetting, SetUpdate, VerdictLookup, VerdictStatement {

    /** As {@code nft list ruleset} spells it. */
    @Override
    String toString();
}
