package io.podpath.lab.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.lab.kernel.LabTools;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.lab.trace.PacketKind;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Connection tracking and translation, case by case: what the kernel's router does with each packet, podpath's does too.
 * Where the tools or root are missing the tests say so and are skipped.
 *
 * <pre>
 * client 10.201.1.2-4 --- c0 10.201.1.1  router  10.202.1.1 s0 --- server 10.202.1.2-5
 *                         nobody has 10.203.0.1-3: only a DNAT rule makes them somebody
 * </pre>
 */
class ConntrackLabTest {

    private static RouterLab lab;

    @BeforeAll
    static void onlyWhereThisMachineCanBeAJudge() {
        Optional<String> obstacle = LabTools.findObstacle();
        assumeTrue(obstacle.isEmpty(), "the kernel is not asked here: " + obstacle.orElse(""));
        lab = new RouterLab(IpFamily.IPV4);
    }

    @AfterAll
    static void removeTheLab() {
        if (lab != null) {
            lab.close();
        }
    }

    private static RouterPair routers(String... rules) {
        return new RouterPair(lab, RouterRules.of(rules));
    }

    /** {@code tcp 10.201.1.2:1000 -> 10.202.1.2:80} from the client. */
    private static LabPacket client(String protocol, String from, String to) {
        String[] source = from.split(":", -1);
        String[] destination = to.split(":", -1);
        return new LabPacket(
                LabHost.CLIENT,
                protocol,
                source[0],
                Integer.parseInt(source[1]),
                destination[0],
                Integer.parseInt(destination[1]));
    }

    private static void assertAlike(RouterPair routers, LabPacket... packets) {
        for (LabPacket packet : packets) {
            assertThat(routers.send(packet)).isEmpty();
            // On a busy machine a program may give up before it has sent anything, and nothing agrees with everything.
            for (int again = 0; routers.latest().isEmpty() && again < 3; again++) {
                assertThat(routers.send(packet)).isEmpty();
            }
            assertThat(routers.latest()).as("packets of %s", packet).isNotEmpty();
        }
        assertThat(routers.compareConnections()).isEmpty();
    }

    private static List<PacketKind> kinds(RouterPair routers) {
        return routers.latest().stream()
                .map(KernelTraversal::first)
                .map(first -> first.kind())
                .toList();
    }

    @Test
    void aReplyIsUntranslatedOnItsWayBack() {
        RouterPair routers = routers(
                "nat PREROUTING -d 10.203.0.1/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.202.1.2:8080",
                "nat POSTROUTING -o s0 -j MASQUERADE",
                "filter FORWARD -m conntrack --ctstate DNAT -j ACCEPT",
                "filter FORWARD -m conntrack --ctstate SNAT -j DROP");

        assertAlike(routers, client("tcp", "10.201.1.2:1000", "10.203.0.1:80"));

        assertThat(routers.latest().get(1).findLeft().orElseThrow().tuple())
                .hasToString("tcp 10.203.0.1:80 -> 10.201.1.2:1000");
    }

    /** A FIN that belongs to no connection is INVALID, matches such rules and is not translated. */
    @Test
    void aSegmentWithoutConnectionIsInvalidAndNotTranslated() {
        RouterPair routers = routers(
                "raw PREROUTING -p tcp -m tcp ! --tcp-flags FIN FIN -j CT --notrack",
                "nat POSTROUTING -o s0 -j MASQUERADE",
                "filter FORWARD -m conntrack --ctstate INVALID -j DROP");

        assertAlike(routers, client("tcp", "10.201.1.2:1001", "10.202.1.2:80"));

        assertThat(routers.latest())
                .filteredOn(seen -> seen.first().kind() == PacketKind.FIN)
                .isNotEmpty()
                .allSatisfy(fin -> assertThat(fin.findLeft()).isEmpty());
    }

    @Test
    void twoClientsWithOnePortAndOneNewAddressGetDifferentPorts() {
        RouterPair routers = routers("nat POSTROUTING -o s0 -j SNAT --to-source 10.202.1.1");

        assertAlike(
                routers,
                client("udp", "10.201.1.2:2000", "10.202.1.2:53"),
                client("udp", "10.201.1.3:2000", "10.202.1.2:53"));

        assertThat(routers.connections()).hasSize(2).anyMatch(line -> !line.endsWith("-> 10.202.1.1:2000"));
    }

    @Test
    void aClientKeepsItsNewPortTowardsOtherServers() {
        RouterPair routers = routers("nat POSTROUTING -o s0 -j SNAT --to-source 10.202.1.1");

        assertAlike(
                routers,
                client("udp", "10.201.1.2:2000", "10.202.1.2:53"),
                client("udp", "10.201.1.3:2000", "10.202.1.2:53"),
                client("udp", "10.201.1.3:2000", "10.202.1.3:53"));
    }

    @Test
    void masqueradeFullyRandomDrawsEveryPort() {
        RouterPair routers = routers("nat POSTROUTING -o s0 -j MASQUERADE --random-fully");

        assertAlike(
                routers,
                client("tcp", "10.201.1.2:500", "10.202.1.2:80"),
                client("tcp", "10.201.1.2:1000", "10.202.1.2:80"),
                client("udp", "10.201.1.2:40000", "10.202.1.3:53"));
    }

