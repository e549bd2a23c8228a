package io.podpath.netfilter;

import io.podpath.element.NetworkInterface;
import io.podpath.model.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code local} of a namespace: its own addresses. */
final class LocalAddresses {

    private static final IpAddress EVERYBODY = IpAddress.ofIpv4(-1);
    private static final int LONGEST_WITH_BROADCAST = 31;

    private final Map<IpAddress, String> interfaceByAddress = new HashMap<>();
    private final Map<String, Integer> mtuByInterface = new HashMap<>();
    private final List<NetworkInterface> interfaces;

    LocalAddresses(List<NetworkInterface> interfaces) {
        this.interfaces = interfaces;
        for (NetworkInterface networkInterface : interfaces) {
            mtuByInterface.putIfAbsent(networkInterface.name(), networkInterface.mtuBytes());
            for (NetworkInterface.Address address : networkInterface.addresses()) {
                interfaceByAddress.putIfAbsent(address.address(), networkInterface.name());
            }
        }
    }

    boolean isOn(IpAddress address, String interfaceName) {
        return interfaceName.equals(interfaceByAddress.get(address))
                || (address.isLoopback() && interfaceName.equals(NetworkNamespace.LOOPBACK));
    }

    AddressType type(IpAddress address) {
        if (address.isMulticast()) {
            return AddressType.MULTICAST;
        }
        return contains(address)
                ? AddressType.LOCAL
                : isBroadcast(address) ? AddressType.BROADCAST : AddressType.UNICAST;
    }

    private boolean isBroadcast(IpAddress address) {
        if (address.equals(EVERYBODY)) {
            return true;
        }
        for (NetworkInterface candidate : interfaces) {
            for (NetworkInterface.Address own : candidate.addresses()) {
                boolean hasBroadcast = own.address().isIpv4() && own.prefixLength() < LONGEST_WITH_BROADCAST;
                if (hasBroadcast && own.connectedPrefix().lastAddress().equals(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean contains(IpAddress address) {
        return address.isLoopback() || interfaceByAddress.containsKey(address);
    }

    /**
     * The address the kernel takes as source on an interface: its primary one, or for an interface without addresses
     * the primary one of the namespace; in IPv6 what {@link Ipv6SourceSelection} finds best.
     *
     * <p><i>Source:</i> Linux {@code inet_select_addr}; {@code nf_nat_masquerade.c}, which asks the same in both families.
     */
    Optional<IpAddress> findSource(String interfaceName, IpAddress peer) {
        if (peer.isIpv4()) {
            return findPrimary(interfaceName, peer);
        }
        return peer.isLoopback() ? Optional.of(peer) : new Ipv6SourceSelection(interfaceName, peer).select(interfaces);
    }

    private Optional<IpAddress> findPrimary(String interfaceName, IpAddress peer) {
        Optional<IpAddress> own = Optional.empty();
        Optional<IpAddress> any = Optional.empty();
        for (NetworkInterface candidate : interfaces) {
            Optional<IpAddress> primary = candidate.findPrimaryAddress(peer);
            if (candidate.name().equals(interfaceName)) {
                own = primary;
            }
            any = any.isPresent() ? any : primary;
        }
        return own.isPresent() ? own : any;
    }

    int mtuBytes(String interfaceName) {
        Integer known = mtuByInterface.get(interfaceName);
        return known == null ? Integer.MAX_VALUE : known;
    }
}
