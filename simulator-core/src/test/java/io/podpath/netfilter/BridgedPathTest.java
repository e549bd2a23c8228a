package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Bridge;
import io.podpath.element.Bridge.Hairpin;
import io.podpath.element.Verdict;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Frames on kubenet's bridge.
 *
 * <pre>
 * pod 10.244.0.2 -- vetha --+
 * pod 10.244.0.3 -- vethb --+-- cbr0 10.244.0.1/24 -- [node] -- eth0 10.1.0.4/24
 * </pre>
 */
class BridgedPathTest {

    private static final String SERVICE = "nat PREROUTING -d 10.0.0.7/32 -j DNAT --to-destination 10.244.0.2:80";
    private static final String HAIRPIN_MARK = "nat POSTROUTING -s 10.244.0.2/32 -d 10.244.0.2/32 -j MASQUERADE";

    private static NamespaceRun node(Hairpin hairpin) {
        Map<IpAddress, String> ports =
                Map.of(IpAddress.parse("10.244.0.2"), "vetha", IpAddress.parse("10.244.0.3"), "vethb");
        return NamespaceRun.of("eth0 10.1.0.4/24", "cbr0 10.244.0.1/24")
                .route("0.0.0.0/0 eth0")
                .bridge("cbr0", Cidr.parse("10.244.0.0/24"), ports, hairpin)
                .sysctls(true, 1);
    }

    private static Packet syn(String from, String to, int port) {
        return Packet.tcp(
                new FiveTuple(
                        Protocol.TCP,
                        new TransportAddress(IpAddress.parse(from), 40_000),
                        new TransportAddress(IpAddress.parse(to), port)),
                TcpFlags.SYN,
                0);
    }

    @Test
    void aNeighbourIsSwitchedThroughTheRulesWithoutLosingTtl() {
        NamespaceRun run = node(Hairpin.PORT_MODE);

        Verdict.Forward out = (Verdict.Forward) run.receive("vetha", syn("10.244.0.2", "10.244.0.3", 80));

        assertThat(out.outInterface()).isEqualTo("vethb");
        assertThat(out.packet().ttlHops()).isEqualTo(64);
    }

    @Test
    void switchedFramesMeetForwardWithTheBridgeOnBothSides() {
        NamespaceRun run = node(Hairpin.PORT_MODE).rule("filter FORWARD -i cbr0 -o cbr0 -j DROP");

        assertThat(run.receive("vetha", syn("10.244.0.2", "10.244.0.3", 80))).isInstanceOf(Verdict.Drop.class);
        assertThat(run.receive("vetha", syn("10.244.0.2", "10.1.0.9", 80))).isInstanceOf(Verdict.Forward.class);
    }

    @Test
    void aServiceOnTheSameBridgeIsSwitchedAfterItsTranslation() {
        NamespaceRun run = node(Hairpin.PORT_MODE).rule(SERVICE);

        Verdict.Forward out = (Verdict.Forward) run.receive("vethb", syn("10.244.0.3", "10.0.0.7", 80));

        assertThat(out.outInterface()).isEqualTo("vetha");
        assertThat(out.packet().destination()).hasToString("10.244.0.2:80");
        assertThat(out.packet().ttlHops()).isEqualTo(64);
    }

    @Test
    void anythingElseIsRoutedByTheHost() {
        Verdict.Forward out =
                (Verdict.Forward) node(Hairpin.PORT_MODE).receive("vetha", syn("10.244.0.2", "10.1.0.9", 80));

        assertThat(out.outInterface()).isEqualTo("eth0");
        assertThat(out.packet().ttlHops()).isEqualTo(63);
    }

    @Test
    void aPacketFromOutsideIsRoutedToThePortOfThePod() {
        Verdict.Forward out =
                (Verdict.Forward) node(Hairpin.PORT_MODE).receive("eth0", syn("10.1.0.9", "10.244.0.3", 80));

        assertThat(out.outInterface()).isEqualTo("vethb");
        assertThat(out.packet().ttlHops()).isEqualTo(63);
    }

    @ParameterizedTest
    @EnumSource(Bridge.Hairpin.class)
    void anAddressNobodyHasIsUnreachable(Hairpin hairpin) {
        Verdict verdict = node(hairpin).receive("eth0", syn("10.1.0.9", "10.244.0.77", 80));

        assertThat(((Verdict.Reply) verdict).end().reason()).isEqualTo(RoutingReason.ROUTE_NEIGHBOUR);
    }

    /** The masqueraded source is that of the bridge; only the routed copy loses a hop. */
    @ParameterizedTest
    @CsvSource({"PORT_MODE, 64", "PROMISCUOUS_TRACKED, 63"})
    void aPodReachesItselfThroughItsService(Hairpin hairpin, int ttl) {
        NamespaceRun run = node(hairpin).rule(SERVICE).rule(HAIRPIN_MARK);

        Verdict.Forward out = (Verdict.Forward) run.receive("vetha", syn("10.244.0.2", "10.0.0.7", 80));

        assertThat(out.outInterface()).isEqualTo("vetha");
        assertThat(out.packet().source().address()).isEqualTo(IpAddress.parse("10.244.0.1"));
        assertThat(out.packet().ttlHops()).isEqualTo(ttl);
    }

    @Test
    void theUntrackedCopyIsLost() {
        NamespaceRun run = node(Hairpin.PROMISCUOUS_UNTRACKED).rule(SERVICE).rule(HAIRPIN_MARK);

        Verdict.Drop drop = (Verdict.Drop) run.receive("vetha", syn("10.244.0.2", "10.0.0.7", 80));

        assertThat(drop.disposition()).isEqualTo(Disposition.DENIED);
        assertThat(drop.reason()).isEqualTo(RoutingReason.BRIDGE_HAIRPIN_OFF);
        assertThat(run.conntrack().size()).isZero();
    }
}
