package io.podpath.netfilter;

import io.podpath.model.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of iptables at one of its hooks. A chain that has nothing to say is not registered at all.
 *
 * @param ruleset all tables
 * @param table the one that runs
 * @param hook where
 */
record IptablesHook(Ruleset ruleset, Table table, Hook hook) implements HookFunction {

    /** The tables of a rule set at all hooks where they have rules. */
    static List<HookFunction> of(Ruleset ruleset) {
        List<HookFunction> functions = new ArrayList<>();
        for (Table table : Table.values()) {
            for (Hook hook : table.hooks()) {
                Chain chain = ruleset.chains(table).get(hook.name());
                if (chain != null && (!chain.rules().isEmpty() || chain.policy() == Chain.Policy.DROP)) {
                    functions.add(new IptablesHook(ruleset, table, hook));
                }
            }
        }
        return functions;
    }

    @Override
    public int priority() {
        return table.priority(hook);
    }

    @Override
    public Type type() {
        return table == Table.NAT ? Type.NAT : Type.FILTER;
    }

    @Override
    public String label() {
        return table.label() + " " + hook;
    }

    @Override
    public TableVerdict run(Packet packet, MatchContext context, @Nullable TraversalLog log) {
        return new TableTraversal(ruleset, table, context, log).run(packet);
    }

    @Override
    public boolean needsConntrack() {
        return ruleset.anyRule(Rule::needsConntrack);
    }
}
