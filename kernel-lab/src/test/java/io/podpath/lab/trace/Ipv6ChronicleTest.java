package io.podpath.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of {@code nft -a monitor trace} as Linux 6.18 printed them for packets of IPv6. */
class Ipv6ChronicleTest {

    private static final String HEADER =
            "ip6 saddr fd09::1 ip6 daddr fd09::2 ip6 dscp cs0 ip6 ecn not-ect ip6 hoplimit 64 ip6 flowlabel 833953 ";
    private static final String SYN =
            "ip6 nexthdr tcp ip6 length 40 tcp sport 48360 tcp dport %d tcp flags == syn tcp window 64800 ";
    private static final RuleIndex RULES = RuleIndex.parse("""
            table ip6 nat { # handle 1
            \tchain PREROUTING { # handle 1
            \t\ttcp dport 82 counter packets 0 bytes 0 dnat to [fd09::2]:80 # handle 2
            \t}
            }
            table ip6 kube-proxy { # handle 2
            \tchain services { # handle 1
            \t\tcounter packets 0 bytes 0 # handle 5
            \t}
            }
            """);

    private static String packet(String id, String chain, String text) {
        return "trace id " + id + " " + chain + " packet: iif \"e1\" ether saddr 02:00:00:00:00:01 " + text;
    }

    private static KernelPacket icmpv6(String text) {
        return KernelPacket.parse(HEADER + "ip6 nexthdr ipv6-icmp ip6 length 24 " + text)
                .orElseThrow();
    }

    @Test
    void aTranslatedSynIsOneTraversal() {
        List<String> lines = List.of(
                packet("97f3a24b", "inet podpath-watch arrive", HEADER + SYN.formatted(82)),
                packet("97f3a24b", "ip6 nat PREROUTING", HEADER + SYN.formatted(82)),
                "trace id 97f3a24b ip6 nat PREROUTING rule tcp dport 82 counter packets 0 bytes 0 dnat to [fd09::2]:80"
                        + " # handle 2 (verdict accept)",
                packet("97f3a24b", "inet podpath-watch deliver", HEADER + SYN.formatted(80)));

        assertThat(Chronicle.read(lines, RULES)).singleElement().satisfies(seen -> {
            assertThat(seen.first().tuple()).hasToString("tcp [fd09::1]:48360 -> [fd09::2]:82");
            assertThat(seen.first().ttlHops()).isEqualTo(64);
            assertThat(seen.first().kind()).isEqualTo(PacketKind.SYN);
            assertThat(seen.rules()).extracting(MatchedRule::where).containsExactly("nat PREROUTING 1");
            assertThat(seen.findDelivered().orElseThrow().tuple()).hasToString("tcp [fd09::1]:48360 -> [fd09::2]:80");
        });
    }

    /** podpath names the rules of ip6tables like those of iptables, and nftables' tables with their family. */
    @Test
    void onlyTablesOfNftablesKeepTheirFamily() {
        assertThat(RULES.matched("ip6", "nat", "PREROUTING", 2, "accept").where())
                .isEqualTo("nat PREROUTING 1");
        assertThat(RULES.matched("ip6", "kube-proxy", "services", 5, "continue").where())
                .isEqualTo("ip6 kube-proxy services 1");
        assertThat(RULES.matched("ip", "nat", "PREROUTING", 2, "accept").number())
                .isZero();
    }

    /** nft prints the identifier and the sequence number of an echo, 3262 and 1, as one number with a strange name. */
    @Test
    void anEchoHasItsIdentifier() {
        KernelPacket request = icmpv6(
                "icmpv6 type echo-request icmpv6 code no-route icmpv6 parameter-problem 213778433 @th,64,96 0xc2");

        assertThat(request.kind()).isEqualTo(PacketKind.ECHO_REQUEST);
        assertThat(request.tuple()).hasToString("ipv6-icmp fd09::1 -> fd09::2 id 3262");
    }

    @Test
    void errorsAreThoseOfIcmpv6() {
        assertThat(icmpv6(
                                "icmpv6 type destination-unreachable icmpv6 code port-unreachable icmpv6 parameter-problem 0 ")
                        .kind())
                .isEqualTo(PacketKind.PORT_UNREACHABLE);
        assertThat(PacketKind.ofIcmpv6("destination-unreachable", "no-route"))
                .isEqualTo(PacketKind.NETWORK_UNREACHABLE);
        assertThat(PacketKind.ofIcmpv6("destination-unreachable", "admin-prohibited"))
                .isEqualTo(PacketKind.ADMINISTRATIVELY_PROHIBITED);
        assertThat(PacketKind.ofIcmpv6("destination-unreachable", "addr-unreachable"))
                .isEqualTo(PacketKind.HOST_UNREACHABLE);
        assertThat(PacketKind.ofIcmpv6("packet-too-big", "no-route")).isEqualTo(PacketKind.FRAGMENTATION_NEEDED);
        assertThat(PacketKind.ofIcmpv6("time-exceeded", "no-route")).isEqualTo(PacketKind.TIME_EXCEEDED);
    }

    /** A node asks for its neighbours before it can send; ARP is not traced either. */
    @Test
    void talkAboutTheLinkIsNoPacketOfAConversation() {
        String asked =
                HEADER + "ip6 nexthdr ipv6-icmp ip6 length 32 icmpv6 type nd-neighbor-solicit icmpv6 code no-route ";

        assertThat(KernelPacket.parse(asked)).isEmpty();
    }
}
