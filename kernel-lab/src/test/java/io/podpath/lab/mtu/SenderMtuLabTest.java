package io.podpath.lab.mtu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.element.Verdict;
import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.LabTools;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.lab.trace.MatchedRule;
import io.podpath.lab.trace.PacketKind;
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
 * The router itself calls the Service: its socket chooses the link of 3000 bytes, OUTPUT turns the packet towards the
 * link of 1400. The kernel first, then podpath.
 */
class SenderMtuLabTest {

    private static final Path PERL = Path.of("/usr/bin/perl");
    private static final int DONT = 0;
    private static final int WANT = 1;
    private static final int DO = 2;

    private static MtuLab lab;

    @BeforeAll
    static void onlyWhereThisMachineCanBeAJudge() {
        Optional<String> obstacle = LabTools.findObstacle();
        assumeTrue(obstacle.isEmpty(), "the kernel is not asked here: " + obstacle.orElse(""));
        assumeTrue(Files.isExecutable(PERL), "no perl to set IP_MTU_DISCOVER with");
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

    /** What {@code send} says: the bytes, or minus the error number. */
    private static int sendFromRouter(int sourcePort, int discover) {
        String said = lab.routerItself()
                .run(Command.of(
                        PERL.toString(),
                        "-MSocket",
                        "-e",
                        "socket(S, PF_INET, SOCK_DGRAM, 0); setsockopt(S, 0, 10, pack('i', " + discover + ")) or die;"
                                + " bind(S, sockaddr_in(" + sourcePort + ", INADDR_ANY)) or die;"
                                + " my $sent = send(S, 'x' x 2000, 0, sockaddr_in(53, inet_aton('" + MtuLab.SERVICE
                                + "'))); print defined($sent) ? $sent : -$!;"
                                // A socket gone before the answer comes would send the server a port unreachable.
                                + " select(undef, undef, undef, 0.2)"));
        return Integer.parseInt(said);
    }

    private static Packet call(int sourcePort, Fragmentation fragmentation) {
        TransportAddress source = new TransportAddress(IpAddress.parse(MtuLab.ROUTER), sourcePort);
        TransportAddress service = new TransportAddress(IpAddress.parse(MtuLab.SERVICE), MtuLab.PORT);
        return Packet.datagram(new FiveTuple(Protocol.UDP, source, service), 2_000)
                .withFragmentation(fragmentation);
    }

    private static KernelTraversal first(List<KernelTraversal> seen, PacketKind kind) {
        return seen.stream()
                .filter(traversal -> traversal.first().kind() == kind)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + seen));
    }

    private static List<String> rules(KernelTraversal traversal) {
        return traversal.rules().stream().map(MatchedRule::where).toList();
    }

    /** {@code IP_PMTUDISC_DO}: OUTPUT and POSTROUTING are passed, then the machine reports to itself over lo. */
    @Test
    void whatItsProcessForbidsToCutIsRefusedAfterPostrouting() {
        assertThat(sendFromRouter(42_001, DO)).as("EMSGSIZE").isEqualTo(-90);
        List<KernelTraversal> seen = lab.router();
        KernelTraversal datagram = first(seen, PacketKind.UDP);
        KernelTraversal error = first(seen, PacketKind.FRAGMENTATION_NEEDED);
        assertThat(lab.arrivedAtServer()).isEmpty();
        assertThat(lab.routerItself().run(Command.of("ip", "route", "get", MtuLab.SERVICE)))
                .contains("mtu " + MtuLab.SERVER_MTU);

        PodpathRouter router = PodpathRouter.router();
        Verdict.Reply refused = (Verdict.Reply) router.send(call(42_001, Fragmentation.FORBIDDEN));

        assertThat(router.matched()).isEqualTo(rules(datagram));
        assertThat(refused.end().disposition()).isEqualTo(Disposition.MTU_EXCEEDED);
        assertThat(refused.end().detail()).contains("EMSGSIZE");
        Packet told = ((Verdict.Deliver) router.send(refused.answer())).packet();
        assertThat(router.matched()).isEqualTo(rules(error));
        assertThat(told.tuple()).isEqualTo(error.findLeft().orElseThrow().tuple());
        assertThat(told.findIcmpError().orElseThrow().quoted())
                .isEqualTo(call(42_001, Fragmentation.FORBIDDEN).tuple());
        assertThat(told.findIcmpError().orElseThrow().nextHopMtuBytes()).isEqualTo(MtuLab.SERVER_MTU);
    }

    /** {@code IP_PMTUDISC_WANT}, the default: the machine cuts what it has marked "do not fragment" itself. */
    @Test
    void whatItsProcessLeavesOpenIsCutDespiteDf() {
        assertThat(sendFromRouter(42_002, WANT)).isEqualTo(2_000);
        assertCut(42_002, Fragmentation.FORBIDDEN_TO_ROUTERS);
    }

    @Test
    void whatItsProcessAllowsToCutIsCut() {
        assertThat(sendFromRouter(42_003, DONT)).isEqualTo(2_000);
        assertCut(42_003, Fragmentation.ALLOWED);
    }

    private static void assertCut(int sourcePort, Fragmentation asked) {
        KernelTraversal datagram = first(lab.router(), PacketKind.UDP);
        assertThat(lab.arrivedAtServer()).containsExactly(1_396, 652);

        PodpathRouter router = PodpathRouter.router();
        Packet out = ((Verdict.Forward) router.send(call(sourcePort, asked))).packet();

        assertThat(router.matched()).isEqualTo(rules(datagram));
        assertThat(out.tuple()).isEqualTo(datagram.findLeft().orElseThrow().tuple());
        assertThat(router.fragments()).containsExactly("leaves s0 in 2 fragments of at most 1396 bytes");
    }
}
