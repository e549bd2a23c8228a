package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Verdict;
import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Disposition;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which packets are in a set: 10.1.0.9 on {@code eth0} sends through a router that drops what matches.
 *
 * <p>The rows of {@code nets}, {@code list}, {@code ports} and {@code pairs} with UDP port 80 were seen on Linux 6.18 with
 * ipset 7.17.
 */
class SetMatchTest {

    private static final String SETS = """
            create nets hash:net family inet
            add nets 10.2.2.3
            add nets 10.2.2.0/24 nomatch
            add nets 10.2.0.0/16
            create pairs hash:ip,port family inet
            add pairs 10.2.9.9,udp:80
            add pairs 10.2.9.9,icmp:echo-request
            create ports bitmap:port range 0-100
            add ports 80
            create list list:set size 8
            add list nets
            create triples hash:ip,port,net family inet
            add triples 10.2.9.9,tcp:80,10.1.0.0/24
            create wires hash:net,iface family inet
            add wires 10.1.0.0/16,eth0
            create wide hash:ip family inet netmask 24
            add wide 10.2.9.0
            create six hash:net family inet6
            add six fd00::/8
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the most specific prefix counts        | --match-set nets dst          | udp 10.2.2.3:80 | in",
                "nomatch takes a part out               | --match-set nets dst          | udp 10.2.2.9:80 | out",
                "the rest of the prefix is in           | --match-set nets dst          | udp 10.2.9.9:80 | in",
                "return-nomatch finds the part          | --match-set nets dst --return-nomatch | udp 10.2.2.9:80 | in",
                "return-nomatch finds nothing else      | --match-set nets dst --return-nomatch | udp 10.2.9.9:80 | out",
                "negated: what nomatch takes out fits   | ! --match-set nets dst        | udp 10.2.2.9:80 | in",
                "a surplus direction does not matter    | --match-set nets dst,src      | udp 10.2.9.9:80 | in",
                "a missing direction never matches      | --match-set pairs dst         | udp 10.2.9.9:80 | out",
                "a pair of address and port             | --match-set pairs dst,dst     | udp 10.2.9.9:80 | in",
                "the protocol is part of the port       | --match-set pairs dst,dst     | tcp 10.2.9.9:80 | out",
                "another port                           | --match-set pairs dst,dst     | udp 10.2.9.9:81 | out",
                "ICMP has its type for a port           | --match-set pairs dst,dst     | icmp 10.2.9.9:0 | in",
                "a port of any protocol                 | --match-set ports dst         | tcp 10.2.9.9:80 | in",
                "ICMP has no such port                  | --match-set ports dst         | icmp 10.2.9.9:0 | out",
                "a list asks its sets                   | --match-set list dst          | udp 10.2.9.9:80 | in",
                "a list knows nomatch                   | --match-set list dst          | udp 10.2.2.9:80 | out",
                "three parts                            | --match-set triples dst,dst,src | tcp 10.2.9.9:80 | in",
                "three parts, the wrong way round       | --match-set triples dst,dst,dst | tcp 10.2.9.9:80 | out",
                "the interface it came in on            | --match-set wires src,src     | tcp 10.2.9.9:80 | in",
                "the interface it leaves by             | --match-set wires src,dst     | tcp 10.2.9.9:80 | out",
                "netmask makes one of a range           | --match-set wide dst          | tcp 10.2.9.77:80 | in",
                "a set of the other family              | --match-set six dst           | tcp 10.2.9.9:80 | out"
            })
    void aPacketIsInASet(String name, String match, String packet, String expected) {
        Verdict verdict = router("-m set " + match).receive("eth0", packet(packet));

        assertThat(verdict instanceof Verdict.Drop ? "in" : "out").as(name).isEqualTo(expected);
    }

    @Test
    void anElementLeavesWhenItsTimeIsOver() {
        NamespaceRun run = NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/16")
                .rule("filter FORWARD -m set --match-set short dst -j DROP")
                .sets("create short hash:ip timeout 60\nadd short 10.2.9.9 timeout 30\n");

        assertThat(run.receive("eth0", packet("udp 10.2.9.9:80"))).isInstanceOf(Verdict.Drop.class);
        run.sleepSeconds(30);
        assertThat(run.receive("eth0", packet("udp 10.2.9.9:80"))).isInstanceOf(Verdict.Forward.class);
    }

    @Test
    void aSetThatTheInputLacksEndsTheWalkWhereItWouldDecide() {
        Verdict verdict = router("-m set --match-set unknown dst").receive("eth0", packet("tcp 10.2.9.9:80"));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Drop.class, end -> {
            assertThat(end.disposition()).isEqualTo(Disposition.INSUFFICIENT_INFO);
            assertThat(end.detail()).isEqualTo("filter FORWARD 1 would decide: the set unknown is not in the input");
        });
    }

    @Test
    void aSetThatTheInputLacksDoesNotMatterWhereTheRuleFailsAnyway() {
        Verdict verdict =
                router("-m set --match-set unknown dst -m tcp --dport 81").receive("eth0", packet("tcp 10.2.9.9:80"));

        assertThat(verdict).isInstanceOf(Verdict.Forward.class);
    }

    private static NamespaceRun router(String matches) {
        return NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/16")
                .rule("filter FORWARD " + matches + " -j DROP")
                .sets(SETS);
    }

    private static Packet packet(String text) {
        Protocol protocol =
                Protocol.valueOf(text.substring(0, text.indexOf(' ')).toUpperCase(Locale.ROOT));
        String to = text.substring(text.indexOf(' ') + 1);
        IpAddress address = IpAddress.parse(to.substring(0, to.indexOf(':')));
        IpAddress from = IpAddress.parse("10.1.0.9");
        if (protocol == Protocol.ICMP) {
            return Packet.echo(FiveTuple.echo(from, address, 7), EchoType.REQUEST);
        }
        TransportAddress destination =
                new TransportAddress(address, Integer.parseInt(to.substring(to.indexOf(':') + 1)));
        FiveTuple tuple = new FiveTuple(protocol, new TransportAddress(from, 40_000), destination);
        return protocol == Protocol.TCP ? Packet.tcp(tuple, TcpFlags.SYN, 0) : Packet.datagram(tuple, 0);
    }
}
