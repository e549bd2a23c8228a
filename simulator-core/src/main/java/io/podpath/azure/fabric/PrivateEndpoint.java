package io.podpath.azure.fabric;

import io.podpath.azure.Steps;
import io.podpath.azure.resource.Listener;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.Packet;
import io.podpath.trace.AzureConnectionReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;
import java.util.Set;

/**
 * The service behind a private endpoint, as its clients see it: an address of the virtual network that answers at some
 * ports.
 *
 * <p><i>Models:</i> the ports that answer, and answers from the endpoint's address. <i>Does not model:</i> the service's
 * own firewall and certificates, and the addresses inside the service. That other ports and pings are dropped in silence
 * is podpath's choice; Azure does not say.
 *
 * <p><i>Source:</i> Azure docs, What is a private endpoint.
 */
public final class PrivateEndpoint implements Element {

    /** The interface towards its NIC. */
    public static final String NIC = "eth0";

    private final String element;
    private final Set<Listener> listeners;

    /**
     * An endpoint.
     *
     * @param element the name of this element
     * @param listeners the ports at which the service answers
     */
    public PrivateEndpoint(String element, List<Listener> listeners) {
        this.element = element;
        this.listeners = Set.copyOf(listeners);
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        if (context.inInterface().equals(ElementContext.LOCAL)) {
            Steps.record(context, () -> Step.of(StepKind.PLATFORM, "the service answers", packet));
            return new Verdict.Forward(packet, NIC);
        }
        Listener called = new Listener(packet.protocol(), packet.destination().port());
        if (!listeners.contains(called) || packet.findIcmpError().isPresent()) {
            String detail = "the service behind " + element + " does not answer at " + called;
            Steps.record(context, () -> Step.of(StepKind.PLATFORM, detail, packet));
            return new Verdict.Drop(
                    packet, Disposition.DENIED, AzureConnectionReason.PRIVATE_ENDPOINT_NO_SERVICE, detail);
        }
        String socket = element + ":" + called.port();
        Steps.record(context, () -> Step.of(StepKind.DELIVER, "to " + socket, packet));
        return new Verdict.Deliver(packet, socket);
    }
}
