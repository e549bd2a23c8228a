package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Connection tracking against a tracker that keeps a plain list and spells every rule out. */
class ConntrackPropertyTest {

    private static final long SECOND = 1_000_000_000L;

    /** A packet that arrives some time after the one before. */
    record Arrival(Packet packet, int afterSeconds) {}

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void saysOfEveryPacketWhatThePlainTrackerSays(@ForAll("arrivals") List<Arrival> arrivals) {
        Conntrack conntrack = new Conntrack(new ConntrackTable(100));
        NaiveConntrack naive = new NaiveConntrack();
        long now = 0;

        for (Arrival arrival : arrivals) {
            now += arrival.afterSeconds() * SECOND;
            Conntrack.Tracked tracked = conntrack.track(arrival.packet(), now);
            confirm(conntrack, tracked, now);

            NaiveConntrack.Answer expected = naive.track(arrival.packet(), now);
            assertThat(tracked.state() + (tracked.isReply() ? " reply" : ""))
                    .as("%s at %d s after %s", arrival.packet(), now / SECOND, arrivals)
                    .isEqualTo(expected.state() + (expected.isReply() ? " reply" : ""));
            Statistics.collect(tracked.state());
        }
    }

    private static void confirm(Conntrack conntrack, Conntrack.Tracked tracked, long now) {
        ConntrackEntry entry = tracked.entry();
        if (entry != null && !entry.isConfirmed()) {
            conntrack.table().confirm(entry, now);
        }
    }

    @Provide
    Arbitrary<List<Arrival>> arrivals() {
        Arbitrary<Integer> gaps = Arbitraries.of(0, 0, 0, 1, 3, 11, 29, 31, 61, 119, 121);
        return Combinators.combine(Arbitraries.oneOf(segments(), segments(), datagrams(), echoes()), gaps)
                .as(Arrival::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    /** Two connections only, so that segments meet entries. */
    private static Arbitrary<Packet> segments() {
        return Combinators.combine(tuples(Protocol.TCP), Arbitraries.of(TcpFlags.class))
                .as((tuple, flags) -> Packet.tcp(tuple, flags, 0));
    }

    private static Arbitrary<Packet> datagrams() {
        return tuples(Protocol.UDP).map(tuple -> Packet.datagram(tuple, 10));
    }

    private static Arbitrary<Packet> echoes() {
        IpAddress a = IpAddress.parse("10.0.0.1");
        IpAddress b = IpAddress.parse("10.0.0.2");
        return Combinators.combine(Arbitraries.of(EchoType.class), Arbitraries.of(true, false))
                .as((type, back) -> Packet.echo(FiveTuple.echo(back ? b : a, back ? a : b, 7), type));
    }

    private static Arbitrary<FiveTuple> tuples(Protocol protocol) {
        TransportAddress server = new TransportAddress(IpAddress.parse("10.0.0.2"), 80);
        return Combinators.combine(Arbitraries.of(1000, 1001), Arbitraries.of(true, false))
                .as((port, back) -> {
                    FiveTuple tuple =
                            new FiveTuple(protocol, new TransportAddress(IpAddress.parse("10.0.0.1"), port), server);
                    return back ? tuple.reply() : tuple;
                });
    }
}
