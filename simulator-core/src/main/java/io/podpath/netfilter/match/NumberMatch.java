package io.podpath.netfilter.match;

import io.podpath.cluster.Subject;
import io.podpath.model.Packet;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;

/**
 * {@code -m length} and {@code -m ttl}: a number of the IP header.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_length.c}, {@code xt_hl.c}.
 *
 * @param subject which number
 * @param first the lowest value that matches
 * @param last the highest
 * @param negated matches all other values
 * @param options the option and its operand as {@code iptables-save} prints them
 */
public record NumberMatch(Subject subject, int first, int last, boolean negated, String options) implements Match {

    /** Which number. */
    public enum Subject {
        /** The length of the whole packet. */
        LENGTH("length"),
        /** The time to live. */
        TTL("ttl");

        private final String module;

        Subject(String module) {
            this.module = module;
        }

        int of(Packet packet) {
            return this == LENGTH ? packet.lengthBytes() : packet.ttlHops();
        }
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        int value = subject.of(packet);
        return (value >= first && value <= last) != negated;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return "its " + subject.module + " is " + subject.of(packet);
    }

    @Override
    public String toString() {
        return "-m " + subject.module + (negated ? " ! " : " ") + options;
    }
}
