package io.podpath.lab.verify;

import io.podpath.element.NetworkInterface;
import io.podpath.kubeproxy.IpvsNode;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.netfilter.NamespaceConfig;
import io.podpath.netfilter.NamespaceRules;
import java.util.List;

/**
 * A machine of podpath's network that the lab rebuilds.
 *
 * @param id its element
 * @param kind node, pod, vm, internet-host or platform
 * @param config what makes it what it is
 */
record Machine(String id, String kind, NamespaceConfig config) {

    static final String ETH0 = "eth0";

    boolean isPod() {
        return kind.equals("pod");
    }

    boolean isNode() {
        return kind.equals("node");
    }

    /** Whether podpath models its network stack, so that its crossings can be compared. */
    boolean isJudged() {
        return !kind.equals("platform");
    }

    /** Its addresses of both families. */
    List<IpAddress> addresses() {
        return addresses(config.ip().interfaces());
    }

    private static List<IpAddress> addresses(List<NetworkInterface> interfaces) {
        return interfaces.stream()
                .flatMap(each -> each.addresses().stream())
                .map(NetworkInterface.Address::address)
                .toList();
    }

    /** The addresses others find it by: not those of {@code kube-ipvs0} and {@code localdns}, which every node has. */
    List<IpAddress> addressesOnTheNetwork() {
        return addresses(config.ip().interfaces().stream()
                        .filter(each -> !each.name().equals(IpvsNode.DUMMY_INTERFACE))
                        .toList())
                .stream()
                .filter(address -> !address.isLinkLocal())
                .toList();
    }

    /** Whether its kernel tracks connections: only where there are rules. */
    boolean tracksConnections() {
        return config.rules().get() != NamespaceRules.NONE;
    }

    /** Whether its pods are on a bridge. */
    boolean hasBridge() {
        return config.ip().findBridge().isPresent();
    }

    List<ListeningSocket> sockets() {
        return config.sockets();
    }
}
