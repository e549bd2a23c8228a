package io.podpath.netfilter.dump;

import io.podpath.netfilter.Chain;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Table;
import org.jspecify.annotations.Nullable;

/** One line of {@code iptables-save}, printed as it was read. */
sealed interface DumpLine {

    /** An empty line, or one that begins with a hash. */
    record Comment(String text) implements DumpLine {

        @Override
        public String toString() {
            return text;
        }
    }

    /** {@code *nat}: what follows belongs to this table. */
    record TableStart(Table table) implements DumpLine {

        @Override
        public String toString() {
            return "*" + table.label();
        }
    }

    /**
     * {@code :INPUT ACCEPT [0:0]}: a chain.
     *
     * @param name its name
     * @param policy for a built-in chain
     * @param counters as written, empty if there are none
     */
    record ChainStart(String name, Chain.@Nullable Policy policy, String counters) implements DumpLine {

        @Override
        public String toString() {
            String words = ":" + name + " " + (policy == null ? "-" : policy.name());
            return counters.isEmpty() ? words : words + " " + counters;
        }
    }

    /**
     * {@code -A CHAIN ...}: a rule.
     *
     * @param chain the chain it is in
     * @param rule the rule
     * @param counters as written, empty if there are none
     */
    record RuleLine(String chain, Rule rule, String counters) implements DumpLine {

        @Override
        public String toString() {
            String text = rule.toString();
            return (counters.isEmpty() ? "" : counters + " ") + "-A " + chain + (text.isEmpty() ? "" : " " + text);
        }
    }

    /** {@code COMMIT}: the table is complete. */
    record Commit() implements DumpLine {

        @Override
        public String toString() {
            return "COMMIT";
        }
    }
}
