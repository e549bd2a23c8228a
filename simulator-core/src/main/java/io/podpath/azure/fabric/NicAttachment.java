package io.podpath.azure.fabric;

import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * @param furtherPublicIps public addresses of secondary addresses, by these
 */
public record NicAttachment(
        String nic,
        String subnet,
        List<IpAddress> addresses,
        @Nullable IpAddress publicIp,
        String zone,
        List<MappedAddresses> mapped,
        Map<IpAddress, IpAddress> furtherPublicIps) {

    public NicAttachment {
        furtherPublicIps = Map.copyOf(furtherPublicIps);
        addresses = List.copyOf(addresses);
        mapped = List.copyOf(mapped);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("NIC " + nic + " has no address");
        }
    }

    /** A NIC whose secondary addresses have no public ones. */
    public NicAttachment(
            String nic,
            String subnet,
            List<IpAddress> addresses,
            @Nullable IpAddress publicIp,
            String zone,
            List<MappedAddresses> mapped) {
        this(nic, subnet, addresses, publicIp, zone, mapped, Map.of());
    }

    /** A NIC with addresses of one subnet only. */
    public NicAttachment(
            String nic, String subnet, List<IpAddress> addresses, @Nullable IpAddress publicIp, String zone) {
        this(nic, subnet, addresses, publicIp, zone, List.of());
    }

    /** The NIC as its packets from another subnet see it: in that subnet. */
    NicAttachment inSubnet(String other) {
        return new NicAttachment(nic, other, addresses, publicIp, zone, mapped, furtherPublicIps);
    }

    /** A NIC without public address and zone. */
    public static NicAttachment of(String nic, String subnet, IpAddress... addresses) {
        return new NicAttachment(nic, subnet, List.of(addresses), null, "");
    }

    /** The address that outbound translation and the public address belong to. */
    public IpAddress primaryAddress() {
        return addresses.get(0);
    }

    /** The public address of one of its addresses; the instance-level one belongs to the first of its family. */
    public Optional<IpAddress> findPublicIp(IpAddress inside) {
        return publicIps().stream()
                .filter(outside ->
                        findAddressBehind(outside).filter(inside::equals).isPresent())
                .findFirst();
    }

    /** The private address that one of its public addresses belongs to. */
    public Optional<IpAddress> findAddressBehind(IpAddress outside) {
        if (outside.equals(publicIp)) {
            return addresses.stream()
                    .filter(inside -> inside.family() == outside.family())
                    .findFirst();
        }
        return furtherPublicIps.entrySet().stream()
                .filter(entry -> entry.getValue().equals(outside))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** All its public addresses. */
    public List<IpAddress> publicIps() {
        List<IpAddress> all = new ArrayList<>(furtherPublicIps.values());
        findPublicIp().ifPresent(all::add);
        return all;
    }

    /** The NIC with these further addresses, the values public ones of the keys. */
    public NicAttachment withSecondary(List<IpAddress> secondary, Map<IpAddress, IpAddress> publicIps) {
        List<IpAddress> all = new ArrayList<>(addresses);
        all.addAll(secondary);
        return new NicAttachment(nic, subnet, all, publicIp, zone, mapped, publicIps);
    }

    /** Its instance-level public address. */
    public Optional<IpAddress> findPublicIp() {
        return Optional.ofNullable(publicIp);
    }
}
