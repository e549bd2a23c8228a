package io.podpath.element;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * An interface of a network namespace: a pod's {@code eth0}, a node's {@code azv1a2b}, a bridge.
 *
 * @param name unique inside the namespace
 * @param addresses the addresses it owns, the primary one first
 * @param mtuBytes the largest IP packet it sends
 */
public record NetworkInterface(String name, List<Address> addresses, int mtuBytes) {

    /** The MTU of Ethernet, and of an Azure NIC unless raised. */
    public static final int ETHERNET_MTU_BYTES = 1_500;

    public NetworkInterface {
        addresses = List.copyOf(addresses);
    }

    /** An interface with an Ethernet MTU. */
    public static NetworkInterface of(String name, Address... addresses) {
        return new NetworkInterface(name, List.of(addresses), ETHERNET_MTU_BYTES);
    }

    /**
     * An address and the prefix it is on-link in.
     *
     * @param address the address
     * @param prefixLength of the connected route; 32 or 128 for none but its own
     */
    public record Address(IpAddress address, int prefixLength) {

        /** The connected prefix. */
        public Cidr connectedPrefix() {
            return Cidr.of(address, prefixLength);
        }

        @Override
        public String toString() {
            return address + "/" + prefixLength;
        }
    }

    /** The address the kernel prefers as source on this interface: the first of the family of the peer. */
    public Optional<IpAddress> findPrimaryAddress(IpAddress peer) {
        for (Address candidate : addresses) {
            if (candidate.address().family() == peer.family()) {
                return Optional.of(candidate.address());
            }
        }
        return Optional.empty();
    }
}
