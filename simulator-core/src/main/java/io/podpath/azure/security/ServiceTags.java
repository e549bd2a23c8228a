package io.podpath.azure.security;

import io.podpath.azure.PlatformAddresses;
import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the service tags mean for the NICs of one subnet.
 *
 * <ul>
 *   <li>{@code VirtualNetwork}: the ranges of the virtual network and of those peered with it, the ranges learned from
 *       gateways, the prefixes of the user-defined routes of the subnet (so that a route for 0.0.0.0/0 widens the tag to
 *       everything), and the virtual address of the host.
 *   <li>{@code AzureLoadBalancer}: 168.63.129.16, where health probes come from.
 *   <li>{@code Internet}: what lies outside {@code VirtualNetwork} and is publicly reachable.
 * </ul>
 *
 * <p>A probe comes from an address that both of the first two tags hold. Azure documents probes as let in by the rule
 * for {@code AzureLoadBalancer}, so as a <em>source</em> the host's address counts for that tag only.
 *
 * <p>Other tags mean what {@link NamedAddresses} says, if it says anything.
 *
 * <p><i>Source:</i> Azure docs, Virtual network service tags; Network security groups overview.
 */
public final class ServiceTags {

    private static final List<Cidr> NOT_ON_THE_INTERNET = List.of(
            Cidr.parse("10.0.0.0/8"),
            Cidr.parse("172.16.0.0/12"),
            Cidr.parse("192.168.0.0/16"),
            Cidr.parse("100.64.0.0/10"),
            Cidr.parse("169.254.0.0/16"),
            Cidr.parse("127.0.0.0/8"),
            Cidr.parse("fc00::/7"),
            Cidr.parse("fe80::/10"));

    private static final Cidr MULTICAST = Cidr.parse("224.0.0.0/4");
    private static final Cidr MULTICAST_IPV6 = Cidr.parse("ff00::/8");

    private final Set<Cidr> prefixes;
    private final NamedAddresses named;
    private final PrefixTable<Boolean> virtualNetwork = new PrefixTable<>();

    private ServiceTags(Set<Cidr> prefixes, NamedAddresses named) {
        this.prefixes = prefixes;
        this.named = named;
        prefixes.forEach(prefix -> virtualNetwork.put(prefix, true));
    }

    /** The tags in a virtual network of these ranges that has neither peerings nor user-defined routes. */
    public static ServiceTags ofVirtualNetwork(Collection<Cidr> addressPrefixes) {
        return new ServiceTags(new TreeSet<>(addressPrefixes), NamedAddresses.NONE);
    }

    /** The tags when virtual networks of these ranges are peered directly. */
    public ServiceTags withPeered(Collection<Cidr> addressPrefixes) {
        return with(addressPrefixes);
    }

    /** The tags in a subnet whose route table has routes for these prefixes. */
    public ServiceTags withUserRoutes(Collection<Cidr> routePrefixes) {
        return with(routePrefixes);
    }

    /** The tags in a subnet that learns these ranges from a gateway. */
    public ServiceTags withLearnedRoutes(Collection<Cidr> learnedPrefixes) {
        return with(learnedPrefixes);
    }

    /**
     * The tags when the pods of an Overlay cluster count as inside the virtual network.
     *
     * <p>Azure does not document whether the tag holds the pod CIDR. It does document that pods on different nodes reach
     * each other under the default rules alone, so a recipe for Overlay calls this; leaving it out shows the other
     * reading.
     */
    public ServiceTags withOverlayPodCidrs(Collection<Cidr> podCidrs) {
        return with(podCidrs);
    }

    private ServiceTags with(Collection<Cidr> more) {
        Set<Cidr> all = new TreeSet<>(prefixes);
        all.addAll(more);
        return new ServiceTags(all, named);
    }

    /** The tags beside names with these contents. */
    public ServiceTags withNamed(NamedAddresses names) {
        return new ServiceTags(prefixes, names);
    }

    /** What other tags and application security groups stand for. */
    NamedAddresses named() {
        return named;
    }

    /** Whether {@code VirtualNetwork} holds the address as source of a packet. */
    public boolean isVirtualNetworkSource(IpAddress address) {
        return !address.equals(PlatformAddresses.HOST)
                && virtualNetwork.find(address).isPresent();
    }

    /** Whether {@code VirtualNetwork} holds the address as destination of a packet. */
    public boolean isVirtualNetworkDestination(IpAddress address) {
        return address.equals(PlatformAddresses.HOST)
                || virtualNetwork.find(address).isPresent();
    }

    /** Whether {@code Internet} holds the address. */
    public boolean isInternet(IpAddress address) {
        return virtualNetwork.find(address).isEmpty() && isPublic(address);
    }

    /** Whether the address is reachable on the internet at all; platform addresses are not. */
    public static boolean isPublic(IpAddress address) {
        if (PlatformAddresses.contains(address) || address.isMulticast()) {
            return false;
        }
        for (Cidr prefix : NOT_ON_THE_INTERNET) {
            if (prefix.contains(address)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What a tag holds, for views: the IPv4 part of {@code Internet}, and nothing for a tag of unknown contents, for the
     * tags of platform services, and for text that is no tag.
     */
    List<Cidr> contents(String tag) {
        Optional<WellKnownTag> known = WellKnownTag.find(tag);
        if (known.isEmpty()) {
            return named.findServiceTag(tag).orElse(List.of());
        }
        List<Cidr> contents = new ArrayList<>();
        switch (known.get()) {
            case VIRTUALNETWORK -> {
                contents.addAll(prefixes);
                contents.add(Cidr.host(PlatformAddresses.HOST));
            }
            case AZURELOADBALANCER -> contents.add(Cidr.host(PlatformAddresses.HOST));
            case INTERNET -> {
                List<Cidr> holes = new ArrayList<>(prefixes);
                holes.addAll(NOT_ON_THE_INTERNET);
                holes.add(MULTICAST);
                holes.add(Cidr.host(PlatformAddresses.HOST));
                contents.addAll(PrefixComplement.of(Cidr.ANY_IPV4, holes));
            }
            case AZUREPLATFORMDNS, AZUREPLATFORMIMDS, AZUREPLATFORMLKM, OTHER -> {}
        }
        return contents;
    }

    /** What {@code Internet} holds, of both families. */
    Intervals<IpAddress> internet() {
        List<Cidr> holes = new ArrayList<>(prefixes);
        holes.addAll(NOT_ON_THE_INTERNET);
        holes.add(MULTICAST);
        holes.add(MULTICAST_IPV6);
        holes.add(Cidr.host(PlatformAddresses.HOST));
        holes.add(Cidr.host(PlatformAddresses.METADATA));
        return AddressSet.EVERYTHING.minus(AddressSet.intervals(holes));
    }

    /** The IPv4 ranges of {@code Internet}, in order of address. */
    public List<Cidr> internetPrefixes() {
        return contents(WellKnownTag.INTERNET.name());
    }

    /** The prefixes of {@code VirtualNetwork} in order of address, for views. */
    public List<Cidr> virtualNetworkPrefixes() {
        return new ArrayList<>(prefixes);
    }
}
