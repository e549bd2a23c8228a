package io.podpath.azure.fabric;

import io.podpath.model.Cidr;
import java.util.Map;
import java.util.TreeMap;

/**
 * The routing domain of one Azure CNI Overlay cluster: which node has which part of the pod CIDR. Only NICs of its nodes
 * are members.
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Overlay overview.
 *
 * @param cluster the cluster's name
 * @param podCidr the range of all pods
 * @param prefixByNic the pod prefix of each node, by the name of its NIC
 */
public record OverlayDomain(String cluster, Cidr podCidr, Map<String, Cidr> prefixByNic) {

    public OverlayDomain {
        prefixByNic = new TreeMap<>(prefixByNic);
    }
}
