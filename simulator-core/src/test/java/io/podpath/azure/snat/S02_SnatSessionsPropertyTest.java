package io.podpath.azure.snat;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Ports on demand: whatever flows come and go, a port serves one destination once at a time, and comes back. */
class S02_SnatSessionsPropertyTest {

    private static final IpAddress PUBLIC = IpAddress.parse("20.0.0.30");
    private static final SnatSupply FEW = new SnatSupply(1_024, 6, 5);
    private static final SnatTimers TIMERS = SnatTimers.natGateway(4);

    /**
     * What happens next.
     *
     * @param flow which of a few flows
     * @param flags what its sender sends
     * @param answered whether the other side sends the same back
     * @param seconds how long after the step before
     */
    record Event(FiveTuple flow, TcpFlags flags, boolean answered, int seconds) {}

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<FiveTuple> flows = Combinators.combine(
                        Arbitraries.integers().between(40_000, 40_009),
                        Arbitraries.integers().between(1, 2))
                .as((port, host) -> new FiveTuple(
                        Protocol.TCP,
                        new TransportAddress(IpAddress.parse("10.1.1.4"), port),
                        new TransportAddress(IpAddress.parse("203.0.113." + host), 443)));
        Arbitrary<TcpFlags> flags = Arbitraries.of(TcpFlags.SYN, TcpFlags.ACK, TcpFlags.FIN_ACK, TcpFlags.RST);
        return Combinators.combine(
                        flows,
                        flags,
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 90))
                .as(Event::new)
                .list()
                .ofMaxSize(60);
    }

    @Property
    void aPortServesOneDestinationOnceAtATime(@ForAll("events") List<Event> events) {
        SnatSessions sessions = new SnatSessions(FEW, TIMERS);
        Set<FiveTuple> replies = new HashSet<>();
        long now = 0;
        for (Event event : events) {
            now += TimeUnit.SECONDS.toNanos(event.seconds());
            Map<FiveTuple, FiveTuple> before = owners(sessions, replies, now);

            Packet packet = Packet.tcp(event.flow(), event.flags(), 0);
            Optional<TransportAddress> source = sessions.translate(packet, PUBLIC, now);

            if (source.isPresent()) {
                FiveTuple reply = event.flow().withSource(source.get()).reply();
                assertThat(before.getOrDefault(reply, event.flow())).isEqualTo(event.flow());
                replies.add(reply);
                if (event.answered()) {
                    sessions.findOriginal(Packet.tcp(reply, event.flags(), 0), now);
                }
            } else {
                assertThat(sessions.portsHeld(PUBLIC, Protocol.TCP, event.flow().destination(), now))
                        .isEqualTo(FEW.capacity());
            }
            assertThat(owners(sessions, replies, now)).containsAllEntriesOf(before);
        }
    }

    private static Map<FiveTuple, FiveTuple> owners(SnatSessions sessions, Set<FiveTuple> replies, long now) {
        Map<FiveTuple, FiveTuple> owners = new HashMap<>();
        replies.forEach(reply -> sessions.findOwner(reply, now).ifPresent(flow -> owners.put(reply, flow)));
        return owners;
    }

    @Property
    void everyPortComesBack(@ForAll("events") List<Event> events) {
        SnatSessions sessions = new SnatSessions(FEW, TIMERS);
        Set<TransportAddress> destinations = new HashSet<>();
        long now = 0;
        for (Event event : events) {
            now += TimeUnit.SECONDS.toNanos(event.seconds());
            sessions.translate(Packet.tcp(event.flow(), event.flags(), 0), PUBLIC, now);
            destinations.add(event.flow().destination());
        }

        long later = now + TIMERS.tcpIdleNanos() + TIMERS.restAfterFinNanos();

        assertThat(destinations)
                .allSatisfy(destination -> assertThat(sessions.portsHeld(PUBLIC, Protocol.TCP, destination, later))
                        .isZero());
    }
}
