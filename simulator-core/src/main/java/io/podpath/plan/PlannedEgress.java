package io.podpath.plan;

import java.util.OptionalInt;

/**
 * What connections to the internet draw source ports from.
 *
 * @param kind who translates
 * @param publicIps its public addresses; empty if podpath cannot know how many there are
 * @param portsPerNode source ports per node of an outbound rule, or 0 to leave them to Azure
 */
public record PlannedEgress(Kind kind, OptionalInt publicIps, int portsPerNode) {

    /** Who translates. */
    public enum Kind {
        /** An outbound rule of the load balancer: a slice of ports for each node. */
        LOAD_BALANCER("load balancer"),
        /** A NAT gateway: one store of ports for all. */
        NAT_GATEWAY("NAT gateway"),
        /** Something else, or nobody. */
        OTHER("something else");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** What AKS sets up by itself: one address, ports left to Azure. */
    public static final PlannedEgress DEFAULT = new PlannedEgress(Kind.LOAD_BALANCER, OptionalInt.of(1), 0);
}
