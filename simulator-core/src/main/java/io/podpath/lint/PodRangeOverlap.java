package io.podpath.lint;

import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pod CIDR that holds addresses of somebody else. AKS refuses an overlap with the node subnet and with the service CIDR
 * only; beyond them packets for the other side stay in the cluster, without an error anywhere.
 *
 * <p><i>Does not see:</i> networks nobody declared.
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Overlay networking, section IP address planning.
 */
final class PodRangeOverlap implements LintRule {

    private static final RuleId ID =
            new RuleId("PP101", "pod-range-overlap", "the pod CIDR overlaps a range that somebody else uses");

    private static final String SOURCE =
            "Azure docs, Azure CNI Overlay networking, IP address planning; Configure kubenet";

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        Optional<Cidr> pods = input.cluster().ranges().findPodCidr();
        if (pods.isEmpty()) {
            return List.of();
        }
        List<NamedRange> ranges = new ArrayList<>(ConnectedRanges.own(input));
        ranges.addAll(ConnectedRanges.others(input));
        return ranges.stream()
                .filter(range -> range.range().overlaps(pods.get()))
                .map(range -> finding(pods.get(), range, input))
                .toList();
    }

    private static Finding finding(Cidr pods, NamedRange range, LintInput input) {
        String way = input.isOverlay()
                ? "a packet of a pod for such an address is taken for pod traffic: it keeps the pod's address, goes into the"
                        + " overlay, and no host outside ever gets it"
                : "a packet of a pod for such an address is taken for pod traffic: it keeps the pod's address, which the"
                        + " host outside cannot answer, or goes to the node whose /24 holds the address";
        return ID.finding(
                Severity.WARNING,
                Subject.cluster("podCidr"),
                "podCidr " + pods + " overlaps " + range.range() + " of " + range.owner(),
                new Advice(
                        way,
                        "choose a pod CIDR that no connected network uses; it cannot be changed later, only grown"
                                + " (Overlay), so the cluster has to be made anew",
                        SOURCE));
    }
}
