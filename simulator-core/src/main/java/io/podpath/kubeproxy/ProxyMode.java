package io.podpath.kubeproxy;

import io.podpath.element.NetworkInterface;
import io.podpath.netfilter.HookRegistration;
import io.podpath.netfilter.Ruleset;
import java.util.List;
import java.util.Optional;

/**
 * A mode of kube-proxy: how Services become rules of a node. One object serves all nodes and is immutable.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/types.go}, {@code Provider}; one package per mode beside it.
 */
public interface ProxyMode {

    /**
     * Writes the rules of a node.
     *
     * @param node the node
     * @param iptables gets what the mode writes with iptables, behind or in front of other rules as the real one does
     * @return what the mode registers at the hooks besides iptables
     */
    List<? extends HookRegistration> write(ProxyNode node, Ruleset.Builder iptables);

    /** The interface the mode adds to a node, if it does. */
    default Optional<NetworkInterface> dummyInterface(ProxyNode node) {
        return Optional.empty();
    }

    /** Whether the mode sets {@code net.ipv4.conf.all.route_localnet}. */
    default boolean setsRouteLocalnet() {
        return false;
    }
}
