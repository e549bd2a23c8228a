package io.podpath.lab.router;

import io.podpath.model.IpFamily;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.dump.Dump;
import io.podpath.netfilter.dump.DumpReader;
import io.podpath.netfilter.ipset.IpSetReader;
import io.podpath.netfilter.text.Parsed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of the router; they can be taken away one by one, which is how a difference is made small enough to read.
 *
 * @param family whether they are rules of iptables or of ip6tables
 * @param rules the rules, in the order of their chains
 * @param policies policies other than ACCEPT, by {@code table chain}
 * @param sets the sets of addresses the rules name, as {@code ipset restore} reads them
 */
record RouterRules(IpFamily family, List<RouterRule> rules, Map<String, String> policies, String sets) {

    private static final Pattern QUESTION = Pattern.compile("--comment (q\\d+)");

    RouterRules {
        rules = List.copyOf(rules);
        policies = Map.copyOf(policies);
    }

    /** No rules: every table empty, every policy ACCEPT. */
    static RouterRules none(IpFamily family) {
        return new RouterRules(family, List.of(), Map.of(), "");
    }

    /** Rules of IPv4 as people write them, {@code nat PREROUTING -p tcp -j ACCEPT}; no sets, all policies ACCEPT. */
    static RouterRules of(String... texts) {
        List<RouterRule> rules = new ArrayList<>();
        for (String text : texts) {
            String[] words = text.split(" ", 3);
            rules.add(new RouterRule(words[0], words[1], words[2]));
        }
        return new RouterRules(IpFamily.IPV4, rules, Map.of(), "");
    }

    RouterRules without(int index) {
        List<RouterRule> fewer = new ArrayList<>(rules);
        fewer.remove(index);
        return new RouterRules(family, fewer, policies, sets);
    }

    /** The text for {@code iptables-restore} or {@code ip6tables-restore}: every table, so that what was there before is gone. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (RouterTable table : RouterTable.values()) {
            text.append('*').append(table.label()).append('\n');
            for (String hook : table.hooks()) {
                String policy = policies.getOrDefault(table.label() + " " + hook, "ACCEPT");
                text.append(':').append(hook).append(' ').append(policy).append(" [0:0]\n");
            }
            for (String chain : ownChains(table)) {
                text.append(':').append(chain).append(" - [0:0]\n");
            }
            for (RouterRule rule : rules) {
                if (rule.table().equals(table.label())) {
                    text.append("-A ")
                            .append(rule.chain())
                            .append(' ')
                            .append(rule.text())
                            .append('\n');
                }
            }
            text.append("COMMIT\n");
        }
        return text.toString();
    }

    /** The same rules for podpath, read from the same text. */
    NamespaceRules compile() {
        Parsed<Dump> dump = DumpReader.read(text(), family);
        if (!dump.problems().isEmpty()) {
            throw new IllegalStateException("podpath cannot read what the kernel accepts: " + dump.problems());
        }
        NamespaceRules compiled =
                NamespaceRules.of(dump.value().ruleset(IpSetReader.read(sets).value()));
        return family == IpFamily.IPV4 ? compiled : NamespaceRules.NONE.withIpv6(compiled);
    }

    /** The comment of each random rule, by {@code table chain number}. */
    Map<String, String> questions() {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, String> questions = new HashMap<>();
        for (RouterRule rule : rules) {
            String chain = rule.table() + " " + rule.chain();
            int number = numbers.merge(chain, 1, Integer::sum);
            Matcher comment = QUESTION.matcher(rule.text());
            if (comment.find()) {
                questions.put(chain + " " + number, comment.group(1));
            }
        }
        return questions;
    }

    /** Chains that rules are in or jump to. */
    Set<String> ownChains(RouterTable table) {
        Set<String> chains = new LinkedHashSet<>();
        for (RouterRule rule : rules) {
            if (!rule.table().equals(table.label())) {
                continue;
            }
            addOwn(chains, rule.chain());
            String[] words = rule.text().split(" ", -1);
            for (int i = 0; i + 1 < words.length; i++) {
                if (words[i].equals("-j") || words[i].equals("-g")) {
                    addOwn(chains, words[i + 1]);
                }
            }
        }
        return chains;
    }

    private static void addOwn(Set<String> chains, String name) {
        if (name.startsWith(RouterTable.OWN_CHAIN)) {
            chains.add(name);
        }
    }
}
