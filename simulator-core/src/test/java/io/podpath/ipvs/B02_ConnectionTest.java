package io.podpath.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Connections through a virtual server: translation both ways, timeouts, persistence, errors. */
class B02_ConnectionTest {

    private static final String CLIENT = "10.244.9.9:40000";
    private static final String VIP = "10.0.40.80:80";
    private static final String TWO = "tcp 10.0.40.80:80 rr -> 10.244.1.5:8080 10.244.2.6:8080";

    @Test
    void aConnectionStaysWithItsServerAndAnswersComeFromTheVirtualAddress() {
        DirectorRun run = DirectorRun.of(TWO);
        String server = run.send(CLIENT, VIP, TcpFlags.SYN);

        Packet answer = run.answer(server, CLIENT, TcpFlags.SYN_ACK);

        assertThat(answer.tuple()).isEqualTo(DirectorRun.tcp(VIP, CLIENT));
        assertThat(run.send(CLIENT, VIP, TcpFlags.ACK)).isEqualTo(server);
    }

    @Test
    void onlyASynOpensATcpConnection() {
        assertThat(DirectorRun.of(TWO).send(CLIENT, VIP, TcpFlags.ACK)).isEqualTo("not served");
    }

    @Test
    void otherPortsAndEchoesAreNotServed() {
        DirectorRun run = DirectorRun.of(TWO);
        IpAddress client = IpAddress.parse("10.244.9.9");

        assertThat(run.send(CLIENT, "10.0.40.80:81", TcpFlags.SYN)).isEqualTo("not served");
        Packet ping = Packet.echo(FiveTuple.echo(client, IpAddress.parse("10.0.40.80"), 7), EchoType.REQUEST);
        assertThat(DirectorRun.goesTo(run.request(ping))).isEqualTo("not served");
    }

    @Test
    void aVirtualServerWithoutRealServersHasNobodyThere() {
        assertThat(DirectorRun.of("tcp 10.0.40.80:80 rr").send(CLIENT, VIP, TcpFlags.SYN))
                .isEqualTo("nobody");
    }

    @Test
    void anEstablishedConnectionIsForgottenAfterFifteenIdleMinutes() {
        DirectorRun run = DirectorRun.of(TWO);
        String server = run.send(CLIENT, VIP, TcpFlags.SYN);
        run.answer(server, CLIENT, TcpFlags.SYN_ACK);
        run.send(CLIENT, VIP, TcpFlags.ACK);

        assertThat(run.sleepSeconds(899).send(CLIENT, VIP, TcpFlags.ACK)).isEqualTo(server);
        assertThat(run.sleepSeconds(901).send(CLIENT, VIP, TcpFlags.ACK)).isEqualTo("not served");
    }

    @Test
    void aHalfOpenConnectionIsForgottenAfterAMinute() {
        DirectorRun run = DirectorRun.of(TWO);
        String server = run.send(CLIENT, VIP, TcpFlags.SYN);
        assertThat(run.knowsAnswer(Packet.tcp(DirectorRun.tcp(server, CLIENT), TcpFlags.SYN_ACK, 0)))
                .isTrue();

        run.sleepSeconds(61);

        assertThat(run.knowsAnswer(Packet.tcp(DirectorRun.tcp(server, CLIENT), TcpFlags.SYN_ACK, 0)))
                .isFalse();
    }

    @Test
    void aSynOnAClosedConnectionIsScheduledAgain() {
        DirectorRun run = DirectorRun.of(TWO);
        String server = run.send(CLIENT, VIP, TcpFlags.SYN);
        run.answer(server, CLIENT, TcpFlags.SYN_ACK);
        run.send(CLIENT, VIP, TcpFlags.ACK);
        run.answer(server, CLIENT, TcpFlags.FIN_ACK);
        run.send(CLIENT, VIP, TcpFlags.FIN_ACK); // TIME_WAIT

        assertThat(run.send(CLIENT, VIP, TcpFlags.SYN)).isNotEqualTo(server).startsWith("10.244.");
    }

