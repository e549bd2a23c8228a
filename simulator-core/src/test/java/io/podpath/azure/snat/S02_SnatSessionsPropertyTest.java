package io.podpath.azure.snat;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Ports on demand: whatever flows come and go, a port serves one destination once at a time, and comes back. */
class S02_SnatSessionsPropertyTest {

    private static final Map<IpFamily, IpAddress> PUBLIC = Map.of(
            IpFamily.IPV4, IpAddress.parse("20.0.0.30"),
            IpFamily.IPV6, IpAddress.parse("2001:db8:198:51::30"));
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
        Arbitrary<FiveTuple> flows =
                Arbitraries.oneOf(flows("10.1.1.4", "203.0.113."), flows("2001:db8:1:1::4", "2001:db8:203:113::"));
        Arbitrary<TcpFlags> flags = Arbitraries.of(TcpFlags.SYN, TcpFlags.ACK, TcpFlags.FIN_ACK, TcpFlags.RST);
        return Combinators.combine(flows, flags, Arbitraries.of(true, false), pauses())
                .as(Event::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }

    /** Mostly short, so that ports run out; sometimes long enough for one to rest. */
    private static Arbitrary<Integer> pauses() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 2)),
                Tuple.of(1, Arbitraries.integers().between(3, 90)));
    }

    /** A client's connections to two hosts, of which there are more than ports. */
    private static Arbitrary<FiveTuple> flows(String client, String hosts) {
        return Combinators.combine(
                        Arbitraries.integers().between(40_000, 40_009),
                        Arbitraries.integers().between(1, 2))
                .as((port, host) -> new FiveTuple(
                        Protocol.TCP,
                        new TransportAddress(IpAddress.parse(client), port),
                        new TransportAddress(IpAddress.parse(hosts + host), 443)));
    }

    private static IpAddress publicAddress(FiveTuple flow) {
        return Objects.requireNonNull(PUBLIC.get(flow.family()));
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
            Optional<TransportAddress> source = sessions.translate(packet, publicAddress(event.flow()), now);

            Statistics.collect(event.flow().family(), source.isPresent());
            if (source.isPresent()) {
                FiveTuple reply = event.flow().withSource(source.get()).reply();
                assertThat(before.getOrDefault(reply, event.flow())).isEqualTo(event.flow());
                replies.add(reply);
                if (event.answered()) {
                    sessions.findOriginal(Packet.tcp(reply, event.flags(), 0), now);
                }
            } else {
                assertThat(sessions.portsHeld(
                                publicAddress(event.flow()),
                                Protocol.TCP,
                                event.flow().destination(),
                                now))
                        .isEqualTo(FEW.capacity());
            }
            assertThat(owners(sessions, replies, now)).containsAllEntriesOf(before);
        }
        Statistics.coverage(checker -> {
            for (IpFamily family : IpFamily.values()) {
                checker.check(family, true).count(count -> count > 100);
                checker.check(family, false).count(count -> count > 10);
            }
        });
    }

    private static Map<FiveTuple, FiveTuple> owners(SnatSessions sessions, Set<FiveTuple> replies, long now) {
        Map<FiveTuple, FiveTuple> owners = new HashMap<>();
        replies.forEach(reply -> sessions.findOwner(reply, now).ifPresent(flow -> owners.put(reply, flow)));
        return owners;
    }

    @Property
    void everyPortComesBack(@ForAll("events") List<Event> events) {
        SnatSessions sessions = new SnatSessions(FEW, TIMERS);
        Set<FiveTuple> flows = new HashSet<>();
        long now = 0;
        for (Event event : events) {
            now += TimeUnit.SECONDS.toNanos(event.seconds());
            sessions.translate(Packet.tcp(event.flow(), event.flags(), 0), publicAddress(event.flow()), now);
            flows.add(event.flow());
        }

        long later = now + TIMERS.tcpIdleNanos() + TIMERS.restAfterFinNanos();

        assertThat(flows)
                .allSatisfy(flow -> assertThat(
                                sessions.portsHeld(publicAddress(flow), Protocol.TCP, flow.destination(), later))
                        .isZero());
    }
}
