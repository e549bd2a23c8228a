package io.podpath.azure.resource;

import io.podpath.model.Protocol;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a network security group. Lists may hold several entries (augmented rules).
 *
 * <p><i>Source:</i> Azure docs, Network security groups overview.
 *
 * @param name its name
 * @param priority 100 to 4096, 65000 and above for the defaults; the lowest number is asked first
 * @param direction which way
 * @param access what it does
 * @param protocol the transport, or none for any
 * @param source where from
 * @param destination where to
 */
public record NsgRule(
        String name,
        int priority,
        TrafficDirection direction,
        Access access,
        @Nullable Protocol protocol,
        Side source,
        Side destination) {

    /** The transport, or nothing for any. */
    public Optional<Protocol> findProtocol() {
        return Optional.ofNullable(protocol);
    }

    /** Which way a rule looks, seen from the machine. */
    public enum TrafficDirection {
        INBOUND("Inbound"),
        OUTBOUND("Outbound");

        private final String text;

        TrafficDirection(String text) {
            this.text = text;
        }

        /** Azure's spelling. */
        public String text() {
            return text;
        }
    }

    /** What a rule does. */
    public enum Access {
        /** A group lets the packet pass; as an admin rule it hands the packet on to the groups. */
        ALLOW("Allow"),
        /** The packet is dropped. */
        DENY("Deny"),
        /** An admin rule lets the packet pass without asking any group; groups have no such rule. */
        ALWAYS_ALLOW("AlwaysAllow");

        private final String text;

        Access(String text) {
            this.text = text;
        }

        /** Azure's spelling. */
        public String text() {
            return text;
        }
    }

    /**
     * One side of a rule.
     *
     * @param prefixes CIDRs, addresses, service tags such as {@code VirtualNetwork}, or {@code *}
     * @param applicationSecurityGroups names of groups of NICs
     * @param ports ranges; empty for any
     */
    public record Side(List<String> prefixes, List<String> applicationSecurityGroups, List<PortRange> ports) {

        /** Anything. */
        public static final Side ANY = new Side(List.of("*"), List.of());

        public Side {
            prefixes = List.copyOf(prefixes);
            applicationSecurityGroups = List.copyOf(applicationSecurityGroups);
            ports = List.copyOf(ports);
        }

        /** A side without application security groups. */
        public Side(List<String> prefixes, List<PortRange> ports) {
            this(prefixes, List.of(), ports);
        }
    }

    /**
     * A range of ports, both ends included.
     *
     * @param first the lowest
     * @param last the highest
     */
    public record PortRange(int first, int last) {

        /** Whether the port lies in the range. */
        public boolean contains(int port) {
            return port >= first && port <= last;
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }
}
