package io.podpath.azure.fabric;

import io.podpath.azure.Steps;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.Packet;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;

/**
 * A private endpoint that leads to somebody's private link service: an address of the caller's network, with a way of its
 * own to the provider's, whatever the two networks' ranges are.
 *
 * <pre>
 * vnet/consumer -- nic/orders.nic -- private-endpoint/orders -- private-link-service/pls-orders
 * </pre>
 *
 * <p>Keeps no state, so that runs can share it.
 *
 * <p><i>Models:</i> the way there and back. <i>Does not model:</i> approval of the connection, which counts as given.
 *
 * <p><i>Source:</i> Azure docs, What is a private endpoint; What is Azure Private Link service.
 */
public final class PrivateLinkEndpoint implements Element {

    /** The interface towards its NIC. */
    public static final String NIC = PrivateEndpoint.NIC;

    /** The interface towards the private link service. */
    public static final String LINK = "private-link";

    private final String service;

    /**
     * An endpoint.
     *
     * @param service the name of the private link service
     */
    public PrivateLinkEndpoint(String service) {
        this.service = service;
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        boolean isRequest = context.inInterface().equals(NIC);
        String detail = isRequest
                ? "the private endpoint leads to private link service " + service
                : "the answer of private link service " + service;
        Steps.record(context, () -> Step.of(StepKind.PLATFORM, detail, packet));
        return new Verdict.Forward(packet, isRequest ? LINK : NIC);
    }
}
