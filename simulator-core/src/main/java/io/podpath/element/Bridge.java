package io.podpath.element;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Linux bridge of a namespace, such as kubenet's {@code cbr0}.
 *
 * <p>Frames between its ports are switched, not routed, and yet cross the namespace's rules because {@code
 * bridge-nf-call-iptables} is on. Every port takes the MTU of the bridge, which is what Linux gives a bridge unless told
 * otherwise: the smallest of its ports.
 *
 * <p><i>Does not model:</i> ports of different sizes, learning, flooding.
 *
 * <p><i>Source:</i> Linux {@code net/bridge/br_if.c}, {@code br_mtu_auto_adjust}.
 *
 * @param name the interface of the bridge itself, which is the gateway of its pods
 * @param subnets the addresses on its ports, one range of each family
 * @param portByAddress which port an address is behind
 * @param ports the names of all ports
 * @param hairpin whether a frame may leave by the port it came in on
 */
public record Bridge(
        String name, List<Cidr> subnets, Map<IpAddress, String> portByAddress, Set<String> ports, Hairpin hairpin) {

    public Bridge {
        subnets = List.copyOf(subnets);
        portByAddress = Map.copyOf(portByAddress);
        ports = Set.copyOf(ports);
    }

    /** How a bridge treats a frame whose destination is behind the port it came from. */
    public enum Hairpin {
        /** The port has {@code hairpin_mode} on: the frame goes back. */
        PORT_MODE,
        /**
         * The bridge is promiscuous and the kernel keeps the connection of the copy it hands to the host, which routes
         * it back: kernels before the change of 2024.
         */
        PROMISCUOUS_TRACKED,
        /**
         * The bridge is promiscuous but the copy loses its connection, so that it is dropped as INVALID: kernels since
         * the change of 2024.
         */
        PROMISCUOUS_UNTRACKED
    }

    /** A bridge with one pod behind each port. */
    public static Bridge of(String name, Cidr subnet, Map<IpAddress, String> portByAddress, Hairpin hairpin) {
        return of(name, List.of(subnet), portByAddress, hairpin);
    }

    /** The same with a range of each family. */
    public static Bridge of(String name, List<Cidr> subnets, Map<IpAddress, String> portByAddress, Hairpin hairpin) {
        return new Bridge(name, subnets, portByAddress, Set.copyOf(portByAddress.values()), hairpin);
    }

    /** Whether an address is on its ports, if it is anywhere. */
    public boolean isOnLink(IpAddress address) {
        for (Cidr subnet : subnets) {
            if (subnet.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** The port an address is behind. */
    public Optional<String> findPort(IpAddress address) {
        return Optional.ofNullable(portByAddress.get(address));
    }
}
