package io.podpath.element;

import io.podpath.model.Packet;

/** Something a packet can cross: a network namespace, a NIC, a virtual network, a load balancer. */
@FunctionalInterface
public interface Element {

    /**
     * Decides what becomes of a packet.
     *
     * @param packet the packet as it arrives
     * @param context where it came in, the time, and where to record steps
     * @return what the element does with it
     */
    Verdict process(Packet packet, ElementContext context);
}
