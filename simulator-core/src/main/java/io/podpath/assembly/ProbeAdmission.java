package io.podpath.assembly;

import io.podpath.azure.PlatformAddresses;
import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.BackendHealth;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.NicSecurity;
import io.podpath.azure.security.NsgDecision;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.RuleReference;
import java.util.Map;
import java.util.Optional;

/**
 * Health of backends when the security of their NICs counts: a probe comes from 168.63.129.16, or in IPv6 from
 * fe80::1234:5678:9abc, and a group that keeps it out takes the node out of the pool although all is well on it.
 *
 * <p><i>Source:</i> Azure docs, Load Balancer health probes, section Probe source IP address.
 */
final class ProbeAdmission implements BackendHealth {

    /** Probes come from changing ports; no rule that a person writes depends on it. */
    private static final int SOURCE_PORT = 50_000;

    private final BackendHealth node;
    private final Map<String, NicSecurity> securityByNic;

    /**
     * Health behind security groups.
     *
     * @param node what the probes would find if they arrived
     * @param securityByNic what filters the packets of each NIC
     */
    ProbeAdmission(BackendHealth node, Map<String, NicSecurity> securityByNic) {
        this.node = node;
        this.securityByNic = securityByNic;
    }

    @Override
    public boolean isUp(LoadBalancingRule rule, Backend backend) {
        return node.isUp(rule, backend) && refusal(rule, backend).isEmpty();
    }

    @Override
    public String whyDown(LoadBalancingRule rule, Backend backend) {
        return refusal(rule, backend)
                .flatMap(NsgDecision::findRule)
                .map(RuleReference::where)
                .map(where -> "the probe of " + backend.nic() + " from " + source(rule) + " is denied by " + where)
                .orElseGet(() -> node.whyDown(rule, backend));
    }

    private static IpAddress source(LoadBalancingRule rule) {
        return PlatformAddresses.probeSource(rule.frontend().address().family());
    }

    private Optional<NsgDecision> refusal(LoadBalancingRule rule, Backend backend) {
        Optional<Integer> port = rule.findProbe().map(HealthProbe::port);
        NicSecurity security = securityByNic.get(backend.nic());
        if (port.isEmpty() || security == null) {
            return Optional.empty();
        }
        IpAddress source = source(rule);
        FiveTuple probe = new FiveTuple(
                Protocol.TCP,
                new TransportAddress(source, SOURCE_PORT),
                new TransportAddress(backend.findAddress(source.family()).orElseThrow(), port.get()));
        return security.findRefusal(TrafficDirection.INBOUND, probe);
    }
}
