package io.podpath.azure.fabric;

import io.podpath.trace.ConsideredRule;
import io.podpath.trace.RuleReference;

/**
 * A way to the internet that a packet has.
 *
 * @param method what kind of way
 * @param rule which one
 */
record OutboundWay(Method method, RuleReference rule) {

    /**
     * The kinds of ways, the one that wins first. Only packets whose route says Internet come to them.
     *
     * <p><i>Source:</i> Azure docs, What is Azure NAT Gateway; Use SNAT for outbound connections.
     */
    enum Method {
        NAT_GATEWAY("a NAT gateway on the subnet"),
        INSTANCE_PUBLIC_IP("a public address of the NIC"),
        LOAD_BALANCER("an outbound rule of a load balancer"),
        DEFAULT_OUTBOUND("default outbound access");

        private final String words;

        Method(String words) {
            this.words = words;
        }
    }

    /** Why this way is not taken. */
    ConsideredRule losesTo(Method winner) {
        return losesTo(winner.words);
    }

    /** Why this way is not taken. */
    ConsideredRule losesTo(String winner) {
        return new ConsideredRule(rule, winner + " comes before " + method.words);
    }
}
