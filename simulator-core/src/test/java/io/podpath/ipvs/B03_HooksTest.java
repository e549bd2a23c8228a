package io.podpath.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Verdict;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.TcpFlags;
import io.podpath.netfilter.ConntrackTable;
import io.podpath.netfilter.Interceptor;
import io.podpath.netfilter.NamespaceRun;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** IPVS in the hooks of one namespace: 10.0.40.80:80 on a dummy interface, clients on eth0, servers on eth1. */
class B03_HooksTest {

    private static final String CLIENT = "10.1.0.9:40000";
    private static final String VIP = "10.0.40.80:80";
    private static final String SERVER = "10.2.0.5:8080";
    private static final String ONE = "tcp 10.0.40.80:80 rr -> " + SERVER;

    private static NamespaceRun node(String... servers) {
        List<VirtualServer> list =
                List.of(servers).stream().map(DirectorRun::virtualServer).toList();
        return NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/24 mtu=1400", "kube-ipvs0 10.0.40.80/32")
                .hook(Ipvs.hooks(new IpvsConfig(list, IpvsTimeouts.KERNEL)).toArray(Interceptor[]::new));
    }

    private static Packet syn(String from, String to) {
        return Packet.tcp(DirectorRun.tcp(from, to), TcpFlags.SYN, 0);
    }

    @Test
    void aRequestLeavesTowardsTheRealServerAndItsAnswerComesBack() {
        NamespaceRun node = node(ONE);

        Verdict.Forward request = (Verdict.Forward) node.receive("eth0", syn(CLIENT, VIP));
        Verdict.Forward answer = (Verdict.Forward)
                node.receive("eth1", Packet.tcp(DirectorRun.tcp(SERVER, CLIENT), TcpFlags.SYN_ACK, 0));

        assertThat(request.outInterface()).isEqualTo("eth1");
        assertThat(request.packet().tuple()).isEqualTo(DirectorRun.tcp(CLIENT, SERVER));
        assertThat(answer.outInterface()).isEqualTo("eth0");
        assertThat(answer.packet().tuple()).isEqualTo(DirectorRun.tcp(VIP, CLIENT));
    }

    @Test
    void connectionTrackingKnowsTheRealServerAsTheOneThatAnswers() {
        NamespaceRun node = node(ONE);

        node.receive("eth0", syn(CLIENT, VIP));

        assertThat(node.conntrack().list())
                .containsExactly(
                        new ConntrackTable.Line(DirectorRun.tcp(CLIENT, VIP), DirectorRun.tcp(SERVER, CLIENT)));
    }

    @Test
    void masqueradingComesOnTop() {
        NamespaceRun node = node(ONE).rule("nat POSTROUTING -o eth1 -j MASQUERADE");

        Verdict.Forward request = (Verdict.Forward) node.receive("eth0", syn(CLIENT, VIP));
        assertThat(request.packet().tuple()).isEqualTo(DirectorRun.tcp("10.2.0.1:40000", SERVER));

        Packet back = Packet.tcp(DirectorRun.tcp(SERVER, "10.2.0.1:40000"), TcpFlags.SYN_ACK, 0);
        Verdict.Forward answer = (Verdict.Forward) node.receive("eth1", back);
        assertThat(answer.packet().tuple()).isEqualTo(DirectorRun.tcp(VIP, CLIENT));
    }

    @Test
    void filterInputSeesTheServiceAndFilterOutputTheServer() {
        assertThat(node(ONE).rule("filter INPUT -d 10.0.40.80/32 -j DROP").receive("eth0", syn(CLIENT, VIP)))
                .isInstanceOf(Verdict.Drop.class);
        assertThat(node(ONE).rule("filter OUTPUT -d 10.2.0.5/32 -j DROP").receive("eth0", syn(CLIENT, VIP)))
                .isInstanceOf(Verdict.Drop.class);
        assertThat(node(ONE)
                        .rule("filter INPUT -d 10.2.0.5/32 -j DROP")
                        .rule("filter OUTPUT -d 10.0.40.80/32 -j DROP")
                        .rule("filter FORWARD -j DROP")
                        .receive("eth0", syn(CLIENT, VIP)))
                .isInstanceOf(Verdict.Forward.class);
    }

