package io.podpath.azure.resource;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Azure Firewall as declared; it stands in the subnet {@value #SUBNET} of its virtual network.
 *
 * <p><i>Source:</i> Azure docs, Azure Firewall SNAT private IP address ranges.
 *
 * @param name its name
 * @param virtualNetwork the virtual network it is in
 * @param privateIp its address, which routes name as next hop; none to take the first of the subnet
 * @param publicIps its public addresses
 * @param rules its rules
 * @param privateRanges destinations that see the sender's own address, if a network rule lets it through
 */
public record FirewallSpec(
        String name,
        String virtualNetwork,
        @Nullable IpAddress privateIp,
        List<IpAddress> publicIps,
        FirewallRules rules,
        List<Cidr> privateRanges)
        implements AzureResource {

    /** The name that the subnet of a firewall must have. */
    public static final String SUBNET = "AzureFirewallSubnet";

    /** What Azure takes for private unless told otherwise: RFC 1918 and RFC 6598. */
    public static final List<Cidr> IANA_PRIVATE_RANGES = List.of(
            Cidr.parse("10.0.0.0/8"),
            Cidr.parse("172.16.0.0/12"),
            Cidr.parse("192.168.0.0/16"),
            Cidr.parse("100.64.0.0/10"));

    public FirewallSpec {
        publicIps = List.copyOf(publicIps);
        privateRanges = List.copyOf(privateRanges);
    }

    /** Its declared address. */
    public Optional<IpAddress> findPrivateIp() {
        return Optional.ofNullable(privateIp);
    }

    /** The subnet it stands in. */
    public SubnetReference subnet() {
        return new SubnetReference(virtualNetwork, SUBNET);
    }
}
