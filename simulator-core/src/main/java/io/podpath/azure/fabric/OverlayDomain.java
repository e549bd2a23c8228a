package io.podpath.azure.fabric;

import io.podpath.model.Cidr;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The routing domain of one Azure CNI Overlay cluster: which node has which part of the pod CIDR. Only NICs of its nodes
 * are members, and gateways whose subnet the domain was extended to.
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Overlay overview; Container networking with Application Gateway for Containers; AGIC {@code
 * pkg/cni/overlay.go}.
 *
 * @param cluster the cluster's name
 * @param podCidr the range of all pods
 * @param prefixByNic the pod prefix of each node, by the name of its NIC
 * @param extensions NICs of gateways that may reach its pods
 */
public record OverlayDomain(String cluster, Cidr podCidr, Map<String, Cidr> prefixByNic, Set<String> extensions) {

    public OverlayDomain {
        prefixByNic = new TreeMap<>(prefixByNic);
        extensions = Set.copyOf(extensions);
    }

    /** A domain of nodes only. */
    public OverlayDomain(String cluster, Cidr podCidr, Map<String, Cidr> prefixByNic) {
        this(cluster, podCidr, prefixByNic, Set.of());
    }

    /** The same domain with these gateways as members. */
    public OverlayDomain extendedTo(Set<String> nics) {
        return new OverlayDomain(cluster, podCidr, prefixByNic, nics);
    }
}
