package io.podpath.lab.router;

import io.podpath.element.Verdict;
import io.podpath.lab.trace.KernelPacket;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.model.Packet;
import io.podpath.trace.ConntrackReason;
import io.podpath.trace.SocketReason;
import java.util.Optional;

/** Compares how a packet's way ended; the empty text means alike. */
final class EndComparison implements Verdict.Cases<String> {

    private final KernelTraversal kernel;

    EndComparison(KernelTraversal kernel) {
        this.kernel = kernel;
    }

    @Override
    public String forward(Verdict.Forward forward) {
        Optional<KernelPacket> left = kernel.findLeft();
        boolean same = kernel.findDelivered().isEmpty()
                && left.isPresent()
                && left.get().outInterface().equals(forward.outInterface());
        return same ? header(forward.packet(), left.get()) : "podpath sends " + forward;
    }

    private static String header(Packet packet, KernelPacket seen) {
        boolean same = seen.tuple().equals(packet.tuple()) && seen.ttlHops() == packet.ttlHops();
        return same ? "" : "podpath's packet is " + packet + " ttl " + packet.ttlHops();
    }

    @Override
    public String deliver(Verdict.Deliver deliver) {
        return kernel.findDelivered()
                .map(seen -> header(deliver.packet(), seen))
                .orElseGet(() -> "podpath delivers " + deliver);
    }

    @Override
    public String reply(Verdict.Reply reply) {
        return drop(reply.end());
    }

    @Override
    public String drop(Verdict.Drop drop) {
        if (drop.reason() == ConntrackReason.CT_CLASH) {
            // The kernel finds out after the last chain that can be watched.
            return "";
        }
        boolean atSocket = drop.reason() instanceof SocketReason;
        boolean same = atSocket
                ? kernel.findDelivered().isPresent()
                : kernel.findDelivered().isEmpty()
                        && kernel.findLeft()
                                .map(KernelPacket::outInterface)
                                .orElse("lo")
                                .equals("lo");
        return same ? "" : "podpath drops it: " + drop.reason() + " " + drop.detail();
    }
}
