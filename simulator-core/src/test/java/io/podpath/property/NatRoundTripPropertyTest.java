package io.podpath.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Verdict;
import io.podpath.engine.SeededChoices;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.NamespaceRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Translation and its undoing: whatever the rules did to a connection, its replies reach the client as if they had done
 * nothing, and no two connections are confused.
 *
 * <pre>
 * clients 10.1.0.0/24 -- eth0 [rules] eth1 -- servers 10.2.0.0/24
 * </pre>
 */
class NatRoundTripPropertyTest {

    /** Rules, and the connections that try them one after the other. */
    record Trial(List<String> rules, List<FiveTuple> connections, long seed) {}

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void theReplyReachesTheClientUntranslated(@ForAll("trials") Trial trial) {
        NamespaceRun run = NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/24")
                .route("10.9.0.0/16 eth1")
                .choices(new SeededChoices(trial.seed()));
        run.rule("filter FORWARD -m conntrack --ctstate INVALID -j DROP");
        trial.rules().forEach(run::rule);
        Set<FiveTuple> onTheWire = new HashSet<>();

        for (FiveTuple connection : new HashSet<>(trial.connections())) {
            Verdict there = run.receive("eth0", opening(connection));

            if (there instanceof Verdict.Forward out) {
                FiveTuple translated = out.packet().tuple();
                assertThat(onTheWire.add(translated))
                        .as("%s must not look like an earlier connection", translated)
                        .isTrue();
                Verdict back = run.receive(out.outInterface(), answer(translated.reply()));
                assertThat(back).isInstanceOf(Verdict.Forward.class);
                assertThat(((Verdict.Forward) back).packet().tuple()).isEqualTo(connection.reply());
                assertThat(((Verdict.Forward) back).outInterface()).isEqualTo("eth0");
                Statistics.collect(translated.equals(connection) ? "as it was" : "translated");
            } else {
                Statistics.collect("did not pass");
            }
        }
    }

    private static Packet opening(FiveTuple tuple) {
        return tuple.protocol() == Protocol.TCP ? Packet.tcp(tuple, TcpFlags.SYN, 0) : Packet.datagram(tuple, 20);
    }

    private static Packet answer(FiveTuple tuple) {
        return tuple.protocol() == Protocol.TCP ? Packet.tcp(tuple, TcpFlags.SYN_ACK, 0) : Packet.datagram(tuple, 20);
    }

    @Provide
    Arbitrary<Trial> trials() {
        Arbitrary<List<String>> rules = Combinators.combine(
                        dnatRules().list().ofMaxSize(4), sourceRules().list().ofMaxSize(3))
                .as((dnat, snat) -> {
                    List<String> all = new ArrayList<>(dnat);
                    all.addAll(snat);
                    return all;
                });
        return Combinators.combine(rules, connections().list().ofMinSize(1).ofMaxSize(12), Arbitraries.longs())
                .as(Trial::new);
    }

    /** Services at 10.9.0.1-3, servers at 10.2.0.2-4: few, so that connections clash. */
    private static Arbitrary<String> dnatRules() {
        Arbitrary<String> chance = Arbitraries.of("", "-m statistic --mode random --probability 0.50000000000 ");
        return Combinators.combine(
                        protocol(),
                        Arbitraries.integers().between(1, 3),
                        chance,
                        Arbitraries.integers().between(2, 4),
                        Arbitraries.of(80, 8080))
                .as((protocol, service, odds, server, port) -> "nat PREROUTING -d 10.9.0." + service + "/32 -p "
                        + protocol.lowerCaseName() + " " + odds + "-j DNAT --to-destination 10.2.0." + server + ":"
                        + port);
    }

    private static Arbitrary<String> sourceRules() {
        return Arbitraries.of(
                "nat POSTROUTING -o eth1 -j MASQUERADE",
                "nat POSTROUTING -o eth1 -j MASQUERADE --random-fully",
                "nat POSTROUTING -p tcp -o eth1 -j SNAT --to-source 10.2.0.100",
                "nat POSTROUTING -s 10.1.0.2/32 -o eth1 -j SNAT --to-source 10.2.0.101",
                "nat POSTROUTING -d 10.2.0.3/32 -j RETURN");
    }

    private static Arbitrary<FiveTuple> connections() {
        Arbitrary<IpAddress> clients = Arbitraries.integers().between(2, 4).map(n -> IpAddress.parse("10.1.0." + n));
        Arbitrary<IpAddress> targets = Arbitraries.of("10.9.0.1", "10.9.0.2", "10.9.0.3", "10.2.0.2", "10.2.0.3")
                .map(IpAddress::parse);
        Arbitrary<Integer> ports = Arbitraries.of(40_000, 40_001, 700, 300);
        return Combinators.combine(protocol(), clients, ports, targets, Arbitraries.of(80, 8080))
                .as((protocol, client, port, target, targetPort) -> new FiveTuple(
                        protocol, new TransportAddress(client, port), new TransportAddress(target, targetPort)));
    }

    private static Arbitrary<Protocol> protocol() {
        return Arbitraries.of(Protocol.TCP, Protocol.UDP);
    }
}
