package io.podpath.lab.verify;

import io.podpath.model.FiveTuple;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.Set;

/**
 * Names the ports of one run so that runs can be compared: the client's port is drawn at random by both sides, a port
 * that NAT chose is anybody's guess, the others must be equal.
 *
 * @param clientPort the source port of the opening
 * @param destinationPorts every port that the opening is sent to on its way
 */
record PortNames(int clientPort, Set<Integer> destinationPorts) {

    PortNames {
        destinationPorts = Set.copyOf(destinationPorts);
    }

    /** The same for a run from another port. */
    PortNames withClientPort(int port) {
        return new PortNames(port, destinationPorts);
    }

    /** Whether the port's value is settled before the packet is sent. */
    boolean isKnown(int port) {
        return port == clientPort || destinationPorts.contains(port);
    }

    /** For example {@code tcp 10.244.1.5:client -> 10.0.0.10:80}. */
    String describe(FiveTuple tuple) {
        if (tuple.protocol() == Protocol.ICMP || tuple.protocol() == Protocol.ICMPV6) {
            return "icmp " + tuple.source().address() + " -> "
                    + tuple.destination().address();
        }
        return tuple.protocol().lowerCaseName() + " " + describe(tuple.source()) + " -> "
                + describe(tuple.destination());
    }

    private String describe(TransportAddress end) {
        int port = end.port();
        String name = port == clientPort
                ? "client"
                : destinationPorts.contains(port) ? String.valueOf(port) : "chosen by NAT";
        return end.address().isIpv4() ? end.address() + ":" + name : "[" + end.address() + "]:" + name;
    }
}
