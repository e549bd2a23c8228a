package io.podpath.scenario.conformance;

import io.podpath.ipvs.RealServer;
import io.podpath.ipvs.Scheduler;
import io.podpath.ipvs.VirtualServer;
import io.podpath.kubeproxy.IpvsMode;
import io.podpath.kubeproxy.IpvsNode;
import io.podpath.kubeproxy.IpvsSettings;
import io.podpath.kubeproxy.KubeIpSet;
import io.podpath.netfilter.Chain;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.SetMatch;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import io.podpath.netfilter.ipset.SetType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Kind {@code IpvsState}: virtual servers with their real servers, the contents of sets, rules that use them. */
final class IpvsStateEvaluator implements KindEvaluator {

    @Override
    public void evaluate(Fields file, FileResult result) {
        for (Fields item : file.list("cases")) {
            ConformanceCase settings = ConformanceCase.of(file, item);
            String label = settings.proxyConfig().find("scheduler").orElse("rr");
            Optional<Scheduler> scheduler = Scheduler.find(label);
            if (scheduler.isEmpty()) {
                result.fail(settings.name(), "scheduler " + label, "a scheduler podpath does not model");
                continue;
            }
            IpvsSettings ipvs = new IpvsSettings(scheduler.get(), IpvsSettings.DEFAULT.timeouts());
            IpvsMode mode = new IpvsMode(settings.config(), ipvs, settings.servicePorts(), settings.endpoints());
            IpvsNode node = mode.plan(settings.node());
            Ruleset.Builder rules = new Ruleset.Builder();
            mode.write(node, rules);
            State state = new State(node, rules.build());
            Fields expected = item.at("expect");
            for (String key : expected.keys()) {
                check(settings.name() + ": " + key, key, expected, state, result);
            }
        }
    }

    private record State(IpvsNode node, Ruleset rules) {

        SortedSet<String> entries(String setName) {
            return rules.ipSets()
                    .find(setName)
                    .map(set -> new TreeSet<>(set.listElements()))
                    .orElseGet(TreeSet::new);
        }

        /** The rules of the chains of this name in both tables, nat first. */
        List<Rule> rulesOf(String chain) {
            List<Rule> found = new ArrayList<>();
            for (Table table : List.of(Table.NAT, Table.FILTER)) {
                found.addAll(rules.findChain(table, chain).map(Chain::rules).orElse(List.of()));
            }
            return found;
        }
    }

    private static void check(String item, String key, Fields expected, State state, FileResult result) {
        IpvsNode node = state.node;
        switch (key) {
            case "virtualServers" -> result.check(item, wantedServers(expected), texts(node.virtualServers()));
            case "virtualServerCount" ->
                result.check(
                        item, expected.number(key, 0), node.virtualServers().size());
            case "loopBackEntries" ->
                result.check(item, new TreeSet<>(expected.texts(key)), node.entries(KubeIpSet.LOOP_BACK));
            case "loopBackEntryCount" ->
                result.check(
                        item,
                        expected.number(key, 0),
                        node.entries(KubeIpSet.LOOP_BACK).size());
            case "ipSets" -> checkSets(item, expected.at(key), state, result);
            case "natChains" -> checkChains(item, expected.at(key), state, result);
            default -> result.fail(item, "an expectation podpath knows", key);
        }
    }

    private static SortedSet<String> wantedServers(Fields expected) {
        SortedSet<String> texts = new TreeSet<>();
        for (Fields server : expected.list("virtualServers")) {
            SortedSet<String> real = new TreeSet<>();
            server.list("realServers")
                    .forEach(one -> real.add(one.text("address") + ":" + one.text("port") + " " + one.text("weight")));
            texts.add(server.text("protocol").toLowerCase(Locale.ROOT) + " " + server.text("address") + ":"
                    + server.text("port") + " " + server.text("scheduler") + " " + real);
        }
        return texts;
    }

    private static SortedSet<String> texts(Collection<VirtualServer> servers) {
        SortedSet<String> texts = new TreeSet<>();
        for (VirtualServer server : servers) {
            SortedSet<String> real = new TreeSet<>();
            for (RealServer one : server.realServers()) {
                real.add(one.address() + " " + one.weight());
            }
            texts.add(server + " " + server.scheduler().label() + " " + real);
        }
        return texts;
    }

    private static void checkSets(String item, Fields sets, State state, FileResult result) {
        for (String name : sets.keys()) {
            SortedSet<String> wanted = new TreeSet<>();
            sets.list(name).forEach(entry -> wanted.add(entryText(entry)));
            result.check(item + " " + name, wanted, state.entries(name));
        }
    }

    private static void checkChains(String item, Fields chains, State state, FileResult result) {
        for (String chain : chains.keys()) {
            List<String> wanted = chains.list(chain).stream()
                    .map(rule -> ruleText(rule.text("source"), rule.text("matchSet"), rule.text("jump")))
                    .toList();
            List<String> actual = state.rulesOf(chain).stream()
                    .map(IpvsStateEvaluator::ruleText)
                    .toList();
            result.check(item + " " + chain, wanted, actual);
        }
    }

    private static String ruleText(Rule rule) {
        String set = "";
        for (Match match : rule.matches()) {
            set = match instanceof SetMatch setMatch ? setMatch.set() : set;
        }
        HeaderMatch.Address source = rule.header().source();
        String from = source == null ? "" : (source.negated() ? "! " : "") + source.range();
        return ruleText(from, set, jump(rule.target()));
    }

    private static String ruleText(String source, String set, String jump) {
        return (source.isEmpty() ? "" : "source " + source + " ") + (set.isEmpty() ? "" : "set " + set + " ") + jump;
    }

    private static String jump(Target target) {
        return target.toString().replaceFirst("^-j ", "");
    }

    /** An entry as ipset writes it; the type of the set tells which parts it has. */
    private static String entryText(Fields entry) {
        SetType kind = Arrays.stream(SetType.values())
                .filter(candidate -> candidate.toString().equals(entry.text("type")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a set of type " + entry.text("type")));
        String address = entry.text("ip");
        String port = entry.text("protocol") + ":" + entry.text("port");
        return switch (kind) {
            case HASH_IP -> address;
            case BITMAP_PORT -> entry.text("port");
            case HASH_IP_PORT -> address + "," + port;
            case HASH_IP_PORT_IP -> address + "," + port + "," + entry.text("ip2");
            case HASH_IP_PORT_NET -> address + "," + port + "," + entry.text("net");
            default -> throw new IllegalArgumentException("kube-proxy has no sets of type " + kind);
        };
    }
}
