package io.podpath.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.lab.trace.KernelTraversal.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A request that IPVS turns to a real server is one traversal, though the tracer sees it arrive, vanish in INPUT and be
 * sent. These lines are written after the kernel's source, not recorded: no kernel with IPVS was at hand (known gap
 * GAP-VERIFY-IPVS).
 *
 * <pre>
 * pod 10.244.1.5 --&gt; 10.0.7.1:80 (virtual server) --&gt; 10.244.2.6:8080 on another node
 * </pre>
 */
class RedirectedRequestTest {

    private static final RuleIndex RULES = RuleIndex.parse("""
            table ip nat { # handle 1
            	chain PREROUTING { # handle 1
            		counter packets 0 bytes 0 jump KUBE-SERVICES # handle 3
            	}
            	chain POSTROUTING { # handle 2
            		counter packets 0 bytes 0 jump KUBE-POSTROUTING # handle 4
            	}
            	chain OUTPUT { # handle 5
            		counter packets 0 bytes 0 jump KUBE-SERVICES # handle 6
            	}
            }
            table ip filter { # handle 2
            	chain INPUT { # handle 1
            		counter packets 0 bytes 0 drop # handle 3
            	}
            }
            """);

    private static final String POD = "10.244.1.5";
    private static final String VIRTUAL = "10.0.7.1";
    private static final String SERVER = "10.244.2.6";

    private static String packet(String chain, String interfaces, String ends, int ttlHops, String ports) {
        return "trace id 1ebeb267 " + chain + " packet: " + interfaces + " " + ends
                + " ip dscp cs0 ip ecn not-ect ip ttl "
                + ttlHops + " ip id 27112 ip protocol tcp ip length 60 " + ports
                + " tcp flags == syn tcp window 64240 ";
    }

    private static String watch(String chain, String interfaces, String destination, int ttlHops, int port) {
        return packet(
                "inet podpath-watch " + chain,
                interfaces,
                "ip saddr " + POD + " ip daddr " + destination,
                ttlHops,
                "tcp sport 40001 tcp dport " + port);
    }

    private static String rule(String chain, int handle, String verdict) {
        return "trace id 1ebeb267 ip " + chain + " rule counter packets 0 bytes 0 # handle " + handle + " (verdict "
                + verdict + ")";
    }

    private static List<KernelTraversal> read(String... lines) {
        return Chronicle.read(List.of(lines), RULES);
    }

    @Test
    void whatArrivesForAVirtualServerAndIsSentOnIsOneTraversal() {
        List<KernelTraversal> seen = read(
                watch("arrive", "iif \"azv1\"", VIRTUAL, 64, 80),
                rule("nat PREROUTING", 3, "jump KUBE-SERVICES"),
                watch("send", "oif \"eth0\"", SERVER, 63, 8080),
                rule("nat POSTROUTING", 4, "jump KUBE-POSTROUTING"),
                watch("leave", "oif \"eth0\"", SERVER, 63, 8080));

        assertThat(seen).hasSize(1);
        KernelTraversal request = seen.get(0);
        assertThat(request.entry()).isEqualTo(Entry.ARRIVED);
        assertThat(request.first().tuple()).hasToString("tcp 10.244.1.5:40001 -> 10.0.7.1:80");
        assertThat(request.rules())
                .extracting(MatchedRule::where)
                .containsExactly("nat PREROUTING 1", "nat POSTROUTING 1");
        assertThat(request.findLeft().orElseThrow().tuple()).hasToString("tcp 10.244.1.5:40001 -> 10.244.2.6:8080");
        assertThat(request.isComplete()).isTrue();
    }

    /** A process of the node: OUTPUT with the virtual address, then OUTPUT again with the server's. */
    @Test
    void whatAProcessSendsToAVirtualServerIsOneTraversalToo() {
        List<KernelTraversal> seen = read(
                watch("send", "oif \"lo\"", VIRTUAL, 64, 80),
                rule("nat OUTPUT", 6, "jump KUBE-SERVICES"),
                watch("send", "oif \"eth0\"", SERVER, 63, 8080),
                watch("leave", "oif \"eth0\"", SERVER, 63, 8080));

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).entry()).isEqualTo(Entry.SENT);
        assertThat(seen.get(0).rules()).extracting(MatchedRule::where).containsExactly("nat OUTPUT 1");
        assertThat(seen.get(0).findLeft().orElseThrow().ttlHops()).isEqualTo(63);
    }

    /** Each of two requests in flight goes with its own second half. */
    @Test
    void twoRequestsStayTwo() {
        List<KernelTraversal> seen = read(
                watch("arrive", "iif \"azv1\"", VIRTUAL, 64, 80),
                watch("send", "oif \"eth0\"", SERVER, 63, 8080),
                watch("leave", "oif \"eth0\"", SERVER, 63, 8080),
                watch("arrive", "iif \"azv1\"", VIRTUAL, 64, 80),
                watch("send", "oif \"eth0\"", SERVER, 63, 8080),
                watch("leave", "oif \"eth0\"", SERVER, 63, 8080));

        assertThat(seen).hasSize(2).allMatch(KernelTraversal::isComplete);
    }

    /** A packet that a rule dropped, or one that a socket got, is over; what is sent then is another one. */
    @Test
    void whatIsOverIsNotContinued() {
        assertThat(read(
                        watch("arrive", "iif \"azv1\"", VIRTUAL, 64, 80),
                        rule("filter INPUT", 3, "drop"),
                        watch("send", "oif \"eth0\"", SERVER, 63, 8080)))
                .hasSize(2);
        assertThat(read(
                        watch("arrive", "iif \"azv1\"", VIRTUAL, 64, 80),
                        watch("deliver", "iif \"azv1\"", VIRTUAL, 64, 80),
                        watch("send", "oif \"eth0\"", SERVER, 63, 8080)))
                .hasSize(2);
    }

    /** Without the hop that IPVS takes it is some other packet. */
    @Test
    void aPacketWithAWholeTtlIsANewOne() {
        assertThat(read(
                        watch("arrive", "iif \"azv1\"", VIRTUAL, 64, 80),
                        watch("send", "oif \"eth0\"", SERVER, 64, 8080)))
                .hasSize(2);
    }
}
