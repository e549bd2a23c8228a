package io.podpath.lint;

import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;

/**
 * A service CIDR that holds addresses of somebody else. What happens depends on which address is meant: one that a Service
 * has is translated on the client's node, all others are routed as if there were no service CIDR, and any of them may
 * become a Service's tomorrow.
 *
 * <p><i>Does not see:</i> networks nobody declared.
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Overlay networking, section IP address planning; Kubernetes docs, Virtual IPs and
 * Service Proxies.
 */
final class ServiceRangeOverlap implements LintRule {

    private static final RuleId ID =
            new RuleId("PP102", "service-range-overlap", "the service CIDR overlaps a range that somebody else uses");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        Cidr services = input.cluster().ranges().serviceCidr();
        return ConnectedRanges.others(input).stream()
                .filter(range -> range.range().overlaps(services))
                .map(range -> finding(services, range, input))
                .toList();
    }

    private static Finding finding(Cidr services, NamedRange range, LintInput input) {
        List<IpAddress> taken = input.network().plan().objects().services().stream()
                .flatMap(service -> service.clusterIps().stream())
                .filter(range.range()::contains)
                .sorted()
                .toList();
        String now = taken.isEmpty()
                ? "no Service has one of them yet"
                : taken.size() + (taken.size() == 1 ? " Service has" : " Services have")
                        + " such an address already, the first " + taken.get(0);
        return ID.finding(
                Severity.WARNING,
                Subject.cluster("serviceCidr"),
                "serviceCidr " + services + " overlaps " + range.range() + " of " + range.owner(),
                new Advice(
                        "kube-proxy's rules catch a packet for an address that a Service has before it is routed, on the"
                                + " node of the client; addresses no Service has are routed to the real host, until one"
                                + " gets them (" + now + ")",
                        "choose a service CIDR that no connected network uses; it never leaves the nodes and may be the"
                                + " same in every cluster",
                        "Azure docs, Azure CNI Overlay networking, IP address planning; Kubernetes docs, Virtual IPs and"
                                + " Service Proxies"));
    }
}
