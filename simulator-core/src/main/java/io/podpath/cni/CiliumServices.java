package io.podpath.cni;

import io.podpath.model.Packet;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.HookFunction;
import io.podpath.netfilter.HookRegistration;
import io.podpath.netfilter.MatchContext;
import io.podpath.netfilter.TableVerdict;
import io.podpath.netfilter.Target;
import io.podpath.netfilter.TraversalLog;
import io.podpath.trace.Disposition;
import io.podpath.trace.ModelReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Cilium takes packets for Services out of the host's hands: its programs at the interfaces of pods and of the
 * node choose the endpoint and rewrite the packet before any hook of netfilter sees it.
 *
 * <p><i>Models:</i> that they do, whatever brought the packet to the node. <i>Does not model:</i> what they do, so that
 * such a packet ends {@code NOT_MODELLED}; gap GAP-CILIUM-DATA-PATH.
 *
 * <p><i>Source:</i> Azure/azure-container-networking {@code test/integration/manifests/cilium/v1.18/cilium-config}
 * ({@code kube-proxy-replacement}, {@code bpf-lb-sock: false}); fact CILIUM-SERVICES-PER-PACKET.
 *
 * @param hook where packets come from outside or from a process of the node
 * @param services what it claims
 */
record CiliumServices(Hook hook, ServiceDestinations services) implements HookFunction {

    /** Before everything that the kernel itself has at a hook. */
    private static final int FIRST = -1_000;

    private static final Target PASS = new Target.Accept();

    /** At both places where packets begin their way through a node. */
    static List<HookRegistration> of(ServiceDestinations services) {
        return List.of(new CiliumServices(Hook.PREROUTING, services), new CiliumServices(Hook.OUTPUT, services));
    }

    @Override
    public int priority() {
        return FIRST;
    }

    @Override
    public Type type() {
        return Type.FILTER;
    }

    @Override
    public boolean needsConntrack() {
        return false;
    }

    @Override
    public String label() {
        return "cilium services";
    }

    @Override
    public TableVerdict run(Packet packet, MatchContext context, @Nullable TraversalLog log) {
        if (!services.contains(packet.destination())) {
            return new TableVerdict(packet, PASS, null);
        }
        String why = "what Cilium's data path makes of Services (" + packet.destination() + ") is not modelled yet";
        return new TableVerdict(
                packet, new Target.Undecided(why, Disposition.NOT_MODELLED, ModelReason.MODEL_NETWORK_MODEL), null);
    }
}
