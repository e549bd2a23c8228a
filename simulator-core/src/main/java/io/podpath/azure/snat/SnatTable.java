package io.podpath.azure.snat;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The translations of an outbound rule.
 *
 * <p>A TCP connection takes one port for each destination address and port; the same port serves other destinations at
 * the same time. UDP takes one port for each destination address, whatever the destination port, and one socket that
 * talks to several ports of a host keeps its port. Ports are taken from the lowest; which one Azure takes is not
 * published.
 *
 * <p><i>Does not model:</i> ageing: a translation lasts as long as the run.
 *
 * <p><i>Source:</i> Azure docs, Use SNAT for outbound connections, sections on port reuse and exhaustion.
 */
public final class SnatTable {

    private final Map<IpAddress, BitSet> reservedPorts;
    private final Map<FiveTuple, TransportAddress> translated = new HashMap<>();
    private final Map<FiveTuple, TransportAddress> originals = new HashMap<>();
    private final Map<UdpSocket, TransportAddress> udpSockets = new HashMap<>();
    private final Map<Use, BitSet> portsInUse = new HashMap<>();

    /** What ports are counted by: a slice and a destination, whose port is 0 for UDP. */
    private record Use(SnatPortAllocation.Slice slice, Protocol protocol, TransportAddress destination) {}

    /** A UDP socket and a host it talks to. */
    private record UdpSocket(TransportAddress source, IpAddress destination) {}

    /** A table that never gives away these ports of an address. */
    public SnatTable(Map<IpAddress, BitSet> reservedPorts) {
        this.reservedPorts = reservedPorts;
    }

    /** The translated source of a flow, known or new; nothing if no port is left for its destination. */
    public Optional<TransportAddress> translate(FiveTuple tuple, SnatPortAllocation.Slice slice) {
        TransportAddress known = translated.get(tuple);
        if (known != null) {
            return Optional.of(known);
        }
        boolean isUdp = tuple.protocol() == Protocol.UDP;
        UdpSocket socket = new UdpSocket(tuple.source(), tuple.destination().address());
        TransportAddress shared = isUdp ? udpSockets.get(socket) : null;
        Optional<TransportAddress> source = shared == null ? takePort(tuple, slice) : Optional.of(shared);
        source.ifPresent(address -> {
            translated.put(tuple, address);
            originals.put(tuple.withSource(address).reply(), tuple.source());
            if (isUdp) {
                udpSockets.put(socket, address);
            }
        });
        return source;
    }

    private Optional<TransportAddress> takePort(FiveTuple tuple, SnatPortAllocation.Slice slice) {
        TransportAddress destination =
                tuple.protocol() == Protocol.UDP ? tuple.destination().withPort(0) : tuple.destination();
        BitSet used =
                portsInUse.computeIfAbsent(new Use(slice, tuple.protocol(), destination), use -> unavailable(slice));
        int free = used.nextClearBit(0);
        if (free >= slice.portCount()) {
            return Optional.empty();
        }
        used.set(free);
        return Optional.of(new TransportAddress(slice.address(), slice.firstPort() + free));
    }

    /** Ports of the slice, counted from its first, that are out of reach from the start. */
    private BitSet unavailable(SnatPortAllocation.Slice slice) {
        BitSet reserved = reservedPorts.get(slice.address());
        return reserved == null ? new BitSet() : reserved.get(slice.firstPort(), slice.firstPort() + slice.portCount());
    }

    /** The translated source of a known flow. */
    public Optional<TransportAddress> findTranslated(FiveTuple tuple) {
        return Optional.ofNullable(translated.get(tuple));
    }

    /** Who gets a packet of this tuple that comes back from outside. */
    public Optional<TransportAddress> findOriginal(FiveTuple reply) {
        return Optional.ofNullable(originals.get(reply));
    }
}
