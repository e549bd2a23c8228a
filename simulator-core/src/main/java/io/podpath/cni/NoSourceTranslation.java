package io.podpath.cni;

import io.podpath.cluster.MasqueradeConfig;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.Ruleset;
import java.util.List;

/** AKS writes nothing: with a plugin of one's own that decides. */
record NoSourceTranslation() implements SourceTranslation {

    @Override
    public void write(IpFamily family, List<MasqueradeConfig> configured, Ruleset.Builder rules) {
        // What the plugin writes is not part of the input.
    }
}
