package io.podpath.lab.mtu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.element.Verdict;
import io.podpath.lab.kernel.LabTools;
import io.podpath.lab.trace.MatchedRule;
import io.podpath.lab.trace.PacketKind;
import io.podpath.model.FiveTuple;
import io.podpath.model.Fragmentation;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.RoutingReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What does not fit a bridge with bridge-nf: the kernel first, then podpath with the same packets. */
class BridgeMtuLabTest {

    private static BridgeMtuLab lab;

    @BeforeAll
    static void onlyWhereThisMachineCanBeAJudge() {
        Optional<String> obstacle = LabTools.findObstacle();
        assumeTrue(obstacle.isEmpty(), "the kernel is not asked here: " + obstacle.orElse(""));
        assumeTrue(Files.isDirectory(Path.of("/proc/sys/net/bridge")), "this kernel has no br_netfilter");
        lab = new BridgeMtuLab();
    }

    @AfterAll
    static void removeTheLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void startAnew() {
        lab.clientLink(3_000);
        lab.forget();
    }

    private static Packet question(int sourcePort, int bytes, Fragmentation fragmentation) {
        TransportAddress source = new TransportAddress(IpAddress.parse(BridgeMtuLab.CLIENT), sourcePort);
        TransportAddress server = new TransportAddress(IpAddress.parse(BridgeMtuLab.SERVER), BridgeMtuLab.PORT);
        return Packet.datagram(new FiveTuple(Protocol.UDP, source, server), bytes)
                .withFragmentation(fragmentation);
    }

    /** The rules the question matched; the answers match none. */
    private static List<String> rulesOfTheKernel() {
        return lab.bridge().stream()
                .filter(part -> part.first().kind() == PacketKind.UDP)
                .flatMap(part -> part.rules().stream())
                .map(MatchedRule::where)
                .toList();
    }

    @Test
    void theBridgeHasTheSizeOfItsSmallestPort() {
        assertThat(lab.bridgeLink()).contains("mtu " + BridgeMtuLab.BRIDGE_MTU);
    }

    @Test
    void fragmentsArePutTogetherForTheRulesAndCutAgainNoLargerThanTheyCame() {
        lab.clientLink(1_300);
        assertThat(lab.ask(43_001, 2_000)).startsWith("connected server");
        List<String> rules = rulesOfTheKernel();
        assertThat(lab.arrivedAtServer()).containsExactly(1_300, 748);

        PodpathRouter bridge = PodpathRouter.bridge();
        bridge.receive("p1", question(43_001, 2_000, Fragmentation.cut(1_300)));

        assertThat(bridge.matched()).hasSize(2).isEqualTo(rules);
        assertThat(bridge.fragments())
                .containsExactly(
                        "2 fragments are put together before conntrack",
                        "leaves br0 in 2 fragments of at most 1300 bytes");
    }

    @Test
    void aWholePacketWithoutDfIsCutByTheBridge() {
        lab.discoverPathMtu(false);
        assertThat(lab.ask(43_002, 2_000)).startsWith("connected server");
        List<String> rules = rulesOfTheKernel();
        assertThat(lab.arrivedAtServer()).containsExactly(1_396, 652);

        PodpathRouter bridge = PodpathRouter.bridge();
        bridge.receive("p1", question(43_002, 2_000, Fragmentation.ALLOWED));

        assertThat(bridge.matched()).hasSize(2).isEqualTo(rules);
        assertThat(bridge.fragments()).containsExactly("leaves br0 in 2 fragments of at most 1396 bytes");
    }

    @Test
    void aPacketWithDfPassesTheRulesAndIsLostInSilence() {
        lab.discoverPathMtu(true);
        assertThat(lab.ask(43_003, 2_000)).isEqualTo("timeout");
        assertLost(question(43_003, 2_000, Fragmentation.FORBIDDEN));
    }

    @Test
    void fragmentsLargerThanTheBridgeAreLostOnceTheyArePutTogether() {
        lab.discoverPathMtu(false);
        assertThat(lab.ask(43_004, 5_000)).isEqualTo("timeout");
        assertLost(question(43_004, 5_000, Fragmentation.cut(2_996)));
    }

    private static void assertLost(Packet question) {
        List<String> rules = rulesOfTheKernel();
        assertThat(lab.arrivedAtServer()).isEmpty();

        PodpathRouter bridge = PodpathRouter.bridge();
        Verdict.Drop end = (Verdict.Drop) bridge.receive("p1", question);

        assertThat(bridge.matched()).hasSize(2).isEqualTo(rules);
        assertThat(end.reason()).isEqualTo(RoutingReason.BRIDGE_MTU);
    }
}
