package io.podpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.ElementContext;
import io.podpath.element.RoutingTable;
import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.IpConfiguration;
import io.podpath.netfilter.NamespaceConfig;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.dump.AddressReader;
import io.podpath.netfilter.dump.DumpMeaning;
import io.podpath.netfilter.dump.DumpReader;
import io.podpath.netfilter.dump.RouteReader;
import io.podpath.netfilter.dump.SysctlReader;
import io.podpath.netfilter.ipset.IpSetReader;
import io.podpath.netfilter.ipset.IpSets;
import io.podpath.trace.Disposition;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One packet through the dump of a node. */
class NodeWalkTest {

    private static final Pattern RULE = Pattern.compile("(raw|mangle|nat|filter|security) ([A-Z]+) (\\d+)");
    private static final String FORWARDER = """
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A FORWARD -p tcp -m tcp --dport 81 -m hashlimit --hashlimit-upto 5/sec --hashlimit-name a -j DROP
            -A FORWARD -p tcp -m tcp --dport 82 -j NFQUEUE --queue-num 3
            -A FORWARD -p tcp -m hashlimit --hashlimit-upto 5/sec --hashlimit-name b -j LOG
            COMMIT
            """;
    private static final String ROUTES = """
            default via 10.1.0.254 dev eth0 proto dhcp src 10.1.0.1 metric 100
            10.1.0.0/24 dev eth0 proto kernel scope link src 10.1.0.1
            10.2.0.0/24 dev eth1 proto kernel scope link src 10.2.0.1
            blackhole 10.3.0.0/16 proto bird
            unreachable 10.4.0.0/16
            prohibit 10.5.0.0/16 metric 10
            """;

