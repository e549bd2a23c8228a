package io.podpath;

import io.podpath.aks.NodeKernel;
import io.podpath.element.Element;
import io.podpath.element.Host;
import io.podpath.engine.Conversation;
import io.podpath.engine.DatagramScript;
import io.podpath.engine.RetransmissionSchedule;
import io.podpath.engine.Script;
import io.podpath.engine.Simulation;
import io.podpath.engine.TcpScript;
import io.podpath.http.ProxyKind;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Opens sockets on the hosts of one run, as their programs would. */
final class Connections {

    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    /** NGINX's proxy_read_timeout, and Application Gateway for Containers' request timeout. */
    private static final int PROXY_ANSWER_SECONDS = 60;

    static final int EPHEMERAL_PORTS = 60_999 - FIRST_EPHEMERAL_PORT + 1;

    private final Simulation simulation;
    private final NodeKernel nodeKernel;
    private final Runnable onRetransmission;
    private final Conversation.Detail detail;
    private final Set<FiveTuple> opened = new HashSet<>();

    Connections(Simulation simulation, NodeKernel nodeKernel, Runnable onRetransmission, Conversation.Detail detail) {
        this.simulation = simulation;
        this.nodeKernel = nodeKernel;
        this.onRetransmission = onRetransmission;
        this.detail = detail;
    }

    Simulation simulation() {
        return simulation;
    }

    /** A conversation that is still to be started. */
    Conversation open(Protocol protocol, ProbeRoute route, ProbePayload payload) {
        FiveTuple tuple = opening(protocol, route);
        Script script = protocol == Protocol.TCP
                ? new TcpScript(tuple, synSchedule(route.fromElement()))
                : new DatagramScript(question(tuple, payload, simulation.element(route.fromElement())));
        return new Conversation(simulation, route.fromElement(), script, onRetransmission, detail);
    }

    /** Questions over UDP that are still to be started, all from one socket. */
    List<Conversation> openFromOneSocket(ProbeRoute route, int questions) {
        Packet question =
                question(opening(Protocol.UDP, route), ProbePayload.USUAL, simulation.element(route.fromElement()));
        return IntStream.range(0, questions)
                .mapToObj(number -> new Conversation(
                        simulation, route.fromElement(), new DatagramScript(question), onRetransmission, detail))
                .toList();
    }

    /** A conversation that is still to be started, of a client that does not close it; nobody asks for its steps. */
    Conversation openToHold(Protocol protocol, ProbeRoute route) {
        FiveTuple tuple = opening(protocol, route);
        Script script = protocol == Protocol.TCP
                ? TcpScript.keptOpen(tuple, synSchedule(route.fromElement()))
                : new DatagramScript(question(tuple, ProbePayload.USUAL, simulation.element(route.fromElement())));
        return new Conversation(simulation, route.fromElement(), script, () -> {}, Conversation.Detail.FATE);
    }

    /** A connection that a proxy opens to a backend; it is still to be started. */
    Conversation openForProxy(ProbeRoute route, ProxyKind proxy) {
        FiveTuple tuple = opening(Protocol.TCP, route);
        RetransmissionSchedule schedule =
                synSchedule(route.fromElement()).limitedTo(proxy.connectTimeoutSeconds(), PROXY_ANSWER_SECONDS);
        return new Conversation(
                simulation, route.fromElement(), new TcpScript(tuple, schedule), onRetransmission, detail);
    }

    private static Packet question(FiveTuple tuple, ProbePayload payload, Element client) {
        int bytes = payload.bytes() == null ? DatagramScript.usualBytes(tuple) : payload.bytes();
        ProbePayload.Fragments fragments = payload.fragments();
        return new DatagramScript(tuple, bytes)
                .opening()
                .withFragmentation(client instanceof Host ? fragments.asked() : fragments.onTheWay());
    }

    /** Machines beside the cluster are taken to be up to date. */
    private RetransmissionSchedule synSchedule(String client) {
        boolean inCluster = client.startsWith("pod/") || client.startsWith("node/");
        return switch (nodeKernel) {
            case CURRENT -> RetransmissionSchedule.LINUX_6_5;
            case BEFORE_2024 -> inCluster ? RetransmissionSchedule.LINUX_5 : RetransmissionSchedule.LINUX_6_5;
        };
    }

    private FiveTuple opening(Protocol protocol, ProbeRoute route) {
        IpAddress destination = route.destination().address();
        Element element = simulation.element(route.fromElement());
        Optional<IpAddress> chosen = element instanceof Host host ? host.selectSource(destination) : Optional.empty();
        IpAddress source =
                Optional.ofNullable(route.fixedSource()).or(() -> chosen).orElse(destination);
        int offset = simulation.choices().draw(EPHEMERAL_PORTS);
        FiveTuple tuple = tuple(protocol, source, route.destination(), offset);
        while (!opened.add(tuple)) {
            offset = (offset + 1) % EPHEMERAL_PORTS;
            tuple = tuple(protocol, source, route.destination(), offset);
        }
        if (element instanceof Host host) {
            host.open(tuple);
        }
        return tuple;
    }

    private static FiveTuple tuple(Protocol protocol, IpAddress source, TransportAddress destination, int offset) {
        int port = FIRST_EPHEMERAL_PORT + offset;
        return protocol.hasPorts()
                ? new FiveTuple(protocol, new TransportAddress(source, port), destination)
                : FiveTuple.echo(source, destination.address(), port);
    }
}
