package io.podpath.azure.fabric;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses a NIC may send from and receive for.
 *
 * @param name the NIC's name, as a rule the machine's
 * @param addresses its own: primary, secondary, and addresses of a pod subnet mapped to the machine
 * @param forwarding whether IP forwarding is enabled on it
 * @param overlayPrefixes the pod prefixes of its node in Azure CNI Overlay, one of each family; empty elsewhere
 * @param loadBalancerFrontends addresses of load balancers whose backend it is and whose rules use floating IP
 */
public record NicIdentity(
        String name,
        Set<IpAddress> addresses,
        IpForwarding forwarding,
        List<Cidr> overlayPrefixes,
        Set<IpAddress> loadBalancerFrontends) {

    public NicIdentity {
        addresses = Set.copyOf(addresses);
        overlayPrefixes = List.copyOf(overlayPrefixes);
        loadBalancerFrontends = Set.copyOf(loadBalancerFrontends);
    }

    /** A NIC with these addresses and nothing else. */
    public static NicIdentity of(String name, IpAddress... addresses) {
        return new NicIdentity(name, Set.of(addresses), IpForwarding.DISABLED, List.of(), Set.of());
    }

    /** The NIC with IP forwarding enabled. */
    public NicIdentity withIpForwarding() {
        return new NicIdentity(name, addresses, IpForwarding.ENABLED, overlayPrefixes, loadBalancerFrontends);
    }

    /** The NIC of a node with these pod prefixes. */
    public NicIdentity withOverlayPrefixes(List<Cidr> prefixes) {
        return new NicIdentity(name, addresses, forwarding, prefixes, loadBalancerFrontends);
    }

    /** The NIC with secondary addresses. */
    public NicIdentity withSecondary(List<IpAddress> secondary) {
        Set<IpAddress> all = new HashSet<>(addresses);
        all.addAll(secondary);
        return new NicIdentity(name, all, forwarding, overlayPrefixes, loadBalancerFrontends);
    }

    /** The NIC as backend of these frontends. */
    public NicIdentity withFrontends(Set<IpAddress> frontends) {
        return new NicIdentity(name, addresses, forwarding, overlayPrefixes, frontends);
    }

    /** The pod prefix of its node in Azure CNI Overlay that holds an address. */
    public Optional<Cidr> findOverlayPrefix(IpAddress address) {
        for (Cidr prefix : overlayPrefixes) {
            if (prefix.contains(address)) {
                return Optional.of(prefix);
            }
        }
        return Optional.empty();
    }

    /** The NIC setting that switches the fabric's source and destination check off. */
    public enum IpForwarding {
        ENABLED,
        DISABLED
    }
}
