package io.podpath.lab.mtu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.element.Verdict;
import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.LabTools;
import io.podpath.lab.trace.KernelPacket;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.lab.trace.MatchedRule;
import io.podpath.lab.trace.PacketKind;
import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.Fragmentation;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Disposition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What does not fit a link: the kernel first, then podpath with the same packets. Where the tools or root are missing the
 * tests say so and are skipped.
 */
class FragmentsLabTest {

    private static final Path PERL = Path.of("/usr/bin/perl");

    private static MtuLab lab;

    @BeforeAll
    static void onlyWhereThisMachineCanBeAJudge() {
        Optional<String> obstacle = LabTools.findObstacle();
        assumeTrue(obstacle.isEmpty(), "the kernel is not asked here: " + obstacle.orElse(""));
        lab = new MtuLab();
    }

    @AfterAll
    static void removeTheLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void startAnew() {
        lab.forget();
    }

    private static Packet question(int port, int bytes) {
        return Packet.datagram(new FiveTuple(Protocol.UDP, end(MtuLab.CLIENT, port), end(MtuLab.SERVICE, 53)), bytes);
    }

    private static TransportAddress end(String address, int port) {
        return new TransportAddress(IpAddress.parse(address), port);
    }

    private static Packet forwarded(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Forward.class);
        return ((Verdict.Forward) verdict).packet();
    }

    private static List<String> rules(KernelTraversal traversal) {
        return traversal.rules().stream().map(MatchedRule::where).toList();
    }

    private static KernelTraversal first(List<KernelTraversal> seen, PacketKind kind) {
        return seen.stream()
                .filter(traversal -> traversal.first().kind() == kind)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + seen));
    }

    private static void assertSameHeader(Packet podpath, KernelPacket kernel) {
        assertThat(podpath.tuple()).isEqualTo(kernel.tuple());
        assertThat(podpath.ttlHops()).isEqualTo(kernel.ttlHops());
    }

    /** DF: nat is asked, FORWARD is not, and the error comes from the address the client called. */
    @Test
    void whatMustNotBeCutIsRefusedBeforeForward() {
        lab.discoverPathMtu(true);
        assertThat(lab.ask(41_001, 2_000)).isEqualTo("too-long");
        List<KernelTraversal> seen = lab.router();
        KernelTraversal datagram = first(seen, PacketKind.UDP);
        KernelTraversal error = first(seen, PacketKind.FRAGMENTATION_NEEDED);
        assertThat(datagram.findLeft()).isEmpty();
        assertThat(lab.arrivedAtServer()).isEmpty();
        assertThat(lab.client().run(Command.of("ip", "route", "get", MtuLab.SERVICE)))
                .contains("mtu " + MtuLab.SERVER_MTU);

        PodpathRouter router = PodpathRouter.router();
        Verdict verdict = router.receive("c0", question(41_001, 2_000));

        assertThat(router.matched()).isEqualTo(rules(datagram));
        Verdict.Reply reply = (Verdict.Reply) verdict;
        assertThat(reply.end().disposition()).isEqualTo(Disposition.MTU_EXCEEDED);
        assertThat(reply.answer().findIcmpError().orElseThrow().nextHopMtuBytes())
                .isEqualTo(MtuLab.SERVER_MTU);
        Packet out = forwarded(router.send(reply.answer()));
        assertThat(router.matched()).isEqualTo(rules(error));
        assertSameHeader(out, error.findLeft().orElseThrow());
        assertThat(out.findIcmpError().orElseThrow().quoted())
                .isEqualTo(question(41_001, 0).tuple());
    }

    @Test
    void whatMayBeCutPassesTheRulesWhole() {
        lab.discoverPathMtu(false);
        assertThat(lab.ask(41_002, 2_000)).startsWith("connected server");
        KernelTraversal datagram = first(lab.router(), PacketKind.UDP);
        assertThat(lab.arrivedAtServer()).containsExactly(1_396, 652);

        PodpathRouter router = PodpathRouter.router();
        Packet out = forwarded(router.receive("c0", question(41_002, 2_000).withFragmentation(Fragmentation.ALLOWED)));

        assertThat(router.matched()).isEqualTo(rules(datagram));
        assertSameHeader(out, datagram.findLeft().orElseThrow());
        assertThat(router.fragments()).containsExactly("leaves s0 in 2 fragments of at most 1396 bytes");
    }

    /** The client's own interface is too small; the router puts together and cuts again. */
    @Test
    void fragmentsArePutTogetherForConntrackAndCutAgain() {
        lab.discoverPathMtu(true);
        assertThat(lab.ask(41_003, 5_000)).startsWith("connected server");
        KernelTraversal datagram = first(lab.router(), PacketKind.UDP);
        assertThat(lab.arrivedAtRouter()).startsWith(2_996, 2_052);
        assertThat(lab.arrivedAtServer()).containsExactly(1_396, 1_396, 1_396, 900);

        PodpathRouter client = PodpathRouter.client();
        Packet sent = forwarded(client.send(question(41_003, 5_000).withFragmentation(Fragmentation.ALLOWED)));
        PodpathRouter router = PodpathRouter.router();
        Packet out = forwarded(router.receive("c0", sent));

        assertThat(client.fragments()).containsExactly("leaves e0 in 2 fragments of at most 2996 bytes");
        assertThat(router.matched()).isEqualTo(rules(datagram));
        assertSameHeader(out, datagram.findLeft().orElseThrow());
        assertThat(router.fragments())
                .containsExactly(
                        "2 fragments are put together before conntrack",
                        "leaves s0 in 4 fragments of at most 1396 bytes");
        PodpathRouter server = PodpathRouter.server();
        server.receive("e0", out);
        assertThat(server.fragments()).containsExactly("4 fragments are put together for this host");
    }

    /** {@code ping -M do}: the sender's own kernel says EMSGSIZE and nothing is sent. */
    @Test
    void aSenderThatForbidsFragmentsIsToldByItsOwnKernel() {
        assumeTrue(Files.isExecutable(PERL), "no perl to set IP_MTU_DISCOVER with");
        String said = lab.client()
                .run(Command.of(
                        PERL.toString(),
                        "-MSocket",
                        "-e",
                        "socket(S, PF_INET, SOCK_DGRAM, 0); setsockopt(S, 0, 10, pack('i', 2)) or die;"
                                + " print defined(send(S, 'x' x 5000, 0, sockaddr_in(53, inet_aton('"
                                + MtuLab.SERVICE + "')))) ? 'sent' : 0 + $!"));
        assertThat(said).as("EMSGSIZE").isEqualTo("90");
        assertThat(lab.client().drain()).isEmpty();

        Verdict.Drop end = (Verdict.Drop) PodpathRouter.client().send(question(41_004, 5_000));

        assertThat(end.disposition()).isEqualTo(Disposition.MTU_EXCEEDED);
        assertThat(end.detail()).contains("EMSGSIZE");
    }

    /** The kernel's echo reply goes without DF even though the server's sockets would set it. */
    @Test
    void anEchoReplyIsCutAndLeavesTheRouterNoLargerThanItCame() {
        assumeTrue(Files.isExecutable(PERL), "no perl to send a long echo with");
        lab.client()
                .run(Command.of(
                        PERL.toString(),
                        "-MSocket",
                        "-e",
                        "socket(S, PF_INET, SOCK_RAW, 1) or die; setsockopt(S, 0, 10, pack('i', 0)) or die;"
                                + " my $p = pack('CCnnn', 8, 0, 0, 7, 1) . (\"\\0\" x 2000);"
                                + " my $s = 0; $s += $_ for unpack('n*', $p); $s = ($s >> 16) + ($s & 0xffff);"
                                + " substr($p, 2, 2) = pack('n', ~$s & 0xffff);"
                                + " send(S, $p, 0, sockaddr_in(0, inet_aton('" + MtuLab.SERVICE + "')));"
                                + " select(undef, undef, undef, 0.2)"));
        KernelTraversal reply = first(lab.router(), PacketKind.ECHO_REPLY);
        assertThat(lab.arrivedAtServer()).containsExactly(1_396, 652);
        assertThat(lab.arrivedAtClient()).containsExactly(1_396, 652);

        PodpathRouter router = PodpathRouter.router();
        FiveTuple tuple = FiveTuple.echo(IpAddress.parse(MtuLab.CLIENT), IpAddress.parse(MtuLab.SERVICE), 7);
        Packet request = Packet.echo(tuple, EchoType.REQUEST, 2_000).withFragmentation(Fragmentation.ALLOWED);
        Packet asked = forwarded(router.receive("c0", request));
        Packet answer = forwarded(PodpathRouter.server().send(Packet.echoReply(asked)));
        Packet out = forwarded(router.receive("s0", answer));

        assertThat(router.matched()).isEqualTo(rules(reply));
        assertSameHeader(out, reply.findLeft().orElseThrow());
        assertThat(router.fragments())
                .containsExactly(
                        "2 fragments are put together before conntrack",
                        "leaves c0 in 2 fragments of at most 1396 bytes");
    }
}
