package io.podpath.azure.fabric;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.PlatformAddresses;
import io.podpath.azure.Steps;
import io.podpath.azure.resource.Listener;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.HashSet;
import java.util.Set;

/**
 * The host behind the virtual machines: DNS, guest agent and health probes at 168.63.129.16, instance metadata at
 * 169.254.169.254.
 *
 * <p>In reality each machine's own host answers and nothing crosses the network; one element stands for all hosts here.
 *
 * <p><i>Models:</i> which ports answer; that metadata is given only to a NIC's own address, and that nobody says what
 * becomes of other sources at 168.63.129.16; health probes, which the host itself sends. <i>Does not model:</i> DHCP,
 * what the answers say.
 *
 * <p><i>Source:</i> Azure docs, What is IP address 168.63.129.16; Azure Instance Metadata Service.
 */
public final class PlatformHost implements Element {

    /** The interface towards the virtual network. */
    public static final String VNET = "vnet";

    private static final Set<Listener> HOST_LISTENERS = Set.of(
            new Listener(Protocol.UDP, 53),
            new Listener(Protocol.TCP, 53),
            new Listener(Protocol.TCP, 80),
            new Listener(Protocol.TCP, 443),
            new Listener(Protocol.TCP, 32_526));

    private static final Listener METADATA_LISTENER = new Listener(Protocol.TCP, 80);

    private final Set<IpAddress> nicAddresses;
    private final Set<FiveTuple> awaitedReplies = new HashSet<>();

    /**
     * A platform.
     *
     * @param nicAddresses the addresses that machines have on their NICs, those of pods left out
     */
    public PlatformHost(Set<IpAddress> nicAddresses) {
        this.nicAddresses = Set.copyOf(nicAddresses);
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        return context.inInterface().equals(ElementContext.LOCAL) ? send(packet, context) : receive(packet, context);
    }

    private Verdict send(Packet packet, ElementContext context) {
        boolean isAnswer = listens(packet.protocol(), packet.source());
        if (!isAnswer) {
            awaitedReplies.add(packet.tuple().reply());
        }
        Steps.record(
                context,
                () -> Step.of(StepKind.PLATFORM, isAnswer ? "the host answers" : "the host sends a probe", packet));
        return new Verdict.Forward(packet, VNET);
    }

    private Verdict receive(Packet packet, ElementContext context) {
        TransportAddress destination = packet.destination();
        if (awaitedReplies.contains(AddressRewrite.flowTuple(packet))) {
            return deliver(packet, context);
        }
        if (!listens(packet.protocol(), destination) || packet.findIcmpError().isPresent()) {
            return drop(
                    packet,
                    AzureNetworkReason.PLATFORM_NO_SERVICE,
                    destination.address() + " has no service at " + new Listener(packet.protocol(), destination.port()),
                    context);
        }
        return nicAddresses.contains(packet.source().address())
                ? deliver(packet, context)
                : receiveForeign(packet, context);
    }

    private static Verdict receiveForeign(Packet packet, ElementContext context) {
        String detail = "source " + packet.source().address() + " is not a NIC's own address";
        if (packet.destination().address().equals(PlatformAddresses.METADATA)) {
            return drop(packet, AzureNetworkReason.PLATFORM_FOREIGN_SOURCE, detail, context);
        }
        Steps.record(context, () -> Step.of(StepKind.PLATFORM, detail, packet));
        return new Verdict.Drop(packet, Disposition.INSUFFICIENT_INFO, ModelReason.MODEL_PLATFORM_SOURCE, detail);
    }

    private static boolean listens(Protocol protocol, TransportAddress end) {
        Listener listener = new Listener(protocol, end.port());
        return end.address().equals(PlatformAddresses.METADATA)
                ? listener.equals(METADATA_LISTENER)
                : HOST_LISTENERS.contains(listener);
    }

    private static Verdict deliver(Packet packet, ElementContext context) {
        String socket = "platform/" + packet.destination();
        Steps.record(context, () -> Step.of(StepKind.DELIVER, "to " + socket, packet));
        return new Verdict.Deliver(packet, socket);
    }

    private static Verdict drop(Packet packet, AzureNetworkReason reason, String detail, ElementContext context) {
        Steps.record(context, () -> Step.of(StepKind.PLATFORM, detail, packet));
        return new Verdict.Drop(packet, Disposition.DENIED, reason, detail);
    }
}
