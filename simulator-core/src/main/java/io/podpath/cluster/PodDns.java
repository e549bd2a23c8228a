package io.podpath.cluster;

import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a pod resolves names.
 *
 * <p><i>Source:</i> Kubernetes docs, DNS for Services and Pods, sections Pod's DNS Policy and Pod's DNS Config.
 *
 * @param policy {@code dnsPolicy}
 * @param nameservers {@code dnsConfig.nameservers}, added to those of the policy
 * @param searches {@code dnsConfig.searches}, added to those of the policy
 * @param ndots the option {@code ndots} of {@code dnsConfig}, if set
 */
public record PodDns(
        Policy policy,
        List<IpAddress> nameservers,
        List<String> searches,
        @Nullable Integer ndots) {

    /** What a pod has that says nothing. */
    public static final PodDns DEFAULT = new PodDns(Policy.CLUSTER_FIRST, List.of(), List.of(), null);

    public PodDns {
        nameservers = List.copyOf(nameservers);
        searches = List.copyOf(searches);
    }

    /** The option {@code ndots}, if set. */
    public Optional<Integer> findNdots() {
        return Optional.ofNullable(ndots);
    }

    /** Where the resolver's configuration comes from. */
    public enum Policy {
        /** The cluster's DNS Service; on the host network the node's configuration. */
        CLUSTER_FIRST("ClusterFirst"),
        /** The cluster's DNS Service, also on the host network. */
        CLUSTER_FIRST_WITH_HOST_NET("ClusterFirstWithHostNet"),
        /** The node's configuration. */
        NODE("Default"),
        /** Only what {@code dnsConfig} says. */
        NONE("None");

        private final String text;

        Policy(String text) {
            this.text = text;
        }

        /** The spelling of the API. */
        public String text() {
            return text;
        }
    }
}
