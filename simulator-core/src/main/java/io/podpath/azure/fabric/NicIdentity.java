package io.podpath.azure.fabric;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a NIC may send from and receive for.
 *
 * @param name the NIC's name, as a rule the machine's
 * @param addresses its own: primary, secondary, and addresses of a pod subnet mapped to the machine
 * @param forwarding whether IP forwarding is enabled on it
 * @param overlayPrefix the pod prefix of its node in Azure CNI Overlay
 * @param loadBalancerFrontends addresses of load balancers whose backend it is and whose rules use floating IP
 */
public record NicIdentity(
        String name,
        Set<IpAddress> addresses,
        IpForwarding forwarding,
        @Nullable Cidr overlayPrefix,
        Set<IpAddress> loadBalancerFrontends) {

    public NicIdentity {
        addresses = Set.copyOf(addresses);
        loadBalancerFrontends = Set.copyOf(loadBalancerFrontends);
    }

    /** A NIC with these addresses and nothing else. */
    public static NicIdentity of(String name, IpAddress... addresses) {
        return new NicIdentity(name, Set.of(addresses), IpForwarding.DISABLED, null, Set.of());
    }

    /** The NIC with IP forwarding enabled. */
    public NicIdentity withIpForwarding() {
        return new NicIdentity(name, addresses, IpForwarding.ENABLED, overlayPrefix, loadBalancerFrontends);
    }

    /** The NIC of a node with this pod prefix. */
    public NicIdentity withOverlayPrefix(Cidr prefix) {
        return new NicIdentity(name, addresses, forwarding, prefix, loadBalancerFrontends);
    }

    /** The NIC as backend of these frontends. */
    public NicIdentity withFrontends(Set<IpAddress> frontends) {
        return new NicIdentity(name, addresses, forwarding, overlayPrefix, frontends);
    }

    /** The pod prefix of its node in Azure CNI Overlay. */
    public Optional<Cidr> findOverlayPrefix() {
        return Optional.ofNullable(overlayPrefix);
    }

    /** The NIC setting that switches the fabric's source and destination check off. */
    public enum IpForwarding {
        ENABLED,
        DISABLED
    }
}
