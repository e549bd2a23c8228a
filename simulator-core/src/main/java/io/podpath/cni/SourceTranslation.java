package io.podpath.cni;

import io.podpath.cluster.MasqueradeConfig;
import io.podpath.netfilter.Ruleset;
import java.util.List;

/** What decides, behind kube-proxy's chain in POSTROUTING, whether a packet leaves a node under the node's address. */
sealed interface SourceTranslation permits MasqueradeAgent, SwiftChain, NoSourceTranslation {

    /**
     * Writes the rules.
     *
     * @param configured what ConfigMaps for ip-masq-agent add
     * @param rules the rules of the node
     */
    void write(List<MasqueradeConfig> configured, Ruleset.Builder rules);
}
