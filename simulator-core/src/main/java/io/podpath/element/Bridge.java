package io.podpath.element;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A Linux bridge of a namespace, such as kubenet's {@code cbr0}.
 *
 * <p>Frames between its ports are switched, not routed, and yet cross the namespace's rules because {@code
 * bridge-nf-call-iptables} is on.
 *
 * @param name the interface of the bridge itself, which is the gateway of its pods
 * @param subnet the addresses on its ports
 * @param portByAddress which port an address is behind
 * @param hairpin whether a frame may leave by the port it came in on
 */
public record Bridge(String name, Cidr subnet, Function<IpAddress, Optional<String>> portByAddress, Hairpin hairpin) {

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

    /** A bridge whose ports are known beforehand. */
    public static Bridge of(String name, Cidr subnet, Map<IpAddress, String> ports, Hairpin hairpin) {
        Map<IpAddress, String> copy = Map.copyOf(ports);
        return new Bridge(name, subnet, address -> Optional.ofNullable(copy.get(address)), hairpin);
    }

    /** The port an address is behind. */
    public Optional<String> findPort(IpAddress address) {
        return portByAddress.apply(address);
    }
}
