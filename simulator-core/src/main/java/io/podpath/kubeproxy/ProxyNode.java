package io.podpath.kubeproxy;

import io.podpath.cluster.NodeSpec;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Optional;

/**
 * The node a kube-proxy runs on.
 *
 * @param name its name
 * @param zone its zone, or empty
 * @param addresses its addresses except loopback, the primary one of each family before others of that family
 */
public record ProxyNode(String name, String zone, List<IpAddress> addresses) {

    public ProxyNode {
        addresses = List.copyOf(addresses);
    }

    /** The node with these specifications. */
    public static ProxyNode of(NodeSpec spec) {
        return new ProxyNode(spec.name(), spec.findZone().orElse(""), spec.addresses());
    }

    /** The first address of a family. */
    public Optional<IpAddress> findPrimaryAddress(IpFamily family) {
        return addresses.stream().filter(address -> address.family() == family).findFirst();
    }
}
