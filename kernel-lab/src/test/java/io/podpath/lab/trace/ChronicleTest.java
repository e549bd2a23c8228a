package io.podpath.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.lab.trace.KernelTraversal.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What {@code nft -a monitor trace} printed on Linux 6.18 for a DNATed connection to a closed port and for a rejected
 * one, whose ICMP error is traced between the lines of the packet that caused it.
 */
class ChronicleTest {

    private static final RuleIndex RULES = RuleIndex.parse(text("reject.ruleset"));
    private static final List<KernelTraversal> SEEN =
            Chronicle.read(text("reject.trace").lines().toList(), RULES);

    private static String text(String name) {
        try (InputStream recorded = ChronicleTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(recorded).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void rulesAreNumberedFromOneInEveryChain() {
        assertThat(RULES.size()).isEqualTo(6);
        assertThat(RULES.matched("ip", "nat", "ANY", 5, "accept").number()).isEqualTo(2);
        assertThat(RULES.matched("ip", "filter", "ANY", 3, "accept").number()).isEqualTo(1);
        assertThat(RULES.matched("ip", "mangle", "ANY", 3, "accept").number()).isZero();
    }

    @Test
    void everyPacketIsOneTraversal() {
        assertThat(SEEN)
                .extracting(seen -> seen.entry() + " " + seen.first().kind() + " "
                        + seen.first().tuple())
                .containsExactly(
                        "ARRIVED SYN tcp 10.1.0.1:46502 -> 10.1.0.9:85",
                        "SENT RST tcp 10.1.0.2:80 -> 10.1.0.1:46502",
                        "ARRIVED SYN tcp 10.1.0.1:33686 -> 10.1.0.2:81",
                        "SENT ICMP port unreachable icmp 10.1.0.2 -> 10.1.0.1 id 0",
                        "ARRIVED SYN tcp 10.1.0.1:33686 -> 10.1.0.2:81",
                        "SENT ICMP port unreachable icmp 10.1.0.2 -> 10.1.0.1 id 0");
    }

    @Test
    void theRulesOfAPacketAreThoseThatMatchedInOrder() {
        assertThat(SEEN.get(0).rules())
                .extracting(MatchedRule::toString)
                .containsExactly(
                        "nat PREROUTING 1 (jump X)",
                        "nat X 1 (accept)",
                        "filter INPUT 1 (jump F)",
                        "filter F 2 (return)");
        assertThat(SEEN.get(0).first().inInterface()).isEqualTo("vb");
        assertThat(SEEN.get(0).first().ttlHops()).isEqualTo(64);
    }

    @Test
    void aRuleThatSpeaksAfterItsOwnErrorStillBelongsToItsPacket() {
        assertThat(SEEN.get(2).rules())
                .extracting(MatchedRule::where)
                .containsExactly("nat PREROUTING 1", "nat X 2", "filter INPUT 1", "filter F 1");
        assertThat(SEEN.get(3).entry()).isEqualTo(Entry.SENT);
        assertThat(SEEN.get(3).rules()).isEmpty();
    }

    @Test
    void flagsAreReadByNameAndByNumber() {
        assertThat(PacketKind.ofTcpFlags("syn")).isEqualTo(PacketKind.SYN);
        assertThat(PacketKind.ofTcpFlags("0x12")).isEqualTo(PacketKind.SYN_ACK);
        assertThat(PacketKind.ofTcpFlags("psh | ack")).isEqualTo(PacketKind.ACK);
        assertThat(PacketKind.ofTcpFlags("0x11")).isEqualTo(PacketKind.FIN);
        assertThat(PacketKind.ofTcpFlags("0x14")).isEqualTo(PacketKind.RST);
    }
}
