package io.podpath.trace;

import java.util.Locale;

/** What kind of decision a step is; the label is what a scenario's {@code path} names. */
public enum StepKind {
    /** Connection tracking looks a packet up or opens an entry. */
    CONNTRACK,
    /** A netfilter hook passed, with the rules that matched. */
    HOOK,
    /** A Service address becomes an endpoint. */
    SERVICE_DNAT,
    /** Another destination translation. */
    DNAT,
    /** The source becomes an address of the node or of Azure. */
    SNAT,
    /** A translation is undone for a reply. */
    UN_NAT,
    /** A host chooses a route. */
    ROUTE,
    /** A bridge switches a frame. */
    BRIDGE,
    /** A packet is cut into fragments, or its fragments are put together. */
    FRAGMENTS,
    /** A packet is put into another one, or taken out. */
    TUNNEL,
    /** The source address or reverse path is checked. */
    SOURCE_CHECK,
    /** A filter drops. */
    FILTER,
    /** A network security group decides. */
    NSG,
    /** An Azure Firewall decides. */
    FIREWALL,
    /** The virtual network chooses a route. */
    VNET_ROUTE,
    /** The overlay maps a pod range to a node. */
    OVERLAY_ROUTE,
    /** The load balancer chooses a backend. */
    LB_FORWARD,
    /** An outbound rule translates the source. */
    LB_SNAT,
    /** The host platform answers. */
    PLATFORM,
    /** A proxy ends the client's TLS. */
    TLS,
    /** A proxy chooses a rule for a request. */
    HTTP_ROUTE,
    /** A proxy opens a connection of its own. */
    HTTP_FORWARD,
    /** Somebody answers a request. */
    HTTP_ANSWER,
    /** A socket gets the packet. */
    DELIVER,
    /** The packet leaves the model. */
    EXIT,
    /** The packet is dropped. */
    DROP,
    /** The packet is answered with an error. */
    REJECT;

    /** Lower case with dashes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
