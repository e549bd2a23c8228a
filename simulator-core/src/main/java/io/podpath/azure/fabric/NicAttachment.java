package io.podpath.azure.fabric;

import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A NIC as its virtual network knows it.
 *
 * @param nic its name
 * @param subnet the name of its subnet
 * @param addresses its addresses, the primary one first
 * @param publicIp its instance-level public address, which belongs to the primary one of its family
 * @param zone the availability zone of its machine, or empty
 * @param mapped addresses of other subnets that lead to it
 */
public record NicAttachment(
        String nic,
        String subnet,
        List<IpAddress> addresses,
        @Nullable IpAddress publicIp,
        String zone,
        List<MappedAddresses> mapped) {

    public NicAttachment {
        addresses = List.copyOf(addresses);
        mapped = List.copyOf(mapped);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("NIC " + nic + " has no address");
        }
    }

    /** A NIC with addresses of one subnet only. */
    public NicAttachment(
            String nic, String subnet, List<IpAddress> addresses, @Nullable IpAddress publicIp, String zone) {
        this(nic, subnet, addresses, publicIp, zone, List.of());
    }

    /** The NIC as its packets from another subnet see it: in that subnet. */
    NicAttachment inSubnet(String other) {
        return new NicAttachment(nic, other, addresses, publicIp, zone, mapped);
    }

    /** A NIC without public address and zone. */
    public static NicAttachment of(String nic, String subnet, IpAddress... addresses) {
        return new NicAttachment(nic, subnet, List.of(addresses), null, "");
    }

    /** The address that outbound translation and the public address belong to. */
    public IpAddress primaryAddress() {
        return addresses.get(0);
    }

    /** The private address that the public address belongs to: the first of its family. */
    public Optional<IpAddress> findAddressBehindPublicIp() {
        return findPublicIp()
                .flatMap(outside -> addresses.stream()
                        .filter(inside -> inside.family() == outside.family())
                        .findFirst());
    }

    /** Its instance-level public address. */
    public Optional<IpAddress> findPublicIp() {
        return Optional.ofNullable(publicIp);
    }
}
