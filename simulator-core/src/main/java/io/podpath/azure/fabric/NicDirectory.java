package io.podpath.azure.fabric;

import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the NICs of a virtual network by interface, private address, public address and overlay prefix. */
final class NicDirectory {

    private final Map<String, Member> byInterface = new HashMap<>();
    private final Map<IpAddress, Member> byAddress = new HashMap<>();
    private final Map<IpAddress, Member> byPublicIp = new HashMap<>();

    /**
     * A NIC with what the virtual network looks up for each of its packets.
     *
     * @param attachment the NIC
     * @param interfaceName the interface of the virtual network that leads to it
     * @param routes the routes of its subnet
     * @param overlay the overlay domain it is a member of, if any
     */
    record Member(
            NicAttachment attachment,
            String interfaceName,
            EffectiveRoutes routes,
            @Nullable Overlay overlay) {

        Optional<Overlay> findOverlay() {
            return Optional.ofNullable(overlay);
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
        Map<String, Overlay> overlayByNic = new HashMap<>();
        for (OverlayDomain domain : config.overlays()) {
            PrefixTable<PodPrefix> owners = new PrefixTable<>();
            Overlay overlay = new Overlay(domain, owners);
            domain.prefixByNic().forEach((nic, prefix) -> {
                owners.put(prefix, new PodPrefix(prefix, nic));
                overlayByNic.put(nic, overlay);
            });
        }
        for (NicAttachment nic : config.nics()) {
            EffectiveRoutes routes = config.routesBySubnet().get(nic.subnet());
            if (routes == null) {
                throw new IllegalArgumentException("NIC " + nic.nic() + " is in unknown subnet " + nic.subnet());
            }
            Member member =
                    new Member(nic, VirtualNetwork.nicInterface(nic.nic()), routes, overlayByNic.get(nic.nic()));
            byInterface.put(member.interfaceName(), member);
            nic.addresses().forEach(address -> byAddress.put(address, member));
            nic.findPublicIp().ifPresent(address -> byPublicIp.put(address, member));
        }
    }

    Optional<Member> findByInterface(String interfaceName) {
        return Optional.ofNullable(byInterface.get(interfaceName));
    }

    Optional<Member> findByNic(String nic) {
        return findByInterface(VirtualNetwork.nicInterface(nic));
    }

    Optional<Member> findByAddress(IpAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    Optional<Member> findByPublicIp(IpAddress address) {
        return Optional.ofNullable(byPublicIp.get(address));
    }
}
