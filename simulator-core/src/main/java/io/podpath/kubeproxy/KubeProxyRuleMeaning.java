package io.podpath.kubeproxy;

import io.podpath.netfilter.RuleHit;
import io.podpath.netfilter.RuleMeaning;
import io.podpath.trace.ConntrackReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.ServiceReason;
import java.util.Optional;

/** What kube-proxy's rules mean, told by chain and comment. */
public final class KubeProxyRuleMeaning implements RuleMeaning {

    private static final String ENDPOINT_CHAIN = "KUBE-SEP-";

    private final RuleMeaning nftables = new NftRuleMeaning();

    @Override
    public End explainDrop(RuleHit hit) {
        if (NftRuleMeaning.isAbout(hit)) {
            return nftables.explainDrop(hit);
        }
        return switch (hit.chain()) {
            case KubeChains.EXTERNAL_SERVICES, KubeChains.SERVICES ->
                new End(ServiceReason.SVC_NO_LOCAL_ENDPOINTS, Disposition.NO_ENDPOINT);
            case KubeChains.PROXY_FIREWALL, IpvsChains.SOURCE_RANGES_FIREWALL, IpvsChains.IPVS_OUT_FILTER ->
                new End(ServiceReason.SVC_SOURCE_RANGE, Disposition.DENIED);
            case KubeChains.FORWARD -> new End(ConntrackReason.CT_INVALID_DROPPED, Disposition.DENIED);
            default -> RuleMeaning.super.explainDrop(hit);
        };
    }

    @Override
    public End explainReject(RuleHit hit) {
        if (hit.chain().equals(IpvsChains.IPVS_FILTER)) {
            return new End(ServiceReason.SVC_PORT_UNKNOWN, Disposition.REJECTED);
        }
        if (NftRuleMeaning.isAbout(hit)) {
            return nftables.explainReject(hit);
        }
        boolean service = hit.chain().equals(KubeChains.SERVICES) || hit.chain().equals(KubeChains.EXTERNAL_SERVICES);
        return service
                ? new End(ServiceReason.SVC_NO_ENDPOINTS, Disposition.REJECTED)
                : RuleMeaning.super.explainReject(hit);
    }

    /** Endpoint chains carry the Service's name as their comment. */
    @Override
    public Optional<String> findService(RuleHit hit) {
        if (NftRuleMeaning.isAbout(hit)) {
            return nftables.findService(hit);
        }
        if (!hit.chain().startsWith(ENDPOINT_CHAIN)) {
            return Optional.empty();
        }
        return hit.rule().findComment().or(() -> Optional.of(hit.chain()));
    }
}
