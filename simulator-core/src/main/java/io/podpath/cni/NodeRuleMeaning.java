package io.podpath.cni;

import io.podpath.kubeproxy.KubeProxyRuleMeaning;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.RuleHit;
import io.podpath.netfilter.RuleMeaning;
import io.podpath.trace.Disposition;
import io.podpath.trace.FilterReason;
import java.util.Optional;

/** What the rules of a node mean: AKS's provisioning writes some, kube-proxy most. */
final class NodeRuleMeaning implements RuleMeaning {

    private final RuleMeaning kubeProxy = new KubeProxyRuleMeaning();

    @Override
    public End explainDrop(RuleHit hit) {
        if (hit.rule() instanceof Rule rule && NodeRules.isHostServiceBlock(rule)) {
            return new End(FilterReason.NODE_WIRESERVER_BLOCKED, Disposition.DENIED);
        }
        return hit.rule() instanceof Rule rule && NodeRules.isMetadataBlock(rule)
                ? new End(FilterReason.NODE_IMDS_RESTRICTED, Disposition.DENIED)
                : kubeProxy.explainDrop(hit);
    }

    @Override
    public End explainReject(RuleHit hit) {
        return kubeProxy.explainReject(hit);
    }

    @Override
    public Optional<String> findService(RuleHit hit) {
        return kubeProxy.findService(hit);
    }
}
