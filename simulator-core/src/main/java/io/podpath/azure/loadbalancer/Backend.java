package io.podpath.azure.loadbalancer;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A member of a backend pool.
 *
 * @param nic the name of its NIC
 * @param address the primary address of that NIC
 * @param ipv6 its address of IPv6, with which it is a member of the second pool of a dual-stack load balancer
 * @param podAddresses addresses of pods on the same NIC that reach the internet under an address of their own
 */
public record Backend(
        String nic, IpAddress address, @Nullable IpAddress ipv6, List<Cidr> podAddresses) {

    public Backend {
        podAddresses = List.copyOf(podAddresses);
    }

    /** A member with one address. */
    public Backend(String nic, IpAddress address) {
        this(nic, address, null, List.of());
    }

    /** Its address of a family. */
    public Optional<IpAddress> findAddress(IpFamily family) {
        return address.family() == family
                ? Optional.of(address)
                : Optional.ofNullable(ipv6).filter(second -> second.family() == family);
    }

    /** Its addresses, the primary one first. */
    public List<IpAddress> addresses() {
        return ipv6 == null ? List.of(address) : List.of(address, ipv6);
    }
}
