package io.podpath.azure.fabric;

import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the NICs of a virtual network by interface, private address, public address and overlay prefix. */
final class NicDirectory {

    private final Map<String, Member> byInterface = new HashMap<>();
    private final Map<IpAddress, Member> byAddress = new HashMap<>();
    private final Map<IpAddress, Member> byPublicIp = new HashMap<>();
    private final PrefixTable<Member> byMappedAddress = new PrefixTable<>();

    /**
     * A NIC with what the virtual network looks up for each of its packets. A NIC with addresses of several subnets is a
     * member once for each of them.
     *
     * @param attachment the NIC
     * @param interfaceName the interface of the virtual network that leads to it
     * @param routes the routes of its subnet
     * @param overlays the overlay domains it is a member of, one of each family at most
     */
    record Member(NicAttachment attachment, String interfaceName, EffectiveRoutes routes, List<Overlay> overlays) {

        /** The domain whose pods have addresses such as this. */
        Optional<Overlay> findOverlay(IpAddress address) {
            for (Overlay overlay : overlays) {
                if (overlay.domain.podCidr().contains(address)) {
                    return Optional.of(overlay);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * An overlay domain, ready for look-ups.
     *
     * @param domain the domain
     * @param owners the interface towards the node of each pod prefix
     */
    record Overlay(OverlayDomain domain, PrefixTable<PodPrefix> owners) {}

    /**
     * A node's part of the pod CIDR.
     *
     * @param prefix the part
     * @param nic the node's NIC
     */
    record PodPrefix(Cidr prefix, String nic) {}

    NicDirectory(VirtualNetworkConfig config) {
        Map<String, List<Overlay>> overlaysByNic = new HashMap<>();
        for (OverlayDomain domain : config.overlays()) {
            PrefixTable<PodPrefix> owners = new PrefixTable<>();
            Overlay overlay = new Overlay(domain, owners);
            domain.prefixByNic().forEach((nic, prefix) -> {
                owners.put(prefix, new PodPrefix(prefix, nic));
                overlaysByNic.computeIfAbsent(nic, name -> new ArrayList<>()).add(overlay);
            });
            domain.extensions()
                    .forEach(nic -> overlaysByNic
                            .computeIfAbsent(nic, name -> new ArrayList<>())
                            .add(overlay));
        }
        for (NicAttachment nic : config.nics()) {
            Member member = member(nic, config, overlaysByNic.getOrDefault(nic.nic(), List.of()));
            for (MappedAddresses mapped : nic.mapped()) {
                Member there = member(nic.inSubnet(mapped.subnet()), config, List.of());
                mapped.ranges().forEach(range -> byMappedAddress.put(range, there));
            }
            byInterface.put(member.interfaceName(), member);
            nic.addresses().forEach(address -> byAddress.put(address, member));
            nic.publicIps().forEach(address -> byPublicIp.put(address, member));
        }
    }

    private static Member member(NicAttachment nic, VirtualNetworkConfig config, List<Overlay> overlays) {
        EffectiveRoutes routes = config.routesBySubnet().get(nic.subnet());
        if (routes == null) {
            throw new IllegalArgumentException("NIC " + nic.nic() + " is in unknown subnet " + nic.subnet());
        }
        return new Member(nic, VirtualNetwork.nicInterface(nic.nic()), routes, overlays);
    }

    /** The NIC a packet comes in from, as a member of the subnet that its source is in. */
    Optional<Member> findSender(String interfaceName, IpAddress source) {
        Optional<Member> mapped = byMappedAddress
                .find(source)
                .filter(member -> member.interfaceName().equals(interfaceName));
        return mapped.isPresent() ? mapped : findByInterface(interfaceName);
    }

    Optional<Member> findByInterface(String interfaceName) {
        return Optional.ofNullable(byInterface.get(interfaceName));
    }

    Optional<Member> findByNic(String nic) {
        return findByInterface(VirtualNetwork.nicInterface(nic));
    }

    Optional<Member> findByAddress(IpAddress address) {
        Member member = byAddress.get(address);
        return member == null ? byMappedAddress.find(address) : Optional.of(member);
    }

    Optional<Member> findByPublicIp(IpAddress address) {
        return Optional.ofNullable(byPublicIp.get(address));
    }
}
