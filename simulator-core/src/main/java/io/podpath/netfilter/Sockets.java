package io.podpath.netfilter;

import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sockets of a namespace: those that listen, and those that opened a connection. */
final class Sockets {

    private final Map<Key, String> listening = new HashMap<>();
    private final Set<FiveTuple> opened = new HashSet<>();
    private final String name;

    private record Key(
            Protocol protocol, int port, @Nullable IpAddress address) {}

    Sockets(String name, List<ListeningSocket> sockets) {
        this.name = name;
        for (ListeningSocket socket : sockets) {
            listening.putIfAbsent(new Key(socket.protocol(), socket.port(), socket.address()), socket.owner());
        }
    }

    void open(FiveTuple opening) {
        opened.add(opening);
    }

    /** Who gets the packet, if anybody does. */
    Optional<String> find(Packet packet) {
        IcmpError error = packet.icmpError();
        if (error != null) {
            return opened.contains(error.quoted()) ? Optional.of(name) : Optional.empty();
        }
        if (opened.contains(packet.tuple().reply())) {
            return Optional.of(name + " (the client's socket)");
        }
        if (packet.echoType() == EchoType.REQUEST) {
            return Optional.of(name + " (the kernel's echo)");
        }
        int port = packet.destination().port();
        String owner = listening.get(
                new Key(packet.protocol(), port, packet.destination().address()));
        if (owner == null) {
            owner = listening.get(new Key(packet.protocol(), port, null));
        }
        if (owner == null) {
            owner = listening.get(new Key(packet.protocol(), ListeningSocket.EVERY_PORT, null));
        }
        return owner == null ? Optional.empty() : Optional.of(owner + ":" + port);
    }
}
