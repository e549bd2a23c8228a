package io.podpath.azure.fabric;

import io.podpath.azure.Steps;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.AzureConnectionReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Reason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.Optional;

/**
 * What a virtual network lets in from a peered one.
 *
 * <p><i>Models:</i> allowVirtualNetworkAccess of both sides; allowForwardedTraffic of the receiving side, for packets
 * whose source is outside the peered network. Packets from a gateway the network uses remotely need no such permission.
 *
 * <p><i>Source:</i> Azure docs, Create, change, or delete a virtual network peering. Azure does not say how it knows that
 * a packet was forwarded; podpath looks at the source address.
 */
final class PeeringEntrance {

    private final String network;
    private final Neighbours neighbours;

    PeeringEntrance(String network, Neighbours neighbours) {
        this.network = network;
        this.neighbours = neighbours;
    }

    /** What stops the packet, or nothing. */
    Optional<Verdict> refuse(Packet packet, PeeringDoor door, ElementContext context) {
        Optional<Neighbours.Peer> peer = neighbours.findPeer(door.network());
        if (peer.isEmpty() || door.purpose() == PeeringDoor.Purpose.GATEWAY) {
            return Optional.empty();
        }
        IpAddress source = packet.source().address();
        return switch (peer.get().admission()) {
            case FORWARDED_TRAFFIC -> Optional.empty();
            case OWN_TRAFFIC ->
                peer.get().owns(source)
                        ? Optional.empty()
                        : Optional.of(drop(
                                packet,
                                AzureConnectionReason.PEERING_FORWARDED_TRAFFIC,
                                "source " + source + " is not of " + door.network() + ", and " + network
                                        + " takes no forwarded traffic from there",
                                context));
            case NOTHING ->
                Optional.of(drop(
                        packet,
                        AzureConnectionReason.PEERING_ACCESS_OFF,
                        "the peering of " + network + " with " + door.network() + " does not allow access",
                        context));
        };
    }

    private static Verdict drop(Packet packet, Reason reason, String detail, ElementContext context) {
        Steps.record(context, () -> Step.of(StepKind.FILTER, detail, packet));
        return new Verdict.Drop(packet, Disposition.DENIED, reason, detail);
    }
}
