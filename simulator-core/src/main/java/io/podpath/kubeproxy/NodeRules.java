package io.podpath.kubeproxy;

import io.podpath.netfilter.Chain;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;

/** Where the rules of a node's service ports go. */
record NodeRules(ProxyNode node, Ruleset.Builder out) {

    void nat(String chain, Rule rule) {
        out.append(Table.NAT, chain, rule);
    }

    void filter(String chain, Rule rule) {
        out.append(Table.FILTER, chain, rule);
    }

    void natChain(Chain chain) {
        out.add(Table.NAT, chain);
    }
}