    @Test
    void persistenceKeepsAClientAtItsServerUntilTheTimeout() {
        DirectorRun run = DirectorRun.of("tcp 10.0.40.80:80 rr persistent=300 -> 10.244.1.5:8080 10.244.2.6:8080");

        assertThat(new HashSet<>(run.connect("10.244.9.9", VIP, 4))).hasSize(1);
        String kept = run.send("10.244.9.9:50000", VIP, TcpFlags.SYN);
        assertThat(run.sleepSeconds(299).send("10.244.9.9:50001", VIP, TcpFlags.SYN))
                .isEqualTo(kept);
        assertThat(run.sleepSeconds(301).send("10.244.9.9:50002", VIP, TcpFlags.SYN))
                .isNotEqualTo(kept);
    }

    @Test
    void persistenceOutlivesItsTimeoutWhileAConnectionLives() {
        DirectorRun run = DirectorRun.of("tcp 10.0.40.80:80 rr persistent=10 -> 10.244.1.5:8080 10.244.2.6:8080");
        String kept = run.send(CLIENT, VIP, TcpFlags.SYN);
        run.answer(kept, CLIENT, TcpFlags.SYN_ACK);
        run.send(CLIENT, VIP, TcpFlags.ACK);

        assertThat(run.sleepSeconds(600).send("10.244.9.9:50001", VIP, TcpFlags.SYN))
                .isEqualTo(kept);
    }

    @Test
    void persistenceIsPerVirtualServer() {
        DirectorRun run = DirectorRun.of(
                "tcp 10.0.40.80:80 rr persistent=300 -> 10.244.1.5:8080",
                "tcp 10.224.0.4:30080 rr persistent=300 -> 10.244.2.6:8080");

        assertThat(run.send("10.244.9.9:1", VIP, TcpFlags.SYN)).isEqualTo("10.244.1.5:8080");
        assertThat(run.send("10.244.9.9:2", "10.224.0.4:30080", TcpFlags.SYN)).isEqualTo("10.244.2.6:8080");
    }

    @Test
    void anErrorAboutARequestComesFromTheVirtualAddressAndQuotesIt() {
        DirectorRun run = DirectorRun.of("udp 10.0.0.10:53 rr -> 10.244.1.5:53");
        FiveTuple asked = new FiveTuple(Protocol.UDP, DirectorRun.address(CLIENT), DirectorRun.address("10.0.0.10:53"));
        FiveTuple forwarded = asked.withDestination(DirectorRun.address("10.244.1.5:53"));
        run.request(Packet.datagram(asked, 40));

        IcmpError closed = new IcmpError(IcmpError.Kind.PORT_UNREACHABLE, forwarded);
        Packet seen = run.answer(Packet.icmpError(IpAddress.parse("10.244.1.5"), closed));

        assertThat(seen.source().address()).isEqualTo(IpAddress.parse("10.0.0.10"));
        assertThat(seen.findIcmpError().orElseThrow().quoted()).isEqualTo(asked);
    }

    @Test
    void anErrorAboutAnAnswerReachesTheRealServer() {
        DirectorRun run = DirectorRun.of("tcp 10.0.40.80:80 rr -> 10.244.1.5:8080");
        run.send(CLIENT, VIP, TcpFlags.SYN);

        IcmpError tooBig = new IcmpError(IcmpError.Kind.FRAGMENTATION_NEEDED, DirectorRun.tcp(VIP, CLIENT));
        Decision decision = run.request(Packet.icmpError(IpAddress.parse("192.0.2.1"), tooBig)
                .withTuple(FiveTuple.echo(IpAddress.parse("192.0.2.1"), IpAddress.parse("10.0.40.80"), 0)));

        Packet forwarded = ((Decision.Forwarded) decision).packet();
        assertThat(forwarded.destination().address()).isEqualTo(IpAddress.parse("10.244.1.5"));
        assertThat(forwarded.findIcmpError().orElseThrow().quoted())
                .isEqualTo(DirectorRun.tcp("10.244.1.5:8080", CLIENT));
    }
}
