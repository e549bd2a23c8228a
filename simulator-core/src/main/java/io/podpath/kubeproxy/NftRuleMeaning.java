package io.podpath.kubeproxy;

import io.podpath.netfilter.RuleHit;
import io.podpath.netfilter.RuleMeaning;
import io.podpath.trace.Disposition;
import io.podpath.trace.ServiceReason;
import java.util.Optional;

/** What the rules of kube-proxy's nftables table mean, told by the names of chains. */
final class NftRuleMeaning implements RuleMeaning {

    private static final String TABLE_SUFFIX = " " + NftablesMode.TABLE;

    /** Whether the rule is in kube-proxy's table. */
    static boolean isAbout(RuleHit hit) {
        return hit.table().endsWith(TABLE_SUFFIX);
    }

    @Override
    public End explainDrop(RuleHit hit) {
        if (NftNames.isFirewall(hit.chain())) {
            return new End(ServiceReason.SVC_SOURCE_RANGE, Disposition.DENIED);
        }
        return switch (hit.chain()) {
            case NftStaticTable.SERVICE_ENDPOINTS_CHECK, NftStaticTable.NODE_PORT_ENDPOINTS_CHECK ->
                new End(ServiceReason.SVC_NO_LOCAL_ENDPOINTS, Disposition.NO_ENDPOINT);
            case NftStaticTable.CLUSTER_IPS_CHECK -> new End(ServiceReason.SVC_ADDRESS_UNALLOCATED, Disposition.DENIED);
            default -> RuleMeaning.super.explainDrop(hit);
        };
    }

    @Override
    public End explainReject(RuleHit hit) {
        return switch (hit.chain()) {
            case NftablesMode.REJECT_CHAIN -> new End(ServiceReason.SVC_NO_ENDPOINTS, Disposition.REJECTED);
            case NftStaticTable.CLUSTER_IPS_CHECK -> new End(ServiceReason.SVC_PORT_UNKNOWN, Disposition.REJECTED);
            default -> RuleMeaning.super.explainReject(hit);
        };
    }

    @Override
    public Optional<String> findService(RuleHit hit) {
        return NftNames.findService(hit.chain());
    }
}