    @Test
    void aRequestLosesOneHop() {
        Verdict.Forward request =
                (Verdict.Forward) node(ONE).receive("eth0", syn(CLIENT, VIP).withTtlHops(9));
        assertThat(request.packet().ttlHops()).isEqualTo(8);

        Verdict.Forward own = (Verdict.Forward) node(ONE).send(syn(VIP.replace(":80", ":40000"), VIP));
        assertThat(own.packet().ttlHops()).isEqualTo(Packet.DEFAULT_TTL_HOPS - 1);
    }

    @Test
    void errorsOnTheWayQuoteTheServiceAddress() {
        Verdict.Reply expired =
                (Verdict.Reply) node(ONE).receive("eth0", syn(CLIENT, VIP).withTtlHops(1));
        Verdict.Reply tooLarge =
                (Verdict.Reply) node(ONE).receive("eth0", Packet.tcp(DirectorRun.tcp(CLIENT, VIP), TcpFlags.SYN, 1400));
        Verdict.Reply noRoute =
                (Verdict.Reply) node("tcp 10.0.40.80:80 rr -> 192.0.2.7:80").receive("eth0", syn(CLIENT, VIP));

        assertThat(List.of(expired, tooLarge, noRoute))
                .extracting(reply -> reply.answer().findIcmpError().orElseThrow())
                .containsExactly(
                        new IcmpError(IcmpError.Kind.TIME_EXCEEDED, DirectorRun.tcp(CLIENT, VIP)),
                        IcmpError.fragmentationNeeded(DirectorRun.tcp(CLIENT, VIP), 1_400),
                        new IcmpError(IcmpError.Kind.HOST_UNREACHABLE, DirectorRun.tcp(CLIENT, VIP)));
    }

    @Test
    void nobodyThereIsAnsweredWithPortUnreachableFromTheServiceAddress() {
        Verdict.Reply reply = (Verdict.Reply) node("tcp 10.0.40.80:80 rr").receive("eth0", syn(CLIENT, VIP));

        assertThat(reply.end().reason()).isEqualTo(ServiceReason.SVC_NO_ENDPOINTS);
        assertThat(reply.answer().source().address()).isEqualTo(IpAddress.parse("10.0.40.80"));
        assertThat(reply.answer().findIcmpError().orElseThrow().kind()).isEqualTo(IcmpError.Kind.PORT_UNREACHABLE);
    }

    @Test
    void aServerInTheNamespaceGetsThePacketWithoutLeaving() {
        NamespaceRun node = node("tcp 10.0.40.80:80 rr -> 10.1.0.1:8080").listen(8080);

        Verdict.Deliver delivered = (Verdict.Deliver) node.receive("eth0", syn(CLIENT, VIP));
        Verdict.Forward answer =
                (Verdict.Forward) node.send(Packet.tcp(DirectorRun.tcp("10.1.0.1:8080", CLIENT), TcpFlags.SYN_ACK, 0));

        assertThat(delivered.packet().tuple()).isEqualTo(DirectorRun.tcp(CLIENT, "10.1.0.1:8080"));
        assertThat(answer.packet().tuple()).isEqualTo(DirectorRun.tcp(VIP, CLIENT));
    }

    @Test
    void aKeptClientIsSaidToBeKept() {
        NamespaceRun node = node("tcp 10.0.40.80:80 rr persistent=300 -> " + SERVER + " 10.2.0.6:8080");
        node.receive("eth0", syn(CLIENT, VIP));

        node.receive("eth0", syn("10.1.0.9:40001", VIP));

        Step step = node.steps().stream()
                .filter(one -> one.kind() == StepKind.SERVICE_DNAT)
                .findFirst()
                .orElseThrow();
        assertThat(step.action()).isEqualTo("Service shop/web keeps the client's endpoint");
        assertThat(step.findMatchedRule().orElseThrow().where()).isEqualTo("IPVS tcp " + VIP);
        assertThat(step.facts()).containsExactly("persistent 300 s");
    }
}