    /**
     * A router between 10.1.0.9 and 10.2.0.2 with a rule for each match and target, on Linux 6.18 with iptables 1.8.9; its
     * dumps are in the folder {@code router}. Each case is a packet and the rules whose counters it raised there.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void theSameRulesMatchAsOnTheKernel(String packet, String rulesOfTheKernel) {
        String[] words = packet.split(" ", -1);
        Sent sent = new Sent(packet(words[1], words[2], words[3]), words[0]);

        NodeWalk.Walk walk = router(sent.in()).walk(sent.packet(), sent.in(), 1);

        Set<String> hits = hits(walk.forward());
        if (walk.forward().disposition() == Disposition.REJECTED) {
            walk.findReply().ifPresent(error -> hits.addAll(hits(error)));
        }
        assertThat(hits).containsExactlyInAnyOrder(rulesOfTheKernel.split(", ", -1));
    }

    static Stream<Arguments> cases() {
        return resource("router/cases.txt")
                .lines()
                .map(line -> line.split(" \\| ", -1))
                .map(parts -> Arguments.of(parts[0], parts[1]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a port of its own           | udp 10.1.0.9:40000 10.9.9.1:80   | 10.1.0.9:40000 -> 10.2.0.2:80",
                "the first port of a range   | udp 10.1.0.9:40000 10.9.9.2:80   | 10.1.0.9:40000 -> 10.2.0.2:8000",
                "the port alone              | tcp 10.1.0.9:40000 10.2.0.2:4444 | 10.1.0.9:40000 -> 10.2.0.2:5555",
                "the node itself             | tcp 10.1.0.9:40000 10.9.9.3:80   | 10.1.0.9:40000 -> 10.1.0.1:7777",
                "a source port alone         | udp 10.1.0.9:41001 10.2.0.2:80   | 10.1.0.9:3000 -> 10.2.0.2:80"
            })
    void translationsGoWhereTheKernelSendsThem(String name, String packet, String expected) {
        String[] words = packet.split(" ", -1);

        Trace forward = router("eth0")
                .walk(packet(words[0], words[1], words[2]), "eth0", 1)
                .forward();

        assertThat(forward.last().tuple().toString()).as(name).endsWith(expected);
    }

    @Test
    void aPortRangeOfMasqueradeIsKept() {
        Trace forward = router("eth0")
                .walk(packet("udp", "10.1.0.9:41002", "10.2.0.2:80"), "eth0", 1)
                .forward();

        assertThat(forward.last().source().address()).isEqualTo(IpAddress.parse("10.2.0.1"));
        assertThat(forward.last().source().port()).isBetween(4000, 4005);
    }

    @Test
    void theAnswerIsTranslatedBack() {
        NodeWalk.Walk walk = router("eth0").walk(packet("udp", "10.1.0.9:40000", "10.9.9.2:80"), "eth0", 1);

        assertThat(walk.findReply().orElseThrow().last().tuple())
                .isEqualTo(walk.forward().sent().tuple().reply());
        assertThat(walk.findReply().orElseThrow().steps().map(Step::kind)).contains(StepKind.UN_NAT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "an unknown match that decides       | 10.2.0.2:81 | INSUFFICIENT_INFO | filter FORWARD 1 (line 5) would decide",
                "an unknown target                   | 10.2.0.2:82 | INSUFFICIENT_INFO | the target NFQUEUE is not modelled",
                "an unknown match of a rule that logs | 10.2.0.2:80 | EXITS_MODEL       | leaves by eth1 to 10.2.0.2",
                "a gateway                           | 10.9.0.1:80 | EXITS_MODEL       | leaves by eth0 to the next hop 10.1.0.254",
                "a black hole                        | 10.3.0.1:80 | NULL_ROUTED       | the route is: blackhole 10.3.0.0/16",
                "an unreachable prefix               | 10.4.0.1:80 | NULL_ROUTED       | the route is: unreachable 10.4.0.0/16"
            })
    void aPacketEndsWhereTheNodeSendsIt(String name, String to, Disposition end, String detail) {
        Trace forward =
                forwarder().walk(packet("tcp", "10.1.0.9:40000", to), "eth0", 1).forward();

        assertThat(forward.disposition()).as(name).isEqualTo(end);
        assertThat(forward.end().detail()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource({"10.4.0.1:80, host unreachable", "10.5.0.1:80, administratively prohibited"})
    void aRouteThatLeadsNowhereTellsTheSender(String to, String error) {
        Trace reply = forwarder()
                .walk(packet("tcp", "10.1.0.9:40000", to), "eth0", 1)
                .findReply()
                .orElseThrow();

        assertThat(reply.sent().toString()).contains(error);
    }

    @Test
    void aBlackHoleTellsNobody() {
        assertThat(forwarder()
                        .walk(packet("tcp", "10.1.0.9:40000", "10.3.0.1:80"), "eth0", 1)
                        .findReply())
                .isEmpty();
    }

    private record Sent(Packet packet, String in) {

        private Sent {
            in = in.equals("local") ? ElementContext.LOCAL : in;
        }
    }

    private static NodeWalk router(String in) {
        IpSets sets = IpSetReader.read(resource("router/sets.txt")).value();
        IpConfiguration ip = new IpConfiguration(
                AddressReader.read(resource("router/addr.txt")).value().interfaces(),
                new RoutingTable(
                        RouteReader.read(resource("router/routes.txt")).value().routes()),
                null);
        return new NodeWalk(new NamespaceConfig(
                "node",
                ip,
                SysctlReader.read(resource("router/sysctl.txt"), in).value(),
                () -> NamespaceRules.of(
                        DumpReader.read(resource("router/dump.txt")).value().ruleset(sets)),
                new DumpMeaning(),
                NodeWalk.UNKNOWN_SOCKETS));
    }

    private static NodeWalk forwarder() {
        return new NodeWalk(new NamespaceConfig(
                "node",
                RouteReader.read(ROUTES).value().guessInterfaces(),
                SysctlReader.read("net.ipv4.ip_forward = 1", "eth0").value(),
                () -> NamespaceRules.of(DumpReader.read(FORWARDER).value().ruleset(IpSets.EMPTY)),
                new DumpMeaning(),
                NodeWalk.UNKNOWN_SOCKETS));
    }

    private static Set<String> hits(Trace trace) {
        Set<String> hits = new TreeSet<>();
        trace.steps().forEach(step -> {
            step.findMatchedRule().ifPresent(rule -> note(rule.where(), hits));
            step.facts().forEach(fact -> note(fact, hits));
        });
        return hits;
    }

    private static void note(String text, Set<String> hits) {
        Matcher rule = RULE.matcher(text);
        if (rule.lookingAt()) {
            hits.add(rule.group());
        }
    }

    private static Packet packet(String protocolName, String from, String to) {
        Protocol protocol = Protocol.valueOf(protocolName.toUpperCase(Locale.ROOT));
        if (protocol == Protocol.ICMP) {
            return Packet.echo(FiveTuple.echo(IpAddress.parse(from), IpAddress.parse(to), 1), EchoType.REQUEST);
        }
        FiveTuple tuple = new FiveTuple(protocol, end(from), end(to));
        return protocol == Protocol.TCP ? Packet.tcp(tuple, TcpFlags.SYN, 0) : Packet.datagram(tuple, 0);
    }

    private static TransportAddress end(String text) {
        int colon = text.indexOf(':');
        return new TransportAddress(
                IpAddress.parse(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(NodeWalkTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
