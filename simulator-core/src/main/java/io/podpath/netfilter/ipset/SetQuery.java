package io.podpath.netfilter.ipset;

import io.podpath.model.EchoType;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import java.util.List;

/**
 * A packet and which of its sides the parts of an element are compared with.
 *
 * @param packet the packet
 * @param sides one for each part of the set's elements
 * @param inInterface where it came in
 * @param outInterface where it leaves
 * @param nowNanos virtual time, for elements with a timeout
 */
public record SetQuery(Packet packet, List<Side> sides, String inInterface, String outInterface, long nowNanos) {

    /** Which end of the packet. */
    public enum Side {
        /** {@code src}: the sender, and the interface the packet came in on. */
        SOURCE("src"),
        /** {@code dst}: the receiver, and the interface the packet leaves by. */
        DESTINATION("dst");

        private final String text;

        Side(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    IpAddress address(int part) {
        return isSource(part) ? packet.source().address() : packet.destination().address();
    }

    String interfaceName(int part) {
        return isSource(part) ? inInterface : outInterface;
    }

    String protocol() {
        return packet.protocol() == Protocol.ICMPV6
                ? "icmpv6"
                : packet.protocol().lowerCaseName();
    }

    /** ICMP has its type and code in place of both ports. */
    int port(int part) {
        if (packet.protocol().hasPorts()) {
            return isSource(part)
                    ? packet.source().port()
                    : packet.destination().port();
        }
        IcmpError error = packet.icmpError();
        if (error != null) {
            return error.type() << 8 | error.code();
        }
        boolean isRequest = packet.echoType() == EchoType.REQUEST;
        return packet.protocol() == Protocol.ICMP ? (isRequest ? 8 : 0) << 8 : (isRequest ? 128 : 129) << 8;
    }

    private boolean isSource(int part) {
        return sides.get(part) == Side.SOURCE;
    }
}
