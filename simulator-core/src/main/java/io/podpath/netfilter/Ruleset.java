package io.podpath.netfilter;

import io.podpath.netfilter.ipset.IpSets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All tables of a namespace. Immutable; chains keep the order they were added in. */
public final class Ruleset {

    /** No rules, all policies ACCEPT. */
    public static final Ruleset EMPTY = new Builder().build();

    private final Map<Table, Map<String, Chain>> tables;

    private final IpSets ipSets;
    private final Set<Table> certain = EnumSet.noneOf(Table.class);

    private Ruleset(Map<Table, Map<String, Chain>> tables, IpSets ipSets) {
        this.tables = tables;
        this.ipSets = ipSets;
        for (Table table : Table.values()) {
            if (!anyRule(chains(table), Ruleset::hasUncertainMatch)) {
                certain.add(table);
            }
        }
    }

    private static boolean hasUncertainMatch(Rule rule) {
        for (Match match : rule.matches()) {
            if (match instanceof UncertainMatch) {
                return true;
            }
        }
        return false;
    }

    /** Whether every match of a table can be decided, whatever the packet. */
    boolean isCertain(Table table) {
        return certain.contains(table);
    }

    /** The sets that {@code -m set} asks. */
    public IpSets ipSets() {
        return ipSets;
    }

    /** A chain of a table. */
    public Optional<Chain> findChain(Table table, String name) {
        return Optional.ofNullable(chains(table).get(name));
    }

    /** All chains of a table, the built-in ones first. */
    public Collection<Chain> listChains(Table table) {
        return chains(table).values();
    }

    Map<String, Chain> chains(Table table) {
        Map<String, Chain> chains = tables.get(table);
        return chains == null ? Map.of() : chains;
    }

    /** Whether some rule is like this. */
    boolean anyRule(Predicate<Rule> wanted) {
        return tables.values().stream().anyMatch(chains -> anyRule(chains, wanted));
    }

    private static boolean anyRule(Map<String, Chain> chains, Predicate<Rule> wanted) {
        for (Chain chain : chains.values()) {
            for (Rule rule : chain.rules()) {
                if (wanted.test(rule)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many rules there are. */
    public int ruleCount() {
        int count = 0;
        for (Map<String, Chain> chains : tables.values()) {
            for (Chain chain : chains.values()) {
                count += chain.rules().size();
            }
        }
        return count;
    }

    /** Collects rules chain by chain. Several writers may add to the same built-in chain. */
    public static final class Builder {

        private final Map<Table, Map<String, List<Rule>>> rules = new EnumMap<>(Table.class);

        private final Map<String, Chain.Policy> policies = new HashMap<>();
        private IpSets ipSets = IpSets.EMPTY;

        /** A builder with the built-in chains of all tables. */
        public Builder() {
            for (Table table : Table.values()) {
                Map<String, List<Rule>> chains = new LinkedHashMap<>();
                table.hooks().forEach(hook -> chains.put(hook.name(), new ArrayList<>()));
                rules.put(table, chains);
            }
        }

        /** Makes sure that the chain exists. */
        public Builder chain(Table table, String chain) {
            rulesOf(table, chain);
            return this;
        }

        /** Adds a rule at the end of a chain, creating the chain if need be. */
        public Builder append(Table table, String chain, Rule rule) {
            rulesOf(table, chain).add(rule);
            return this;
        }

        /** Adds a rule at the head of a chain, as {@code iptables -I} does. */
        public Builder insert(Table table, String chain, Rule rule) {
            rulesOf(table, chain).add(0, rule);
            return this;
        }

        /** Adds a finished chain of one's own, whose rules are shared, not copied; nothing can be appended to it. */
        public Builder add(Table table, Chain chain) {
            Map<String, List<Rule>> chains = rules.get(table);
            if (chains == null || chains.putIfAbsent(chain.name(), chain.rules()) != null) {
                throw new IllegalArgumentException(table.label() + " has a chain " + chain.name() + " already");
            }
            return this;
        }

        /** What a built-in chain does at its end, ACCEPT unless told. */
        public Builder policy(Table table, String chain, Chain.Policy policy) {
            policies.put(table.label() + " " + chain, policy);
            return this;
        }

        /** The sets that rules may ask. */
        public Builder ipSets(IpSets sets) {
            ipSets = sets;
            return this;
        }

        private List<Rule> rulesOf(Table table, String chain) {
            Map<String, List<Rule>> chains = rules.get(table);
            if (chains == null) {
                throw new IllegalStateException("no table " + table);
            }
            return chains.computeIfAbsent(chain, name -> new ArrayList<>());
        }

        /**
         * The finished rule set.
         *
         * @throws IllegalArgumentException if a rule jumps to a chain that does not exist
         */
        public Ruleset build() {
            Map<Table, Map<String, Chain>> tables = new EnumMap<>(Table.class);
            rules.forEach((table, chains) -> {
                Map<String, Chain> built = new LinkedHashMap<>(chains.size() * 2);
                Set<String> builtIn = table.hooks().stream().map(Enum::name).collect(Collectors.toSet());
                chains.forEach((name, list) ->
                        built.put(name, new Chain(name, builtIn.contains(name) ? policy(table, name) : null, list)));
                checkJumps(table, built);
                tables.put(table, built);
            });
            return new Ruleset(tables, ipSets);
        }

        private Chain.Policy policy(Table table, String chain) {
            return policies.getOrDefault(table.label() + " " + chain, Chain.Policy.ACCEPT);
        }

        private static void checkJumps(Table table, Map<String, Chain> chains) {
            for (Chain chain : chains.values()) {
                for (Rule rule : chain.rules()) {
                    String next = rule.target() instanceof Target.Jump jump
                            ? jump.chain()
                            : rule.target() instanceof Target.Goto go ? go.chain() : null;
                    if (next != null && !chains.containsKey(next)) {
                        throw new IllegalArgumentException(
                                table.label() + " " + chain.name() + " jumps to missing chain " + next);
                    }
                }
            }
        }
    }
}
