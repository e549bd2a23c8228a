package io.podpath.nftables;

import io.podpath.model.Packet;
import io.podpath.netfilter.Chain;
import io.podpath.netfilter.MatchContext;
import io.podpath.netfilter.RecordedRule;
import io.podpath.netfilter.RuleHit;
import io.podpath.netfilter.TableVerdict;
import io.podpath.netfilter.Target;
import io.podpath.netfilter.TraversalLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a packet through a base chain and the chains it leads to.
 *
 * <p>A verdict ends the whole base chain, except that a jump comes back to the next rule at the end of its chain, and a
 * goto comes back to where the chain it stands in would. At the end of the base chain its policy decides. A look-up
 * without result, a condition that fails and a full set end their rule only.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/nf_tables_core.c}, {@code nft_do_chain}.
 */
final class ChainTraversal {

    private static final Target ACCEPT = new Target.Accept();
    private static final Target DROP = new Target.Drop();

    private final NftTable table;
    private final Evaluation evaluation;
    private final @Nullable TraversalLog log;
    private Packet packet;

    private record ReturnPoint(NftChain chain, int nextRule) {}

    /** A rule with the verdict it looked up, much as {@code nft monitor trace} shows both. */
    private record RuleWithVerdict(NftRule rule, String found) implements RecordedRule {

        @Override
        public Optional<String> findComment() {
            return rule.findComment();
        }

        @Override
        public String toString() {
            return rule + " (" + found + ")";
        }
    }

    ChainTraversal(NftTable table, MatchContext context, @Nullable TraversalLog log, Packet packet) {
        this.table = table;
        this.evaluation = new Evaluation(table, context);
        this.log = log;
        this.packet = packet;
    }

    TableVerdict run(NftChain start, Chain.Policy policy) {
        NftChain chain = start;
        Deque<ReturnPoint> callers = new ArrayDeque<>();
        int at = 0;
        while (true) {
            if (at == chain.rules().size()) {
                ReturnPoint caller = callers.poll();
                if (caller == null) {
                    return new TableVerdict(packet, policy == Chain.Policy.DROP ? DROP : ACCEPT, null);
                }
                chain = caller.chain;
                at = caller.nextRule;
                continue;
            }
            NftRule rule = chain.rules().get(at++);
            Target target = evaluate(rule, chain, at);
            if (target instanceof Target.Jump jump) {
                callers.push(new ReturnPoint(chain, at));
                chain = table.chain(jump.chain());
                at = 0;
            } else if (target instanceof Target.Goto go) {
                chain = table.chain(go.chain());
                at = 0;
            } else if (target instanceof Target.Return) {
                at = chain.rules().size();
            } else if (target != null) {
                return new TableVerdict(packet, target, new RuleHit(table.label(), chain.name(), at, rule));
            }
        }
    }

    /** The verdict of a rule, or none: it has none, or a statement ended it. */
    private @Nullable Target evaluate(NftRule rule, NftChain chain, int number) {
        Target target = null;
        RecordedRule shown = rule;
        for (Statement statement : rule.statements()) {
            if (statement instanceof Condition condition) {
                if (!condition.holds(packet, evaluation)) {
                    miss(rule, chain, number, condition);
                    return null;
                }
            } else if (statement instanceof MarkSetting mark) {
                packet = packet.withMark(mark.apply(packet.mark()));
            } else if (statement instanceof SetUpdate update) {
                if (!update.apply(packet, evaluation)) {
                    return null;
                }
            } else if (statement instanceof VerdictLookup lookup) {
                target = lookup.find(packet, evaluation, chain.name());
                if (target == null) {
                    return null;
                }
                shown = log == null ? rule : new RuleWithVerdict(rule, lookup.describe(target, packet, evaluation));
            } else if (statement instanceof VerdictStatement verdict) {
                target = verdict.target();
            }
        }
        if (log != null) {
            log.hit(new RuleHit(table.label(), chain.name(), number, shown));
        }
        return target;
    }

    /** Rules that name sources or remembered clients are worth showing; the rest would be the same for every packet. */
    private void miss(NftRule rule, NftChain chain, int number, Condition failed) {
        if (log == null) {
            return;
        }
        boolean isAboutSource = failed instanceof AddressCondition address && address.side() == Side.SOURCE;
        boolean isAboutMemory =
                failed instanceof SetLookup lookup && table.set(lookup.set()).isDynamic();
        if (isAboutSource || isAboutMemory) {
            String why = packet.source().address() + " does not fit " + failed;
            log.miss(new RuleHit(table.label(), chain.name(), number, rule), why);
        }
    }
}
