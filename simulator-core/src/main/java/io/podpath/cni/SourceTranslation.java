package io.podpath.cni;

import io.podpath.cluster.MasqueradeConfig;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.Ruleset;
import java.util.List;

/** What decides, behind kube-proxy's chain in POSTROUTING, whether a packet leaves a node under the node's address. */
sealed interface SourceTranslation permits MasqueradeAgent, SwiftChain, NoSourceTranslation {

    /**
     * Writes the rules of one family.
     *
     * @param family the family of the rules
     * @param configured what ConfigMaps for ip-masq-agent add
     * @param rules the rules of the node
     */
    void write(IpFamily family, List<MasqueradeConfig> configured, Ruleset.Builder rules);
}
