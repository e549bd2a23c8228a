package io.podpath.azure.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Feature: a security group equals the rules read one after the other, as the documents describe. */
class N03_SecurityGroupPropertyTest {

    private static final List<Cidr> NETWORK = List.of(Cidr.parse("10.1.0.0/16"));

    @Property
    void equalsReadingTheRulesInOrder(@ForAll("rules") List<NsgRule> rules, @ForAll("tuples") FiveTuple tuple) {
        List<NsgRule> numbered = numbered(rules);
        NetworkSecurityGroup group = new NetworkSecurityGroup(
                new NetworkSecurityGroupSpec("nsg", numbered), "NIC n", ServiceTags.ofVirtualNetwork(NETWORK));

        for (TrafficDirection direction : TrafficDirection.values()) {
            NsgRule expected = naive(numbered, direction, tuple);
            NsgDecision decision = group.decide(direction, tuple);

            assertThat(decision.findRule().orElseThrow().where())
                    .isEqualTo("NSG nsg (NIC n) " + expected.name() + " " + expected.priority());
            assertThat(decision.answer())
                    .isEqualTo(
                            expected.access() == Access.ALLOW ? NsgDecision.Answer.ALLOWED : NsgDecision.Answer.DENIED);
            assertThat(group.explain(direction, tuple).rule()).isEqualTo(decision.rule());
        }
    }

    /** Priorities are unique in a group. */
    private static List<NsgRule> numbered(List<NsgRule> rules) {
        List<NsgRule> numbered = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            NsgRule rule = rules.get(i);
            numbered.add(new NsgRule(
                    "r" + i,
                    100 + (i * 37) % 101,
                    rule.direction(),
                    rule.access(),
                    rule.protocol(),
                    rule.source(),
                    rule.destination()));
        }
        return numbered;
    }

    private static NsgRule naive(List<NsgRule> rules, TrafficDirection direction, FiveTuple tuple) {
        List<NsgRule> all = new ArrayList<>(rules);
        all.addAll(DefaultSecurityRules.ALL);
        all.sort(Comparator.comparingInt(NsgRule::priority));
        for (NsgRule rule : all) {
            boolean protocolFits =
                    rule.findProtocol().isEmpty() || rule.findProtocol().equals(Optional.of(tuple.protocol()));
            if (rule.direction() == direction
                    && protocolFits
                    && sideFits(rule.source(), tuple.source(), tuple.protocol())
                    && sideFits(rule.destination(), tuple.destination(), tuple.protocol())) {
                return rule;
            }
        }
        throw new AssertionError("the default rules match everything");
    }

    private static boolean sideFits(Side side, TransportAddress end, Protocol protocol) {
        boolean portFits = side.ports().isEmpty()
                || (protocol.hasPorts()
                        && side.ports().stream()
                                .anyMatch(range -> end.port() >= range.first() && end.port() <= range.last()));
        return portFits && side.prefixes().stream().anyMatch(text -> prefixFits(text, end.address()));
    }

    private static boolean prefixFits(String text, IpAddress address) {
        boolean inNetwork = NETWORK.get(0).contains(address);
        return switch (text) {
            case "*" -> true;
            case "VirtualNetwork" -> inNetwork;
            case "Internet" -> !inNetwork && address.toString().startsWith("203.");
            case "AzureLoadBalancer" -> address.toString().equals("168.63.129.16");
            default -> Cidr.parse(text).contains(address);
        };
    }

    @Provide
    Arbitrary<List<NsgRule>> rules() {
        Arbitrary<String> prefix = Arbitraries.of(
                "*",
                "VirtualNetwork",
                "Internet",
                "AzureLoadBalancer",
                "10.1.0.0/17",
                "10.1.1.0/24",
                "10.1.1.4",
                "203.0.113.0/24",
                "0.0.0.0/0");
        Arbitrary<PortRange> range = Combinators.combine(
                        Arbitraries.integers().between(79, 83),
                        Arbitraries.integers().between(0, 2))
                .as((first, length) -> new PortRange(first, first + length));
        Arbitrary<Side> side = Combinators.combine(
                        prefix.list().ofMinSize(1).ofMaxSize(3), range.list().ofMaxSize(2))
                .as(Side::new);
        Arbitrary<Protocol> protocol =
                Arbitraries.of(Protocol.TCP, Protocol.UDP, Protocol.ICMP).injectNull(0.4);
        return Combinators.combine(
                        Arbitraries.of(TrafficDirection.class), Arbitraries.of(Access.class), protocol, side, side)
                .as((direction, access, transport, from, to) ->
                        new NsgRule("r", 100, direction, access, transport, from, to))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<FiveTuple> tuples() {
        Arbitrary<IpAddress> address = Arbitraries.of(
                        "10.1.1.4", "10.1.1.5", "10.1.200.1", "10.2.0.1", "203.0.113.7", "203.9.9.9", "192.168.0.1")
                .map(IpAddress::parse);
        Arbitrary<Integer> port = Arbitraries.integers().between(78, 86);
        return Combinators.combine(
                        Arbitraries.of(Protocol.TCP, Protocol.UDP, Protocol.ICMP), address, port, address, port)
                .as((protocol, from, fromPort, to, toPort) -> protocol.hasPorts()
                        ? new FiveTuple(
                                protocol, new TransportAddress(from, fromPort), new TransportAddress(to, toPort))
                        : FiveTuple.echo(from, to, fromPort));
    }
}
