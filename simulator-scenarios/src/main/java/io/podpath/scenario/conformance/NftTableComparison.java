package io.podpath.scenario.conformance;

import io.podpath.netfilter.HookFunction;
import io.podpath.nftables.NftChain;
import io.podpath.nftables.NftRule;
import io.podpath.nftables.NftSet;
import io.podpath.nftables.NftTable;
import io.podpath.nftables.VerdictMap;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares a table of nftables with the one a file expects: chains with their rules in order, hooks, sets, maps and
 * elements, neither missing nor too many.
 *
 * <p>The files spell rules as kube-proxy hands them to nft, podpath as nft lists them; both are brought to the latter.
 */
final class NftTableComparison {

    private final String item;
    private final Fields expected;
    private final NftTable table;
    private final FileResult result;

    private NftTableComparison(String item, Fields expected, NftTable table, FileResult result) {
        this.item = item;
        this.expected = expected;
        this.table = table;
        this.result = result;
    }

    static void compare(String item, Fields expected, NftTable table, FileResult result) {
        NftTableComparison comparison = new NftTableComparison(item, expected, table, result);
        comparison.compareChains();
        comparison.compareTexts("hooks", table.listChains(), NftChain::name, NftTableComparison::hook);
        comparison.compareTexts("sets", table.listSets(), NftSet::name, NftTableComparison::type);
        comparison.compareTexts("maps", table.listMaps(), VerdictMap::name, NftTableComparison::type);
        comparison.compareElements();
    }

    private void compareChains() {
        Fields chains = expected.at("chains");
        Map<String, List<String>> written = new TreeMap<>();
        for (NftChain chain : table.listChains()) {
            written.put(
                    chain.name(), chain.rules().stream().map(NftRule::toString).toList());
        }
        for (String chain : chains.keys()) {
            List<String> wanted =
                    chains.texts(chain).stream().map(NftSpelling::listed).toList();
            result.check(item + ": chain " + chain, wanted, written.getOrDefault(chain, List.of("no such chain")));
        }
        result.check(item + ": all chains", new TreeSet<>(chains.keys()), written.keySet());
    }

    private <T> void compareTexts(
            String kind, Collection<T> parts, Function<T, String> name, Function<T, String> text) {
        Fields wanted = expected.at(kind);
        Map<String, String> written =
                parts.stream().collect(Collectors.toMap(name, text, (one, other) -> one, TreeMap::new));
        written.values().removeIf(String::isEmpty);
        for (String key : wanted.keys()) {
            result.check(item + ": " + kind + " " + key, wanted.text(key), written.getOrDefault(key, "none"));
        }
        result.check(item + ": all " + kind, new TreeSet<>(wanted.keys()), written.keySet());
    }

    private static String hook(NftChain chain) {
        return chain.findBase()
                .map(base -> "type " + (base.type() == HookFunction.Type.NAT ? "nat" : "filter") + " hook "
                        + base.hook().name().toLowerCase(Locale.ROOT) + " priority " + base.priority())
                .orElse("");
    }

    private static String type(NftSet set) {
        String type = "type " + set.type();
        return set.isDynamic() ? type + " ; flags dynamic,timeout ; timeout " + set.timeoutSeconds() + "s" : type;
    }

    private static String type(VerdictMap map) {
        return map.types().stream().map(Object::toString).collect(Collectors.joining(" . ", "type ", " : verdict"));
    }

    private void compareElements() {
        Fields wanted = expected.at("elements");
        Map<String, Set<String>> written = new TreeMap<>();
        table.listSets().forEach(set -> written.put(set.name(), new TreeSet<>(set.listElementTexts())));
        table.listMaps().forEach(map -> written.put(map.name(), new TreeSet<>(map.listElementTexts())));
        written.values().removeIf(Set::isEmpty);
        for (String key : wanted.keys()) {
            Set<String> elements = new TreeSet<>(wanted.texts(key));
            result.check(item + ": elements of " + key, elements, written.getOrDefault(key, Set.of()));
        }
        result.check(item + ": all with elements", new TreeSet<>(wanted.keys()), written.keySet());
    }
}
