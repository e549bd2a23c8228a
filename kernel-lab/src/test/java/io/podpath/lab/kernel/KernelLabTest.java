package io.podpath.lab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.lab.trace.KernelTraversal;
import io.podpath.lab.trace.KernelTraversal.Entry;
import io.podpath.lab.trace.MatchedRule;
import io.podpath.lab.trace.PacketKind;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Real packets through this kernel. Where the tools or root are missing the tests say so and are skipped.
 *
 * <pre>
 * client eth0 192.0.2.1 -- 192.0.2.2 eth0 server (DNAT 198.51.100.9:85 -&gt; 192.0.2.2:80, REJECT port 81)
 * </pre>
 */
class KernelLabTest {

    private static final String RULES = """
            *nat
            :PREROUTING ACCEPT [0:0]
            :SERVICES - [0:0]
            -A PREROUTING -j SERVICES
            -A SERVICES -p tcp -m tcp --dport 7 -j RETURN
            -A SERVICES -d 198.51.100.9/32 -p tcp -m tcp --dport 85 -j DNAT --to-destination 192.0.2.2:80
            COMMIT
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -p tcp -m tcp --dport 81 -j REJECT --reject-with icmp-port-unreachable
            -A INPUT -m conntrack --ctstate NEW -j MARK --set-xmark 0x1/0x1
            COMMIT
            """;

    @BeforeAll
    static void onlyWhereThisMachineCanBeAJudge() {
        Optional<String> obstacle = LabTools.findObstacle();
        assumeTrue(obstacle.isEmpty(), "the kernel is not asked here: " + obstacle.orElse(""));
    }

    private static Namespace machine(KernelLab lab, String id) {
        return lab.add(id, Map.of("net.ipv4.conf.all.rp_filter", "0"));
    }

    private static Namespace serverOf(KernelLab lab) {
        Namespace client = machine(lab, "client");
        Namespace server = machine(lab, "server");
        lab.link(client, "eth0", server, "eth0");
        client.ip(
                List.of("addr add 192.0.2.1/24 dev eth0", "link set eth0 up", "route add 198.51.100.9 via 192.0.2.2"));
        server.ip(List.of("addr add 192.0.2.2/24 dev eth0", "link set eth0 up"));
        server.restoreIptables(IpFamily.IPV4, RULES);
        assertThat(server.tell("listen tcp 192.0.2.2 80 web")).isEqualTo("ok");
        return server;
    }

    @Test
    void aConnectionIsSeenRuleByRule() {
        try (KernelLab lab = new KernelLab()) {
            Namespace server = serverOf(lab);
            Namespace client = lab.find("client").orElseThrow();

            String answer = client.tell("connect tcp 192.0.2.1 40001 198.51.100.9 85 2000");

            assertThat(answer).isEqualTo("connected web 192.0.2.1 40001");
            KernelTraversal syn = server.drain().get(0);
            assertThat(syn.entry()).isEqualTo(Entry.ARRIVED);
            assertThat(syn.first().kind()).isEqualTo(PacketKind.SYN);
            assertThat(syn.first().inInterface()).isEqualTo("eth0");
            assertThat(syn.rules())
                    .extracting(MatchedRule::toString)
                    .containsExactly(
                            "nat PREROUTING 1 (jump SERVICES)", "nat SERVICES 2 (accept)", "filter INPUT 2 (continue)");
            assertThat(syn.findDelivered().orElseThrow().tuple()).hasToString("tcp 192.0.2.1:40001 -> 192.0.2.2:80");
            assertThat(server.connections())
                    .extracting(ConntrackLine::toString)
                    .contains("ConntrackLine[original=tcp 192.0.2.1:40001 -> 198.51.100.9:85,"
                            + " reply=tcp 192.0.2.2:80 -> 192.0.2.1:40001]");
        }
    }

    @Test
    void aRejectedConnectionShowsTheRuleAndTheError() {
        try (KernelLab lab = new KernelLab()) {
            Namespace server = serverOf(lab);
            Namespace client = lab.find("client").orElseThrow();

            assertThat(client.tell("connect tcp 192.0.2.1 40002 192.0.2.2 81 2000"))
                    .isEqualTo("refused");

            List<KernelTraversal> seen = server.drain();
            assertThat(seen.get(0).rules()).extracting(MatchedRule::toString).contains("filter INPUT 1 (drop)");
            assertThat(seen.get(0).findDelivered()).isEmpty();
            assertThat(client.drain())
                    .anyMatch(packet -> packet.first().kind() == PacketKind.PORT_UNREACHABLE
                            && packet.findDelivered().isPresent());
        }
    }

    @Test
    void udpAndPingAreAnswered() {
        try (KernelLab lab = new KernelLab()) {
            Namespace server = serverOf(lab);
            Namespace client = lab.find("client").orElseThrow();
            assertThat(server.tell("listen udp 192.0.2.2 53 dns")).isEqualTo("ok");

            assertThat(client.tell("connect udp 192.0.2.1 40003 192.0.2.2 53 2000"))
                    .isEqualTo("connected dns 192.0.2.1 40003");
            assertThat(client.tell("connect udp 192.0.2.1 40003 192.0.2.2 54 2000"))
                    .isEqualTo("refused");
            assertThat(client.tell("ping 192.0.2.2 2000")).isEqualTo("connected");
            assertThat(server.drain())
                    .extracting(traversal -> traversal.first().kind())
                    .contains(PacketKind.UDP, PacketKind.ECHO_REQUEST, PacketKind.ECHO_REPLY);
        }
    }

    @Test
    void nothingIsLeftBehindEvenIfItFails() {
        KernelLab lab = new KernelLab();
        Namespace alone = machine(lab, "alone");

        assertThatThrownBy(() -> alone.ip(List.of("link set nonsense up"))).isInstanceOf(LabException.class);
        lab.close();

        assertThat(Command.of("ip", "netns", "list").run()).doesNotContain(alone.name());
    }
}
