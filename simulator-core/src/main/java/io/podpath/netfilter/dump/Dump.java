package io.podpath.netfilter.dump;

import io.podpath.netfilter.Match;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import io.podpath.netfilter.ipset.IpSets;
import io.podpath.netfilter.match.UnknownMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of a node as {@code iptables-save} printed them, line by line: tables, chains with their policies and
 * counters, rules, comments. Prints the same text again, with line feeds at the ends of lines.
 */
public final class Dump {

    private final List<DumpLine> lines;

    Dump(List<DumpLine> lines) {
        this.lines = List.copyOf(lines);
    }

    /** The rules, to walk packets through. */
    public Ruleset ruleset(IpSets sets) {
        Ruleset.Builder builder = new Ruleset.Builder().ipSets(sets);
        Table table = Table.FILTER;
        for (DumpLine line : lines) {
            if (line instanceof DumpLine.TableStart start) {
                table = start.table();
            } else if (line instanceof DumpLine.ChainStart chain) {
                builder.chain(table, chain.name());
                if (chain.policy() != null) {
                    builder.policy(table, chain.name(), chain.policy());
                }
            } else if (line instanceof DumpLine.RuleLine rule) {
                builder.append(table, rule.chain(), rule.rule());
            }
        }
        return builder.build();
    }

    /** How many rules there are. */
    public long countRules() {
        return lines.stream().filter(DumpLine.RuleLine.class::isInstance).count();
    }

    /** The names of matches and targets that podpath does not model, each with the lines they stand in. */
    public Map<String, List<Integer>> listUnmodelled() {
        Map<String, List<Integer>> found = new TreeMap<>();
        for (DumpLine line : lines) {
            if (line instanceof DumpLine.RuleLine rule) {
                note(rule.rule(), found);
            }
        }
        return found;
    }

    private static void note(Rule rule, Map<String, List<Integer>> found) {
        for (Match match : rule.matches()) {
            if (match instanceof UnknownMatch unknown) {
                found.computeIfAbsent("match " + unknown.name(), key -> new ArrayList<>())
                        .add(rule.line());
            }
        }
        if (rule.target() instanceof Target.NotModelled target) {
            found.computeIfAbsent("target " + target.name(), key -> new ArrayList<>())
                    .add(rule.line());
        }
    }

    /** The text it was read from. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
