package io.podpath.netfilter;

import io.podpath.element.Bridge;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.StepKind;
import java.util.Optional;

/**
 * What a namespace does with a frame from a port of its bridge.
 *
 * <p>With {@code bridge-nf-call-iptables} a frame passes PREROUTING on the bridge. If its destination, translated or
 * not, is behind another port, it stays bridged: FORWARD and POSTROUTING run with the bridge as both interfaces, the
 * TTL is not touched. If it is for the bridge's own address or for somewhere else, the host routes it. Behind the port
 * it came from, the frame can only go back in hairpin mode; on older kernels the copy that a promiscuous bridge hands
 * to the host does the same by routing.
 *
 * <p>The receiver of a frame is derived from the IP addresses: a pod sends to a neighbour's MAC inside the bridge's
 * subnet and to the bridge's MAC for everything else.
 *
 * <p><i>Source:</i> Linux {@code br_netfilter_hooks.c} ({@code br_nf_pre_routing_finish}, {@code br_nf_forward_ip}),
 * {@code br_input.c}; commit 751de2012eaf for the promiscuous copy.
 */
final class BridgedPath {

    private final Bridge bridge;
    private final NetworkNamespace namespace;

    BridgedPath(Bridge bridge, NetworkNamespace namespace) {
        this.bridge = bridge;
        this.namespace = namespace;
    }

    boolean isBridge(String interfaceName) {
        return bridge.name().equals(interfaceName);
    }

    boolean isPort(String interfaceName) {
        return bridge.ports().contains(interfaceName);
    }

    Optional<String> findPort(IpAddress address) {
        return bridge.findPort(address);
    }

    Verdict receive(Traversal traversal, ElementContext context, StepWriter steps) {
        traversal.on(bridge.name(), "").bridged(context.inInterface(), "");
        Optional<Verdict> end = traversal.pass(Hook.PREROUTING);
        if (end.isPresent()) {
            return end.get();
        }
        IpAddress destination = traversal.packet().destination().address();
        Optional<String> port = bridge.isOnLink(destination) ? findPort(destination) : Optional.empty();
        if (port.isEmpty()) {
            return namespace.routeReceived(traversal, bridge.name(), steps);
        }
        if (port.get().equals(context.inInterface())) {
            return hairpin(traversal, port.get(), steps);
        }
        steps.write(StepKind.BRIDGE, bridge.name() + " switches it to " + port.get(), traversal.packet());
        return throughBridge(traversal, port.get(), steps);
    }

    private Verdict throughBridge(Traversal traversal, String port, StepWriter steps) {
        traversal.on(bridge.name(), bridge.name()).bridged(traversal.bridgeInPort(), port);
        Optional<Verdict> end = traversal.pass(Hook.FORWARD);
        if (end.isPresent()) {
            return namespace.rememberError(traversal, end.get());
        }
        end = traversal.pass(Hook.POSTROUTING);
        return end.orElseGet(() -> namespace.leaveBridge(traversal, bridge.name(), port, steps));
    }

    private Verdict hairpin(Traversal traversal, String port, StepWriter steps) {
        Packet packet = traversal.packet();
        return switch (bridge.hairpin()) {
            case PORT_MODE -> {
                steps.write(StepKind.BRIDGE, "hairpin: back to " + port, packet);
                yield throughBridge(traversal, port, steps);
            }
            case PROMISCUOUS_TRACKED -> {
                steps.write(StepKind.BRIDGE, "the promiscuous copy goes up to the host", packet);
                yield namespace.routeReceived(traversal, bridge.name(), steps);
            }
            case PROMISCUOUS_UNTRACKED ->
                steps.drop(
                        packet,
                        Disposition.DENIED,
                        RoutingReason.BRIDGE_HAIRPIN_OFF,
                        bridge.name() + " does not send back out of " + port
                                + ", and the promiscuous copy is INVALID to KUBE-FORWARD");
        };
    }
}
