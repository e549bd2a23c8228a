package io.podpath.ipvs;

import io.podpath.element.Choices;
import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * IPVS in one namespace during one run: the "director" of the LVS documents.
 *
 * <p>Turns requests to virtual servers towards real servers and puts the virtual address back into what these answer.
 *
 * <p><i>Models:</i> connections and their states, persistence, ICMP errors about connections in both directions, a new SYN
 * on a connection in TIME_WAIT. <i>Does not model:</i> servers that come and go during a run, application helpers (FTP, SIP),
 * synchronisation of directors, one-packet scheduling, connections opened by real servers.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/ipvs/ip_vs_core.c}: {@code ip_vs_in_hook}, {@code ip_vs_schedule}, {@code
 * ip_vs_out_hook}, {@code ip_vs_nat_icmp}.
 */
final class Director {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final IpvsConfig config;
    private final IpvsConnectionTable connections = new IpvsConnectionTable();
    private final Map<VirtualServer, ServerChoice> choiceByServer = new HashMap<>();
    private final Map<Client, PersistenceTemplate> templates = new HashMap<>();

    /** Whom persistence keeps at a real server: persistence is per virtual server, not per Service. */
    private record Client(IpAddress address, VirtualServer server) {}

    Director(IpvsConfig config) {
        this.config = config;
    }

    /** A packet to a local address, from elsewhere or from a process of the namespace. */
    Decision request(Packet packet, long nowNanos, Choices choices) {
        IcmpError error = packet.icmpError();
        if (error != null) {
            return errorAboutAnswer(packet, error, nowNanos);
        }
        Optional<IpvsConnection> known = connections
                .findByRequest(packet.tuple(), nowNanos)
                .filter(connection -> !isReplacedBy(packet, connection));
        if (known.isPresent()) {
            return forward(packet, known.get(), Decision.Basis.KNOWN, nowNanos);
        }
        Optional<VirtualServer> server =
                mayOpen(packet) ? config.find(packet.protocol(), packet.destination()) : Optional.empty();
        return server.isPresent() ? schedule(packet, server.get(), nowNanos, choices) : new Decision.NotServed();
    }

    /** A SYN on a connection that is over opens another one; persistent clients keep theirs ({@code conn_reuse_mode} 1). */
    private boolean isReplacedBy(Packet packet, IpvsConnection connection) {
        boolean replaced = packet.tcpFlags() == TcpFlags.SYN
                && connection.state() == IpvsTcpState.TIME_WAIT
                && !connection.isControlled();
        if (replaced) {
            connections.remove(connection);
        }
        return replaced;
    }

    /** TCP needs a SYN; a segment in the middle of nowhere goes to the local socket, which resets it. */
    private static boolean mayOpen(Packet packet) {
        return packet.protocol() == Protocol.TCP
                ? packet.tcpFlags() == TcpFlags.SYN || packet.tcpFlags() == TcpFlags.SYN_ACK
                : packet.protocol().hasPorts();
    }

    private Decision schedule(Packet packet, VirtualServer server, long nowNanos, Choices choices) {
        if (!server.isPersistent()) {
            return choose(packet, server, nowNanos, choices)
                    .map(real -> open(packet, new IpvsConnection(packet.tuple(), server, real, null), nowNanos))
                    .orElseGet(() -> new Decision.NobodyThere(server));
        }
        Client client = new Client(packet.source().address(), server);
        PersistenceTemplate known = templates.get(client);
        if (known != null && known.isUsable(nowNanos)) {
            return openKept(packet, server, known, Decision.Basis.PERSISTENT, nowNanos);
        }
        Optional<RealServer> chosen = choose(packet, server, nowNanos, choices);
        if (chosen.isEmpty()) {
            return new Decision.NobodyThere(server);
        }
        PersistenceTemplate template = new PersistenceTemplate(chosen.get());
        templates.put(client, template);
        return openKept(packet, server, template, Decision.Basis.SCHEDULED, nowNanos);
    }

    private Optional<RealServer> choose(Packet packet, VirtualServer server, long nowNanos, Choices choices) {
        return choiceByServer
                .computeIfAbsent(server, ServerChoice::of)
                .choose(packet.tuple(), real -> connections.load(server, real, nowNanos), choices);
    }

    private Decision open(Packet packet, IpvsConnection connection, long nowNanos) {
        connections.add(connection);
        return forward(packet, connection, Decision.Basis.SCHEDULED, nowNanos);
    }

    private Decision openKept(
            Packet packet, VirtualServer server, PersistenceTemplate template, Decision.Basis basis, long nowNanos) {
        template.keepUntil(nowNanos + server.persistenceSeconds() * NANOS_PER_SECOND);
        IpvsConnection connection = new IpvsConnection(packet.tuple(), server, template.server(), template);
        connections.add(connection);
        return forward(packet, connection, basis, nowNanos);
    }

    private Decision forward(Packet packet, IpvsConnection connection, Decision.Basis basis, long nowNanos) {
        connection.see(packet, /* fromServer= */ false, config.timeouts(), nowNanos);
        return new Decision.Forwarded(packet.withTuple(connection.forwarded()), connection, basis);
    }

    /** An error about an answer, which the client's side sends to the virtual address: the real server must hear it. */
    private Decision errorAboutAnswer(Packet packet, IcmpError error, long nowNanos) {
        Optional<IpvsConnection> about =
                connections.findByRequest(error.quoted().reply(), nowNanos);
        if (about.isEmpty()) {
            return new Decision.NotServed();
        }
        TransportAddress server = about.get().server().address();
        FiveTuple outer = packet.tuple();
        Packet translated = packet.withTuple(
                        outer.withDestination(outer.destination().withAddress(server.address())))
                .withIcmpError(error.withQuoted(error.quoted().withSource(server)));
        return new Decision.Forwarded(translated, about.get(), Decision.Basis.KNOWN);
    }

    /** The virtual address of a request that goes to a real server, or nothing if it is none of these. */
    Optional<VirtualServer> findVirtual(FiveTuple forwarded, long nowNanos) {
        return connections.findByAnswer(forwarded.reply(), nowNanos).map(IpvsConnection::virtual);
    }

    /** A packet on its way to a client; if a real server sent it, or it is an error about a request, as it goes on. */
    Optional<Packet> answer(Packet packet, long nowNanos) {
        IcmpError error = packet.icmpError();
        if (error != null) {
            return connections
                    .findByAnswer(error.quoted().reply(), nowNanos)
                    .map(connection -> errorAboutRequest(
                            packet, error, connection.request().destination()));
        }
        return connections.findByAnswer(packet.tuple(), nowNanos).map(connection -> {
            connection.see(packet, /* fromServer= */ true, config.timeouts(), nowNanos);
            return packet.withTuple(connection.request().reply());
        });
    }

    /** Whoever reports, the client sees the virtual address as the sender. */
    private static Packet errorAboutRequest(Packet packet, IcmpError error, TransportAddress virtual) {
        FiveTuple outer = packet.tuple();
        return packet.withTuple(outer.withSource(outer.source().withAddress(virtual.address())))
                .withIcmpError(error.withQuoted(error.quoted().withDestination(virtual)));
    }
}
