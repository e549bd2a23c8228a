package io.podpath.element;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host whose kernel is an end of WireGuard tunnels: what comes out of a tunnel interface is put into a UDP packet that the
 * host itself sends; what arrives at a tunnel's port is unpacked and handed to the interface.
 *
 * <pre>
 * pod wg0 --- wg0 (inner packet) --&gt; host: UDP own address:port -&gt; endpoint:port --&gt; eth0
 * </pre>
 *
 * <p>The sockets are those of the namespace the interface was made in, although the interface lies in another one. An end
 * without a configured endpoint answers where the last packet with that inner source came from.
 *
 * <p><i>Does not model:</i> keys, handshakes, keep-alives; every packet that arrives is authentic.
 *
 * <p><i>Source:</i> wireguard.com, Routing &amp; Network Namespace Integration; Linux {@code drivers/net/wireguard/send.c},
 * {@code receive.c}; fact SEG-TUNNEL.
 */
public final class WireGuardHost implements Host {

    /** The headers of WireGuard and of UDP; the authentication tag. */
    private static final int WIREGUARD_BYTES = 32;

    private final Host host;
    private final Map<String, Tunnel> byInterface = new HashMap<>();
    private final Map<Integer, Tunnel> byPort = new HashMap<>();
    private final Map<IpAddress, FiveTuple> answerByInnerSource = new HashMap<>();

    /**
     * A tunnel interface of this host.
     *
     * @param interfaceName the interface towards the namespace that has it
     * @param port the UDP port it listens on
     * @param endpoint where its peer is; none if peers are known by their packets only
     */
    public record Tunnel(
            String interfaceName, int port, @Nullable TransportAddress endpoint) {}

    /** The host with these tunnels. */
    public WireGuardHost(Host host, List<Tunnel> tunnels) {
        this.host = host;
        for (Tunnel tunnel : tunnels) {
            byInterface.put(tunnel.interfaceName(), tunnel);
            byPort.put(tunnel.port(), tunnel);
        }
    }

    @Override
    public Optional<IpAddress> selectSource(IpAddress destination) {
        return host.selectSource(destination);
    }

    @Override
    public void open(FiveTuple opening) {
        host.open(opening);
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        Tunnel tunnel = byInterface.get(context.inInterface());
        if (tunnel != null) {
            return encapsulate(packet, tunnel, context);
        }
        Verdict verdict = host.process(packet, context);
        if (verdict instanceof Verdict.Deliver deliver && deliver.packet().inner() != null) {
            Tunnel arrived = byPort.get(deliver.packet().destination().port());
            return arrived == null ? verdict : decapsulate(deliver.packet(), arrived, context);
        }
        return verdict;
    }

    private Verdict encapsulate(Packet inner, Tunnel tunnel, ElementContext context) {
        Optional<FiveTuple> outer = outer(inner, tunnel);
        if (outer.isEmpty()) {
            String detail = "WireGuard has no peer for " + inner.destination().address();
            return new Verdict.Drop(inner, Disposition.NO_ROUTE, RoutingReason.ROUTE_NO_PEER, detail);
        }
        Packet packet = Packet.datagram(outer.get(), inner.lengthBytes() + WIREGUARD_BYTES)
                .carrying(inner);
        record(context, "into the tunnel, as " + outer.get(), inner, packet);
        return host.process(
                packet,
                new PlainContext(ElementContext.LOCAL, context.nowNanos(), context.choices(), context.recorder()));
    }

    private Optional<FiveTuple> outer(Packet inner, Tunnel tunnel) {
        TransportAddress endpoint = tunnel.endpoint();
        if (endpoint == null) {
            return Optional.ofNullable(
                    answerByInnerSource.get(inner.destination().address()));
        }
        return host.selectSource(endpoint.address())
                .map(source -> new FiveTuple(Protocol.UDP, new TransportAddress(source, tunnel.port()), endpoint));
    }

    private Verdict decapsulate(Packet outer, Tunnel tunnel, ElementContext context) {
        Packet inner = outer.inner();
        if (inner == null) {
            throw new IllegalStateException("nothing is inside of " + outer);
        }
        answerByInnerSource.put(inner.source().address(), outer.tuple().reply());
        record(context, "out of the tunnel", outer, inner);
        return new Verdict.Forward(inner, tunnel.interfaceName());
    }

    private static void record(ElementContext context, String words, Packet before, Packet after) {
        if (context.recorder().isRecording()) {
            Step step = Step.of(StepKind.TUNNEL, words, before).changedTo(after);
            context.recorder().record(step.at(context.nowNanos()));
        }
    }
}
