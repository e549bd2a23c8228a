package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Choices;
import io.podpath.element.Fraction;
import io.podpath.element.Verdict;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.HookFunction;
import io.podpath.netfilter.NamespaceRun;
import io.podpath.netfilter.Ruleset;
import io.podpath.trace.Disposition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One node with kube-proxy in nftables mode, packet by packet. */
class NftablesModeTest {

    private static final String POD = "10.244.9.9";
    private static final String OTHER_POD = "10.244.9.10";

    private final TestService web = TestService.at("web", "10.0.7.1", 80)
            .nodePort(30_080)
            .vip("20.50.1.1")
            .sourceRange("198.51.100.0/24")
            .affinity(60)
            .endpoints("10.244.1.5:8080@node-a", "10.244.2.6:8080@node-b");

    private final Last choices = new Last();

    private NamespaceRun node() {
        KubeProxyConfig config =
                KubeProxyConfig.of(IpFamily.IPV4, new LocalTrafficDetector.ClusterCidr(Cidr.parse("10.244.0.0/16")));
        NftablesMode mode = new NftablesMode(
                config,
                List.of(Cidr.parse("10.0.0.0/16")),
                TestService.ports(IpFamily.IPV4, web),
                TestService.endpoints(IpFamily.IPV4, web));
        ProxyNode node =
                new ProxyNode("node-a", "", List.of(IpAddress.parse("10.224.0.4"), IpAddress.parse("10.224.1.4")));
        HookFunction[] hooks = mode.write(node, new Ruleset.Builder()).toArray(HookFunction[]::new);
        return NamespaceRun.of("eth0 10.224.0.4/24", "eth1 10.224.1.4/24")
                .route("10.244.0.0/16 eth0")
                .route("0.0.0.0/0 eth0")
                .choices(choices)
                .hook(hooks);
    }

    private static Packet tcp(String from, String to, int port, TcpFlags flags, int clientPort) {
        FiveTuple tuple = new FiveTuple(
                Protocol.TCP,
                new TransportAddress(IpAddress.parse(from), clientPort),
                new TransportAddress(IpAddress.parse(to), port));
        return Packet.tcp(tuple, flags, 0);
    }

    private static Packet syn(String from, String to, int port, int clientPort) {
        return tcp(from, to, port, TcpFlags.SYN, clientPort);
    }

    private static String sent(Verdict verdict) {
        return verdict instanceof Verdict.Forward forward
                ? forward.packet().source().address() + " -> "
                        + forward.packet().destination()
                : verdict.getClass().getSimpleName();
    }

    @Test
    void affinityHoldsForItsTimeAndIsRenewedByEveryConnection() {
        NamespaceRun node = node();
        choices.wanted = 1;
        assertThat(sent(node.receive("eth0", syn(POD, "10.0.7.1", 80, 40_000)))).endsWith("10.244.2.6:8080");
        choices.wanted = 0;

        node.sleepSeconds(40);
        assertThat(sent(node.receive("eth0", syn(POD, "10.0.7.1", 80, 40_001)))).endsWith("10.244.2.6:8080");
        node.sleepSeconds(40);
        assertThat(sent(node.receive("eth0", syn(POD, "10.0.7.1", 80, 40_002)))).endsWith("10.244.2.6:8080");
        assertThat(sent(node.receive("eth0", syn(OTHER_POD, "10.0.7.1", 80, 40_003))))
                .endsWith("10.244.1.5:8080");
        node.sleepSeconds(61);
        assertThat(sent(node.receive("eth0", syn(POD, "10.0.7.1", 80, 40_004)))).endsWith("10.244.1.5:8080");
    }

    @Test
    void anAllowedSourceReachesTheVipAndIsMasqueraded() {
        assertThat(sent(node().receive("eth0", syn("198.51.100.7", "20.50.1.1", 80, 40_000))))
                .isEqualTo("10.224.0.4 -> 10.244.1.5:8080");
    }

    @Test
    void anotherSourceIsDroppedWithoutALog() {
        Verdict verdict = node().receive("eth0", syn("192.0.2.7", "20.50.1.1", 80, 40_000));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Drop.class,
                        drop -> assertThat(drop.disposition()).isEqualTo(Disposition.DENIED));
    }

    /** The Service's node port is not limited by the source ranges of its load balancer. */
    @Test
    void theNodePortIsOnThePrimaryAddressOnlyAndOpenToAll() {
        NamespaceRun node = node();

        assertThat(sent(node.receive("eth0", syn("192.0.2.7", "10.224.0.4", 30_080, 40_000))))
                .isEqualTo("10.224.0.4 -> 10.244.1.5:8080");
        assertThat(sent(node.receive("eth0", syn("192.0.2.7", "10.224.1.4", 30_080, 40_001))))
                .isEqualTo("Reply");
    }

    @Test
    void aReplyIsUntranslatedThoughNoRuleIsAsked() {
        NamespaceRun node = node();
        node.receive("eth0", syn(POD, "10.0.7.1", 80, 40_000));

        Verdict reply = node.receive("eth0", tcp("10.244.1.5", POD, 40_000, TcpFlags.SYN_ACK, 8080));

        assertThat(sent(reply)).isEqualTo("10.0.7.1 -> " + POD + ":40000");
    }

    /** In iptables mode KUBE-FORWARD drops it. */
    @Test
    void anInvalidPacketIsForwardedUntranslated() {
        Packet stray = tcp("10.244.1.5", POD, 40_000, TcpFlags.SYN_ACK, 8080);

        assertThat(sent(node().receive("eth0", stray))).isEqualTo("10.244.1.5 -> " + POD + ":40000");
    }

    /** Takes the wanted possibility. */
    private static final class Last implements Choices {

        private int wanted;

        @Override
        public boolean happens(Fraction probability, String question) {
            throw new AssertionError("nftables mode makes no such choice");
        }

        @Override
        public int pick(int count, String question) {
            return wanted;
        }

        @Override
        public int draw(int bound) {
            return 7;
        }
    }
}
