package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Verdict;
import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Disposition;
import org.junit.jupiter.api.Test;

/**
 * Corners of a namespace's packet path that random rule sets on a real kernel brought to light.
 *
 * <pre>
 * 10.1.0.0/24 -- eth0 10.1.0.1 [namespace] 10.2.0.1 eth1 -- 10.2.0.0/24
 * </pre>
 */
class KernelCornersTest {

    private static final String CLIENT = "10.1.0.9:40000";

    private static NamespaceRun router() {
        return NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/24").listen(80);
    }

    private static Packet segment(TcpFlags flags, String from, String to) {
        return Packet.tcp(new FiveTuple(Protocol.TCP, end(from), end(to)), flags, 0);
    }

    private static TransportAddress end(String text) {
        int colon = text.indexOf(':');
        return new TransportAddress(
                IpAddress.parse(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    private static void assertDenied(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Drop.class);
        assertThat(((Verdict.Drop) verdict).disposition()).isEqualTo(Disposition.DENIED);
    }

    /** Facts: LOCAL-OVER-LO. */
    @Test
    void aPacketToOneselfPassesPreroutingOnLo() {
        NamespaceRun router = router().rule("mangle PREROUTING -i lo -p tcp -m tcp --dport 80 -j DROP");

        assertDenied(router.send(segment(TcpFlags.SYN, "10.1.0.1:40000", "10.2.0.1:80")));
    }

    /** Facts: LOCAL-OVER-LO. */
    @Test
    void aPacketToOneselfKeepsItsMarkOnLo() {
        NamespaceRun router = router().rule("mangle OUTPUT -j MARK --set-xmark 0x1/0xffffffff")
                .rule("filter INPUT -m mark --mark 0x1 -j DROP");

        assertDenied(router.send(segment(TcpFlags.SYN, "10.1.0.1:40000", "10.2.0.1:80")));
    }

    /** Facts: LOCAL-OVER-LO. */
    @Test
    void natIsNotAskedAgainOnLo() {
        NamespaceRun router = router().rule("nat PREROUTING -j DNAT --to-destination 10.2.0.9:81");

        assertThat(router.send(segment(TcpFlags.SYN, "10.1.0.1:40000", "10.2.0.1:80")))
                .isInstanceOf(Verdict.Deliver.class);
    }

    /** Facts: CT-ONLY-WHEN-A-RULE-NEEDS-IT. */
    @Test
    void withoutARuleThatNeedsItNothingIsTracked() {
        NamespaceRun router = router().rule("nat PREROUTING -j ACCEPT");

        router.receive("eth0", segment(TcpFlags.SYN, CLIENT, "10.2.0.2:80"));

        assertThat(router.conntrack().size()).isZero();
    }

    /** Facts: CT-ONLY-WHEN-A-RULE-NEEDS-IT. */
    @Test
    void oneStateMatchMakesTheKernelTrack() {
        NamespaceRun router = router().rule("filter FORWARD -m conntrack --ctstate NEW -j ACCEPT");

        router.receive("eth0", segment(TcpFlags.SYN, CLIENT, "10.2.0.2:80"));

        assertThat(router.conntrack().size()).isEqualTo(1);
    }

    /** Facts: CT-INVALID-BEFORE-TRACKING. */
    @Test
    void inTheRawTableEveryPacketIsInvalid() {
        NamespaceRun router = router().rule("raw PREROUTING -m conntrack --ctstate INVALID -j DROP");

        assertDenied(router.receive("eth0", segment(TcpFlags.SYN, CLIENT, "10.2.0.2:80")));
    }

    /** Facts: ICMP-NONE-ABOUT-OWN-ICMP. */
    @Test
    void rejectingAnIcmpErrorTellsNobody() {
        NamespaceRun router = router().rule("filter OUTPUT -j REJECT --reject-with icmp-port-unreachable");
        Verdict closed = router.receive("eth0", segmentToClosedUdpPort());
        Packet error = ((Verdict.Reply) closed).answer();

        assertThat(router.send(error)).isInstanceOf(Verdict.Drop.class);
    }

    private static Packet segmentToClosedUdpPort() {
        return Packet.datagram(new FiveTuple(Protocol.UDP, end(CLIENT), end("10.1.0.1:99")), 0);
    }

    /** Facts: ICMP-NONE-ABOUT-OWN-ICMP. */
    @Test
    void rejectingOnesOwnEchoReplyTellsNobody() {
        NamespaceRun router = router().rule("filter OUTPUT -j REJECT --reject-with icmp-port-unreachable");
        FiveTuple reply = FiveTuple.echo(IpAddress.parse("10.1.0.1"), IpAddress.parse("10.1.0.9"), 7);

        assertThat(router.send(Packet.echo(reply, EchoType.REPLY))).isInstanceOf(Verdict.Drop.class);
    }

    /** Facts: CT-LOOSE-PICKUP. */
    @Test
    void aConnectionPickedUpInTheMiddleIsForgottenAfterFiveMinutes() {
        NamespaceRun router = router().rule("filter FORWARD -m conntrack --ctstate NEW -j DROP");
        Packet fromServer = segment(TcpFlags.ACK, "10.2.0.2:80", CLIENT);
        NamespaceRun tracking = router().rule("filter FORWARD -m conntrack ! --ctstate NEW,ESTABLISHED -j DROP");

        tracking.receive("eth0", segment(TcpFlags.ACK, CLIENT, "10.2.0.2:80"));
        tracking.sleepSeconds(301);
        tracking.receive("eth1", fromServer);

        assertThat(tracking.conntrack().list().get(0).original()).isEqualTo(fromServer.tuple());
        assertDenied(router.receive("eth0", segment(TcpFlags.ACK, CLIENT, "10.2.0.2:80")));
    }
}
