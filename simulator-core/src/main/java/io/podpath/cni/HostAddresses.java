package io.podpath.cni;

import io.podpath.element.NetworkInterface;
import io.podpath.model.IpAddress;
import java.util.List;

/**
 * The addresses of a plain machine.
 *
 * @param primary the one of its network interface
 * @param onLoopback those on its loopback interface, for which it answers as well
 */
record HostAddresses(IpAddress primary, List<IpAddress> onLoopback) {

    private static final int WHOLE_ADDRESS = 32;

    static HostAddresses of(IpAddress primary) {
        return new HostAddresses(primary, List.of());
    }

    List<NetworkInterface> interfaces() {
        NetworkInterface eth0 =
                NetworkInterface.of(NodeRoutes.ETH0, new NetworkInterface.Address(primary, WHOLE_ADDRESS));
        NetworkInterface.Address[] further = onLoopback.stream()
                .map(address -> new NetworkInterface.Address(address, WHOLE_ADDRESS))
                .toArray(NetworkInterface.Address[]::new);
        return further.length == 0 ? List.of(eth0) : List.of(eth0, NetworkInterface.of("lo", further));
    }
}
