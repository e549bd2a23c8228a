package io.podpath.netfilter;

import io.podpath.model.Packet;
import io.podpath.model.PacketMark;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a packet through one table of a rule set, chain by chain and rule by rule.
 *
 * <p>Costs as much as the kernel: one comparison per rule passed. A jump remembers where to come back to, a goto does
 * not.
 *
 * <p><i>Source:</i> Linux {@code net/ipv4/netfilter/ip_tables.c}, {@code ipt_do_table}.
 */
public final class TableTraversal {

    private static final Target ACCEPT = new Target.Accept();
    private static final Target DROP = new Target.Drop();

    private final Table table;
    private final Map<String, Chain> chains;
    private final MatchContext context;
    private final @Nullable TraversalLog log;
    /** Whether every match of the table can be decided, which saves asking each of them. */
    private final boolean certain;
    /** Why the rule that just matched cannot be decided, if it cannot. */
    private @Nullable String undecided;

    private record ReturnPoint(Chain chain, int nextRule) {}

    TableTraversal(Ruleset ruleset, Table table, MatchContext context, @Nullable TraversalLog log) {
        this.table = table;
        this.chains = ruleset.chains(table);
        this.certain = ruleset.isCertain(table);
        this.context = context;
        this.log = log;
    }

    /** Runs the packet through the table's built-in chain for the context's hook. */
    public static TableVerdict run(Ruleset ruleset, Table table, Packet packet, MatchContext context) {
        return new TableTraversal(ruleset, table, context, null).run(packet);
    }

    TableVerdict run(Packet start) {
        Chain chain = chain(context.hook().name());
        Deque<ReturnPoint> callers = new ArrayDeque<>();
        Packet packet = start;
        int at = 0;
        while (true) {
            if (at == chain.rules().size()) {
                ReturnPoint caller = callers.poll();
                if (caller == null) {
                    return new TableVerdict(packet, policy(chain), null);
                }
                chain = caller.chain;
                at = caller.nextRule;
                continue;
            }
            Rule rule = chain.rules().get(at++);
            if (!matches(rule, chain, at, packet)) {
                continue;
            }
            Target target = rule.target();
            if (undecided != null) {
                return new TableVerdict(
                        packet, new Target.Undecided(undecided), new RuleHit(table.label(), chain.name(), at, rule));
            }
            if (target instanceof Target.Jump jump) {
                callers.push(new ReturnPoint(chain, at));
                chain = chain(jump.chain());
                at = 0;
            } else if (target instanceof Target.Goto go) {
                chain = chain(go.chain());
                at = 0;
            } else if (target instanceof Target.Return) {
                at = chain.rules().size();
            } else if (target instanceof Target.Mark mark) {
                packet = packet.withMark(mark.apply(packet.mark()));
            } else if (target instanceof Target.NoTrack) {
                context.untrack();
            } else if (target instanceof Target.ConnectionMark mark) {
                context.connectionMark().ifPresent(old -> context.setConnectionMark(mark.apply(old)));
            } else if (target instanceof Target.CopyMark copy) {
                packet = copyMark(copy, packet);
            } else if (target instanceof Target.NotModelled unknown) {
                String why = "the target " + unknown.name() + " is not modelled";
                return new TableVerdict(
                        packet, new Target.Undecided(why), new RuleHit(table.label(), chain.name(), at, rule));
            } else if (!(target instanceof Target.Continue || target instanceof Target.NoEffect)) {
                return new TableVerdict(packet, target, new RuleHit(table.label(), chain.name(), at, rule));
            }
        }
    }

    private Packet copyMark(Target.CopyMark copy, Packet packet) {
        Optional<PacketMark> connection = context.connectionMark();
        if (connection.isEmpty()) {
            return packet;
        }
        if (copy.restores()) {
            return packet.withMark(copy.restore(packet.mark(), connection.get()));
        }
        context.setConnectionMark(copy.save(packet.mark(), connection.get()));
        return packet;
    }

    private boolean matches(Rule rule, Chain chain, int number, Packet packet) {
        boolean matches = rule.header().matches(packet, context)
                && (certain ? holds(rule, chain, number, packet) : fits(rule, chain, number, packet));
        if (log != null) {
            if (matches) {
                log.hit(new RuleHit(table.label(), chain.name(), number, rule));
            } else {
                log.miss(table, chain, number, rule, packet, context);
            }
        }
        return matches;
    }

    /** Whether all matches hold, where each can be decided. */
    private boolean holds(Rule rule, Chain chain, int number, Packet packet) {
        List<Match> all = rule.matches();
        for (int i = 0; i < all.size(); i++) {
            if (!holds(all.get(i), rule, chain, number, packet)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Match match, Rule rule, Chain chain, int number, Packet packet) {
        return match instanceof StatisticMatch chance
                ? context.choices().happens(chance.probability(), question(rule, chain, number))
                : match.matches(packet, context);
    }

    /** Whether all matches hold. One that cannot be decided counts only if all others hold and the rule does anything. */
    private boolean fits(Rule rule, Chain chain, int number, Packet packet) {
        String unknown = null;
        boolean leavesTraces = !(rule.target() instanceof Target.Continue || rule.target() instanceof Target.NoEffect);
        for (Match match : rule.matches()) {
            leavesTraces |= !match.isRepeatable();
            if (unknown != null && !match.isRepeatable()) {
                continue;
            }
            String why = match instanceof UncertainMatch uncertain ? uncertain.findUnknown(packet, context) : null;
            if (why != null) {
                unknown = unknown == null ? why : unknown;
                continue;
            }
            if (!holds(match, rule, chain, number, packet)) {
                return false;
            }
        }
        undecided = leavesTraces ? unknown : null;
        return unknown == null || leavesTraces;
    }

    /** What a random rule decides, in the words of whoever wrote it. */
    private static String question(Rule rule, Chain chain, int number) {
        return rule.findComment().orElseGet(() -> chain.name() + " rule " + number);
    }

    private Chain chain(String name) {
        Chain chain = chains.get(name);
        if (chain == null) {
            throw new IllegalStateException("no chain " + name + " in table " + table.label());
        }
        return chain;
    }

    /** The policy of the built-in chain where the traversal ends, also after a goto out of it. */
    private Target policy(Chain last) {
        Chain.Policy policy = last.policy() != null
                ? last.policy()
                : chain(context.hook().name()).policy();
        return policy == Chain.Policy.DROP ? DROP : ACCEPT;
    }
}