    /** When both ports of the range are taken the third connection is lost without a word. */
    @Test
    void aRangeOfPortsCanBeExhausted() {
        RouterPair routers = routers("nat POSTROUTING -o s0 -p udp -j SNAT --to-source 10.202.1.1:3000-3001");

        assertAlike(
                routers,
                client("udp", "10.201.1.2:2000", "10.202.1.2:53"),
                client("udp", "10.201.1.3:2000", "10.202.1.2:53"));

        assertThat(routers.connections()).hasSize(2);
    }

    /** One client port to two Services that choose the same endpoint: without any SNAT rule the second gets another port. */
    @Test
    void theSameTupleTwiceIsToldApartByTheSourcePort() {
        RouterPair routers = routers(
                "nat PREROUTING -d 10.203.0.1/32 -p udp -j DNAT --to-destination 10.202.1.2:53",
                "nat PREROUTING -d 10.203.0.2/32 -p udp -j DNAT --to-destination 10.202.1.2:53");

        assertAlike(
                routers,
                client("udp", "10.201.1.2:2000", "10.203.0.1:53"),
                client("udp", "10.201.1.2:2000", "10.203.0.2:53"));

        assertThat(routers.connections()).hasSize(2).anyMatch(line -> !line.endsWith("-> 10.201.1.2:2000"));
    }

    /** S44: the endpoint is gone and the rules know the new one, but the client's connection still leads to the old. */
    @Test
    void aUdpConnectionOutlivesTheRulesThatMadeIt() {
        RouterPair routers = routers("nat PREROUTING -d 10.203.0.1/32 -p udp -j DNAT --to-destination 10.202.1.2:53");
        assertAlike(routers, client("udp", "10.201.1.2:2000", "10.203.0.1:53"));

        routers.change(RouterRules.of("nat PREROUTING -d 10.203.0.1/32 -p udp -j DNAT --to-destination 10.202.1.3:53"));

        assertAlike(routers, client("udp", "10.201.1.2:2000", "10.203.0.1:53"));
        assertThat(routers.connections()).allMatch(line -> line.contains("10.202.1.2:53"));
        assertAlike(routers, client("udp", "10.201.1.2:2001", "10.203.0.1:53"));
        assertThat(routers.connections()).anyMatch(line -> line.contains("10.202.1.3:53"));
    }

    @Test
    void anErrorFromTheServerIsTranslatedBackWithWhatItQuotes() {
        RouterPair routers = routers(
                "nat PREROUTING -d 10.203.0.1/32 -p udp -j DNAT --to-destination 10.202.1.2:81",
                "nat POSTROUTING -o s0 -j MASQUERADE",
                "filter FORWARD -m conntrack --ctstate RELATED -j ACCEPT");

        assertAlike(routers, client("udp", "10.201.1.2:2000", "10.203.0.1:53"));

        assertThat(kinds(routers)).containsExactly(PacketKind.UDP, PacketKind.PORT_UNREACHABLE);
        assertThat(routers.latest()
                        .get(1)
                        .findLeft()
                        .orElseThrow()
                        .tuple()
                        .source()
                        .address())
                .hasToString("10.203.0.1");
    }

    @Test
    void aRejectAfterDnatReportsFromTheAddressTheClientCalled() {
        RouterPair routers = routers(
                "nat PREROUTING -d 10.203.0.1/32 -p tcp -j DNAT --to-destination 10.202.1.2:80",
                "filter FORWARD -p tcp -j REJECT --reject-with icmp-port-unreachable");

        assertAlike(routers, client("tcp", "10.201.1.2:1000", "10.203.0.1:80"));

        assertThat(routers.latest()
                        .get(1)
                        .findLeft()
                        .orElseThrow()
                        .tuple()
                        .source()
                        .address())
                .hasToString("10.203.0.1");
    }

    @Test
    void aResetOfRejectComesFromTheAddressTheClientCalled() {
        RouterPair routers = routers(
                "nat PREROUTING -d 10.203.0.1/32 -p tcp -j DNAT --to-destination 10.202.1.2:8080",
                "filter FORWARD -p tcp -j REJECT --reject-with tcp-reset");

        assertAlike(routers, client("tcp", "10.201.1.2:1000", "10.203.0.1:80"));

        assertThat(kinds(routers)).contains(PacketKind.RST);
        assertThat(routers.connections()).isEmpty();
    }

    @Test
    void aRefusedConnectionLeavesNoEntry() {
        RouterPair routers = routers("filter FORWARD -m conntrack --ctstate NEW -j ACCEPT");

        assertAlike(routers, client("tcp", "10.201.1.2:1000", "10.202.1.2:81"));

        assertThat(kinds(routers)).containsExactly(PacketKind.SYN, PacketKind.RST);
        assertThat(routers.connections()).isEmpty();
    }

    @Test
    void aPingIsTrackedByItsIdentifier() {
        RouterPair routers = routers(
                "nat PREROUTING -p icmp -d 10.203.0.1/32 -j DNAT --to-destination 10.202.1.2",
                "nat POSTROUTING -o s0 -j MASQUERADE");

        assertAlike(routers, client("icmp", "10.201.1.2:0", "10.203.0.1:0"));

        assertThat(kinds(routers)).containsExactly(PacketKind.ECHO_REQUEST, PacketKind.ECHO_REPLY);
    }
}
