package io.podpath.scenario.conformance;

import io.podpath.netfilter.Chain;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.dump.RuleParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Kind {@code RuleSet}: the text of rules, chain by chain. Both sides are read as rules and printed again, so that the
 * order of options does not matter.
 */
final class RuleSetEvaluator implements KindEvaluator {

    /** Services come in any order in these chains. */
    private static final Set<String> UNORDERED = Set.of("KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-EXTERNAL-SERVICES");

    private static final List<String> PER_SERVICE =
            List.of("KUBE-SVC-", "KUBE-SVL-", "KUBE-EXT-", "KUBE-FW-", "KUBE-SEP-");

    @Override
    public void evaluate(Fields file, FileResult result) {
        for (Fields item : file.list("cases")) {
            ConformanceCase settings = ConformanceCase.of(file, item);
            ProxyRules written = ProxyRules.of(settings);
            written.findNftables()
                    .ifPresent(table ->
                            NftTableComparison.compare(settings.name(), item.at("expectedTable"), table, result));
            Ruleset rules = written.iptables();
            Fields tables = item.at("expectedRules");
            for (String table : tables.keys()) {
                compareTable(
                        settings.name(),
                        Table.valueOf(table.toUpperCase(Locale.ROOT)),
                        tables.at(table),
                        rules,
                        result);
            }
        }
    }

    private static void compareTable(String item, Table table, Fields expected, Ruleset rules, FileResult result) {
        for (String chain : expected.keys()) {
            List<String> actual = rules.findChain(table, chain).map(Chain::rules).orElse(List.of()).stream()
                    .map(rule -> normalise(rule.toString()))
                    .toList();
            List<String> wanted = expected.texts(chain).stream()
                    .map(RuleSetEvaluator::normalise)
                    .toList();
            compareChain(item + ": " + table.label() + " " + chain, chain, wanted, actual, result);
        }
        Set<String> wantedChains = perService(expected.keys());
        if (!wantedChains.isEmpty()) {
            Set<String> actualChains =
                    perService(rules.listChains(table).stream().map(Chain::name).toList());
            result.check(item + ": " + table.label() + " chains of services", wantedChains, actualChains);
        }
    }

    private static void compareChain(
            String item, String chain, List<String> wanted, List<String> actual, FileResult result) {
        List<String> missing = without(wanted, actual);
        List<String> surplus = without(actual, wanted);
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            result.fail(item, missing.toString(), surplus.toString());
        } else if (UNORDERED.contains(chain)) {
            result.check(item, last(wanted, chain), last(actual, chain));
        } else {
            result.check(item, wanted, actual);
        }
    }

    /** In nat KUBE-SERVICES the jump to the node ports must be last; elsewhere any rule may be. */
    private static List<String> last(List<String> rules, String chain) {
        boolean endsWithNodePorts =
                chain.equals("KUBE-SERVICES") && rules.stream().anyMatch(rule -> rule.endsWith("-j KUBE-NODEPORTS"));
        return endsWithNodePorts ? rules.subList(rules.size() - 1, rules.size()) : List.of();
    }

    /** What is left of the rules when each of the others has taken one like it away. */
    private static List<String> without(List<String> rules, List<String> others) {
        List<String> left = new ArrayList<>(rules);
        others.forEach(left::remove);
        return left;
    }

    private static Set<String> perService(Collection<String> chains) {
        Set<String> found = new TreeSet<>();
        for (String chain : chains) {
            if (PER_SERVICE.stream().anyMatch(chain::startsWith)) {
                found.add(chain);
            }
        }
        return found;
    }

    private static String normalise(String text) {
        Rule rule = RuleParser.parse(text);
        return rule.toString();
    }
}
