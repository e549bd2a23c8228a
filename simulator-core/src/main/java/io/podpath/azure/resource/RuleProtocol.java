package io.podpath.azure.resource;

import io.podpath.model.Protocol;

/**
 * The transport a load balancing rule takes.
 *
 * <p><i>Source:</i> Azure docs, Azure Load Balancer components; High availability ports overview.
 */
public enum RuleProtocol {
    TCP("Tcp"),
    UDP("Udp"),
    /** Every transport; with port 0 every port as well, which makes the rule one of high availability ports. */
    ALL("All");

    private final String spelling;

    RuleProtocol(String spelling) {
        this.spelling = spelling;
    }

    /** Azure's spelling. */
    public String spelling() {
        return spelling;
    }

    /** The rule for a transport; SCTP has none but ALL. */
    public static RuleProtocol of(Protocol protocol) {
        return protocol == Protocol.TCP ? TCP : protocol == Protocol.UDP ? UDP : ALL;
    }
}
