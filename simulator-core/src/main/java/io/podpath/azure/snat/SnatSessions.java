package io.podpath.azure.snat;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Translations whose ports are given out on demand: every sender takes from the same ports.
 *
 * <p>Each flow to a destination address and port takes a port of its own; the same port serves other destinations at the
 * same time, and TCP and UDP have ports of their own. A port comes back when its flow has ended and rested. Azure picks
 * at random among the free ports; podpath takes the lowest, so that a walk reads the same every time.
 *
 * <p><i>Source:</i> Azure docs, SNAT with Azure NAT Gateway; Azure NAT Gateway resource.
 */
public final class SnatSessions {

    private final SnatSupply supply;
    private final SnatTimers timers;
    private final Map<FiveTuple, SnatSession> byInside = new HashMap<>();
    private final Map<FiveTuple, SnatSession> byOutside = new HashMap<>();
    private final Map<Destination, Ports> ports = new HashMap<>();

    /** What ports are counted by. */
    private record Destination(IpAddress publicIp, Protocol protocol, TransportAddress remote) {

        static Destination of(FiveTuple outside) {
            return new Destination(outside.source().address(), outside.protocol(), outside.destination());
        }
    }

    /** The ports of one public address that flows to one destination hold. */
    private static final class Ports {
        private final BitSet taken = new BitSet();
        private final List<SnatSession> sessions = new ArrayList<>();
    }

    /** No translations yet. */
    public SnatSessions(SnatSupply supply, SnatTimers timers) {
        this.supply = supply;
        this.timers = timers;
    }

    /**
     * The translated source of a packet that opens a flow or belongs to a known one.
     *
     * @param packet on its way out
     * @param publicIp the address to translate to, if the flow is new
     * @param nowNanos the time
     * @return nothing if no port of the address is left for the destination
     */
    public Optional<TransportAddress> translate(Packet packet, IpAddress publicIp, long nowNanos) {
        Optional<TransportAddress> known = find(packet, nowNanos);
        return known.isPresent() ? known : open(packet, publicIp, nowNanos);
    }

    /** The translated source of a packet of a known flow. */
    public Optional<TransportAddress> find(Packet packet, long nowNanos) {
        Optional<SnatSession> session = alive(byInside.get(packet.tuple()), nowNanos);
        session.ifPresent(found -> found.sendsOut(packet.tcpFlags(), nowNanos));
        return session.map(found -> found.outside().source());
    }

    private Optional<TransportAddress> open(Packet packet, IpAddress publicIp, long nowNanos) {
        FiveTuple inside = packet.tuple();
        FiveTuple anyPort = inside.withSource(new TransportAddress(publicIp, supply.firstPort()));
        Ports held = ports.computeIfAbsent(Destination.of(anyPort), destination -> new Ports());
        if (held.sessions.size() >= supply.capacity()) {
            giveBack(held, nowNanos);
        }
        int free = held.taken.nextClearBit(0);
        if (held.sessions.size() >= supply.capacity() || free >= supply.portsPerAddress()) {
            return Optional.empty();
        }
        TransportAddress source = new TransportAddress(publicIp, supply.firstPort() + free);
        SnatSession session = new SnatSession(inside, inside.withSource(source), timers, nowNanos);
        session.sendsOut(packet.tcpFlags(), nowNanos);
        held.taken.set(free);
        held.sessions.add(session);
        byInside.put(inside, session);
        byOutside.put(session.outside().reply(), session);
        return Optional.of(source);
    }

    private void giveBack(Ports held, long nowNanos) {
        held.sessions.removeIf(session -> {
            boolean rested = session.isRested(nowNanos);
            if (rested) {
                held.taken.clear(session.outside().source().port() - supply.firstPort());
                byInside.remove(session.inside(), session);
                byOutside.remove(session.outside().reply(), session);
            }
            return rested;
        });
    }

    /** Who gets a packet that comes back from outside; nothing if it belongs to no flow. */
    public Optional<TransportAddress> findOriginal(Packet packet, long nowNanos) {
        Optional<SnatSession> session = alive(byOutside.get(packet.tuple()), nowNanos);
        session.ifPresent(found -> found.comesBack(packet.tcpFlags(), nowNanos));
        return session.map(found -> found.inside().source());
    }

    /** The flow, as it was before translation, that packets of this tuple coming back belong to. */
    public Optional<FiveTuple> findOwner(FiveTuple reply, long nowNanos) {
        return alive(byOutside.get(reply), nowNanos).map(SnatSession::inside);
    }

    private static Optional<SnatSession> alive(@Nullable SnatSession session, long nowNanos) {
        return Optional.ofNullable(session).filter(found -> found.isAlive(nowNanos));
    }

    /** How many ports of an address are held by flows to a destination, those that rest included. */
    public int portsHeld(IpAddress publicIp, Protocol protocol, TransportAddress remote, long nowNanos) {
        Ports held = ports.get(new Destination(publicIp, protocol, remote));
        if (held == null) {
            return 0;
        }
        giveBack(held, nowNanos);
        return held.sessions.size();
    }
}
