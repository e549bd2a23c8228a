package io.podpath.azure.fabric;

import io.podpath.model.IpAddress;
import java.util.Optional;

/**
 * An interface of a virtual network towards a peered one. A fabric hands a packet straight to the host of its next NIC;
 * which of the peered network's NICs that is, and whether a gateway has to do with it, is what the interface says here.
 *
 * <pre>
 * peering:hub               to the owner of the destination
 * peering:hub via 10.2.0.4  to an appliance in the peered network
 * transit:hub via hub-vpn   to or from a gateway of the peered network
 * </pre>
 *
 * @param network the peered network
 * @param purpose what it is for
 * @param via the address of the appliance, the name of the gateway, or empty
 */
public record PeeringDoor(String network, Purpose purpose, String via) {

    private static final String PEERING = "peering:";
    private static final String TRANSIT = "transit:";
    private static final String VIA = " via ";

    /** What a packet wants in the peered network. */
    public enum Purpose {
        /** The owner of its destination. */
        OWNER,
        /** An appliance that is next hop of a user-defined route. */
        APPLIANCE,
        /** A gateway; or it comes from one. */
        GATEWAY
    }

    /** Towards the owner of the destination. */
    public static PeeringDoor to(String network) {
        return new PeeringDoor(network, Purpose.OWNER, "");
    }

    /** Towards an appliance. */
    public static PeeringDoor toAppliance(String network, IpAddress nextHop) {
        return new PeeringDoor(network, Purpose.APPLIANCE, nextHop.toString());
    }

    /** Towards a gateway of the one network, and from there to the other. */
    public static PeeringDoor transit(String network, String gateway) {
        return new PeeringDoor(network, Purpose.GATEWAY, gateway);
    }

    /** The interface on the other side, which names the network this one belongs to. */
    public PeeringDoor seenFrom(String otherNetwork) {
        return new PeeringDoor(otherNetwork, purpose, via);
    }

    /** The name of the interface. */
    public String interfaceName() {
        return (purpose == Purpose.GATEWAY ? TRANSIT : PEERING) + network + (via.isEmpty() ? "" : VIA + via);
    }

    /** The door with this interface name; nothing if it leads to no peered network. */
    static Optional<PeeringDoor> find(String interfaceName) {
        boolean isTransit = interfaceName.startsWith(TRANSIT);
        if (!isTransit && !interfaceName.startsWith(PEERING)) {
            return Optional.empty();
        }
        String rest = interfaceName.substring(isTransit ? TRANSIT.length() : PEERING.length());
        int split = rest.indexOf(VIA);
        if (split < 0) {
            return Optional.of(to(rest));
        }
        Purpose purpose = isTransit ? Purpose.GATEWAY : Purpose.APPLIANCE;
        return Optional.of(new PeeringDoor(rest.substring(0, split), purpose, rest.substring(split + VIA.length())));
    }
}
