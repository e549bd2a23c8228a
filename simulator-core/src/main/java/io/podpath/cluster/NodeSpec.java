package io.podpath.cluster;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the cluster.
 *
 * @param name its name
 * @param labels its labels, the zone among them
 * @param addresses its internal addresses, the primary one first; empty while unknown
 * @param podCidrs the ranges its pods get addresses from; empty while unknown or not used by the model
 * @param schedulable false if it is cordoned
 */
public record NodeSpec(
        String name, Map<String, String> labels, List<IpAddress> addresses, List<Cidr> podCidrs, boolean schedulable) {

    /** The label that names the zone. */
    public static final String ZONE_LABEL = "topology.kubernetes.io/zone";
    /** The label that keeps a node out of load balancer pools. */
    public static final String EXCLUDE_FROM_LOAD_BALANCERS_LABEL =
            "node.kubernetes.io/exclude-from-external-load-balancers";

    public NodeSpec {
        labels = Map.copyOf(labels);
        addresses = List.copyOf(addresses);
        podCidrs = List.copyOf(podCidrs);
    }

    /** The zone, if the node names one. */
    public Optional<String> findZone() {
        return Optional.ofNullable(labels.get(ZONE_LABEL));
    }
}
