package io.podpath.kubeproxy;

import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.netfilter.Target;
import io.podpath.nftables.NftChain;
import io.podpath.nftables.NftSet;
import io.podpath.nftables.VerdictMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what the service ports put into a node's table: elements of the shared maps, and chains of their own. */
final class NftNode {

    private final ProxyNode node;
    final Set<IpAddress> clusterIps = new LinkedHashSet<>();
    final Map<Object, VerdictMap.Element> services = new LinkedHashMap<>();
    final Map<Object, VerdictMap.Element> nodePorts = new LinkedHashMap<>();
    final Map<Object, VerdictMap.Element> firewall = new LinkedHashMap<>();
    final Map<Object, VerdictMap.Element> refusedServices = new LinkedHashMap<>();
    final Map<Object, VerdictMap.Element> refusedNodePorts = new LinkedHashMap<>();
    final List<NftSet> affinitySets = new ArrayList<>();
    final List<NftChain> chains = new ArrayList<>();

    NftNode(ProxyNode node) {
        this.node = node;
    }

    ProxyNode node() {
        return node;
    }

    /** What is sent to a service port at an address. */
    static Object key(IpAddress address, Protocol protocol, int port) {
        return List.of(address, protocol, port);
    }

    /** What is sent to a node port at any address that has them. */
    static Object key(Protocol protocol, int nodePort) {
        return List.of(protocol, nodePort);
    }

    static VerdictMap.Element to(String chain) {
        return element(new Target.Goto(chain), null);
    }

    static VerdictMap.Element element(Target verdict, @Nullable String comment) {
        return new VerdictMap.Element(verdict, comment);
    }
}
