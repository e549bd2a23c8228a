package io.podpath.netfilter.dump;

import io.podpath.netfilter.RuleHit;
import io.podpath.netfilter.RuleMeaning;
import java.util.Optional;

/**
 * What the rules of a dump mean, as far as kube-proxy's names and comments tell.
 *
 * <p><i>Source:</i> kubernetes pkg/proxy/iptables/proxier.go: chains {@code KUBE-SEP-x} translate for the Service port
 * that their comment names.
 */
public final class DumpMeaning implements RuleMeaning {

    private static final String ENDPOINT_CHAIN = "KUBE-SEP-";

    @Override
    public Optional<String> findService(RuleHit hit) {
        return hit.chain().startsWith(ENDPOINT_CHAIN) ? hit.rule().findComment() : Optional.empty();
    }
}
