package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Disposition;
import io.podpath.trace.Reason;
import io.podpath.trace.RoutingReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One namespace between two networks.
 *
 * <pre>
 * 10.1.0.0/24 -- eth0 10.1.0.1 [namespace] 10.2.0.1 eth1 -- 10.2.0.0/24
 * </pre>
 */
class NetworkNamespaceTest {

    private static final String CLIENT = "10.1.0.9:40000";

    private static NamespaceRun router() {
        return NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/24");
    }

    private static Packet syn(String from, String to) {
        return Packet.tcp(new FiveTuple(Protocol.TCP, end(from), end(to)), TcpFlags.SYN, 0);
    }

    private static TransportAddress end(String text) {
        int colon = text.indexOf(':');
        return new TransportAddress(
                IpAddress.parse(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    private static Packet forwarded(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Forward.class);
        return ((Verdict.Forward) verdict).packet();
    }

    private static void assertDropped(Verdict verdict, Disposition disposition, Reason reason) {
        assertThat(verdict).isInstanceOf(Verdict.Drop.class);
        assertThat(((Verdict.Drop) verdict).disposition()).isEqualTo(disposition);
        assertThat(((Verdict.Drop) verdict).reason()).isEqualTo(reason);
    }

    private static IcmpError.Kind errorOf(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Reply.class);
        return ((Verdict.Reply) verdict).answer().findIcmpError().orElseThrow().kind();
    }

    @Test
    void forwardingLowersTheTtlByOne() {
        Verdict verdict = router().receive("eth0", syn(CLIENT, "10.2.0.2:80"));

        assertThat(forwarded(verdict).ttlHops()).isEqualTo(63);
        assertThat(((Verdict.Forward) verdict).outInterface()).isEqualTo("eth1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPacketOnItsLastHopIsReported(int ttl) {
        Verdict verdict = router().receive("eth0", syn(CLIENT, "10.2.0.2:80").withTtlHops(ttl));

        assertThat(errorOf(verdict)).isEqualTo(IcmpError.Kind.TIME_EXCEEDED);
        assertThat(((Verdict.Reply) verdict).answer().source().address()).isEqualTo(IpAddress.parse("10.1.0.1"));
    }

    @ParameterizedTest
    @CsvSource({"1360, true", "1361, false"})
    void aPacketLargerThanTheNextLinkIsReported(int payloadBytes, boolean fits) {
        NamespaceRun run = NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/24 mtu=1400");
        Packet packet = Packet.tcp(syn(CLIENT, "10.2.0.2:80").tuple(), TcpFlags.ACK, payloadBytes);

        Verdict verdict = run.receive("eth0", packet);

        if (fits) {
            assertThat(forwarded(verdict).lengthBytes()).isEqualTo(1400);
        } else {
            assertThat(errorOf(verdict)).isEqualTo(IcmpError.Kind.FRAGMENTATION_NEEDED);
        }
    }

    @Test
    void withoutARouteTheSenderIsTold() {
        assertThat(errorOf(router().receive("eth0", syn(CLIENT, "192.0.2.1:80"))))
                .isEqualTo(IcmpError.Kind.NETWORK_UNREACHABLE);
    }

    @Test
    void aHostThatDoesNotForwardDropsInSilence() {
        Verdict verdict = router().sysctls(false, 0).receive("eth0", syn(CLIENT, "10.2.0.2:80"));

        assertDropped(verdict, Disposition.DENIED, RoutingReason.ROUTE_FORWARDING_OFF);
    }

    /** Strict asks for the best route back, loose for any route; a loose filter needs an address on the interface. */
    @ParameterizedTest
    @CsvSource({
        "0, eth0, 10.1.0.9, true", "0, eth0, 10.3.0.9, true", "0, eth2, 10.3.0.9, true",
        "1, eth0, 10.1.0.9, true", "1, eth0, 10.3.0.9, false", "1, eth2, 10.3.0.9, false",
        "2, eth0, 10.1.0.9, true", "2, eth0, 10.3.0.9, true", "2, eth2, 10.3.0.9, false",
        "2, eth0, 10.4.0.9, false", "0, eth0, 10.4.0.9, true"
    })
    void theReversePathFilterDecidesBySourceAndInterface(int rpFilter, String in, String source, boolean passes) {
        NamespaceRun run = NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/24", "eth2")
                .route("10.3.0.0/24 eth1")
                .sysctls(true, rpFilter);

        Verdict verdict = run.receive(in, syn(source + ":40000", "10.2.0.2:80"));

        if (passes) {
            forwarded(verdict);
        } else {
            assertDropped(verdict, Disposition.DENIED, RoutingReason.ROUTE_RP_FILTER);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:40000, 10.2.0.2:80", "10.1.0.9:40000, 127.0.0.1:80",
        "224.0.0.1:40000, 10.2.0.2:80", "10.1.0.1:40000, 10.2.0.2:80"
    })
    void addressesThatCannotComeFromAWireAreMartians(String source, String destination) {
        assertDropped(
                router().receive("eth0", syn(source, destination)), Disposition.DENIED, RoutingReason.ROUTE_MARTIAN);
    }

    /** Two clients' connections look alike behind two Services, although no rule touches their source. */
    @Test
    void twoServicesWithOneEndpointGiveTheSecondConnectionAnotherSourcePort() {
        NamespaceRun run = router().route("10.9.0.0/24 eth1")
                .rule("nat PREROUTING -d 10.9.0.1/32 -j DNAT --to-destination 10.2.0.2:80")
                .rule("nat PREROUTING -d 10.9.0.2/32 -j DNAT --to-destination 10.2.0.2:80");

        Packet first = forwarded(run.receive("eth0", syn(CLIENT, "10.9.0.1:80")));
        Packet second = forwarded(run.receive("eth0", syn(CLIENT, "10.9.0.2:80")));

        assertThat(first.source().port()).isEqualTo(40_000);
        assertThat(second.source().address()).isEqualTo(IpAddress.parse("10.1.0.9"));
        assertThat(second.source().port()).isNotEqualTo(40_000).isGreaterThanOrEqualTo(1024);
    }

    /** The client sees the error come from the address it had called, about the packet it had sent. */
    @Test
    void anErrorAboutATranslatedPacketIsTranslatedBack() {
        NamespaceRun run = router().route("10.9.0.0/24 eth1")
                .rule("nat PREROUTING -d 10.9.0.1/32 -j DNAT --to-destination 10.2.0.2:8080")
                .rule("nat POSTROUTING -o eth1 -j MASQUERADE");
        Packet out = forwarded(run.receive("eth0", syn(CLIENT, "10.9.0.1:80")));
        IcmpError error = new IcmpError(IcmpError.Kind.HOST_UNREACHABLE, out.tuple());

        Packet back = forwarded(run.receive("eth1", Packet.icmpError(IpAddress.parse("10.2.0.2"), error)));

        assertThat(back.tuple().source().address()).isEqualTo(IpAddress.parse("10.9.0.1"));
        assertThat(back.tuple().destination().address()).isEqualTo(IpAddress.parse("10.1.0.9"));
        assertThat(back.findIcmpError().orElseThrow().quoted())
                .isEqualTo(syn(CLIENT, "10.9.0.1:80").tuple());
    }

    @Test
    void aRejectAfterDnatReachesTheClientUnderTheAddressItCalled() {
        NamespaceRun run = router().route("10.9.0.0/24 eth1")
                .rule("nat PREROUTING -d 10.9.0.1/32 -j DNAT --to-destination 10.2.0.2:8080")
                .rule("filter FORWARD -d 10.2.0.2/32 -j REJECT")
                .rule("filter OUTPUT -m conntrack --ctstate RELATED -j ACCEPT")
                .rule("filter OUTPUT -j DROP");

        Verdict verdict = run.receive("eth0", syn(CLIENT, "10.9.0.1:80"));
        Packet error = forwarded(run.send(((Verdict.Reply) verdict).answer()));

        assertThat(errorOf(verdict)).isEqualTo(IcmpError.Kind.PORT_UNREACHABLE);
        assertThat(error.tuple().source().address()).isEqualTo(IpAddress.parse("10.9.0.1"));
        assertThat(error.findIcmpError().orElseThrow().quoted())
                .isEqualTo(syn(CLIENT, "10.9.0.1:80").tuple());
        assertThat(run.conntrack().size())
                .as("a rejected connection is never confirmed")
                .isZero();
    }

    @Test
    void aRejectWithoutDnatComesFromTheAddressOfTheWayBack() {
        NamespaceRun run = router().rule("filter FORWARD -d 10.2.0.2/32 -j REJECT");

        Verdict verdict = run.receive("eth0", syn(CLIENT, "10.2.0.2:80"));

        assertThat(((Verdict.Reply) verdict).answer().source().address()).isEqualTo(IpAddress.parse("10.1.0.1"));
    }

    @Test
    void aRejectForAnOwnAddressComesFromThatAddress() {
        NamespaceRun run = router().rule("filter INPUT -p tcp -j REJECT");

        Verdict verdict = run.receive("eth0", syn(CLIENT, "10.2.0.1:80"));

        assertThat(((Verdict.Reply) verdict).answer().source().address()).isEqualTo(IpAddress.parse("10.2.0.1"));
    }

    @Test
    void aListeningPortGetsThePacketAndAClosedOneAnswersWithAReset() {
        NamespaceRun run = router().listen(80);

        assertThat(run.receive("eth0", syn(CLIENT, "10.2.0.1:80"))).isInstanceOf(Verdict.Deliver.class);
        Verdict closed = run.receive("eth0", syn(CLIENT, "10.2.0.1:81"));
        assertThat(((Verdict.Reply) closed).answer().tcpFlags()).isEqualTo(TcpFlags.RST);
        assertThat(((Verdict.Reply) closed).answer().tuple())
                .isEqualTo(syn(CLIENT, "10.2.0.1:81").tuple().reply());
    }

    @Test
    void aDroppedFirstPacketLeavesNoConnection() {
        NamespaceRun run = router().rule("filter FORWARD -j DROP");

        run.receive("eth0", syn(CLIENT, "10.2.0.2:80"));

        assertThat(run.conntrack().size()).isZero();
    }

    /** Marks live beside the packet inside one kernel. */
    @Test
    void aMarkSelectsMasqueradingAndTheNextPacketHasNone() {
        NamespaceRun run = router().rule("mangle PREROUTING -s 10.1.0.9/32 -j MARK --set-xmark 0x4000/0x4000")
                .rule("nat POSTROUTING -m mark --mark 0x4000/0x4000 -j MASQUERADE");

        Packet marked = forwarded(run.receive("eth0", syn(CLIENT, "10.2.0.2:80")));
        Packet other = forwarded(run.receive("eth0", syn("10.1.0.8:40000", "10.2.0.2:80")));

        assertThat(marked.source().address()).isEqualTo(IpAddress.parse("10.2.0.1"));
        assertThat(other.source().address()).isEqualTo(IpAddress.parse("10.1.0.8"));
    }

    @Test
    void aClientKeepsItsEndpointForAsLongAsTheRecentListRemembersIt() {
        NamespaceRun run = router().route("10.9.0.0/24 eth1")
                .rule("nat PREROUTING -d 10.9.0.1/32 -m recent --rcheck --seconds 60 --reap --name A -j DNAT"
                        + " --to-destination 10.2.0.2:80")
                .rule("nat PREROUTING -d 10.9.0.1/32 -p udp -j ACCEPT")
                .rule("nat PREROUTING -d 10.9.0.1/32 -m recent --set --name A -j DNAT --to-destination 10.2.0.3:80");

        Packet first = forwarded(run.receive("eth0", syn("10.1.0.9:1", "10.9.0.1:80")));
        Packet soon = forwarded(run.sleepSeconds(60).receive("eth0", syn("10.1.0.9:2", "10.9.0.1:80")));
        Packet late = forwarded(run.sleepSeconds(1).receive("eth0", syn("10.1.0.9:3", "10.9.0.1:80")));
        Packet stranger = forwarded(run.receive("eth0", syn("10.1.0.8:1", "10.9.0.1:80")));

        assertThat(first.destination()).hasToString("10.2.0.3:80");
        assertThat(soon.destination()).hasToString("10.2.0.2:80");
        assertThat(late.destination()).hasToString("10.2.0.3:80");
        assertThat(stranger.destination()).hasToString("10.2.0.3:80");
    }
}
