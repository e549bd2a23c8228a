package io.podpath.azure.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Feature: a security group equals the rules read one after the other, as the documents describe. */
class N03_SecurityGroupPropertyTest {

    private static final List<Cidr> NETWORK = List.of(Cidr.parse("10.1.0.0/16"));
    private static final Cidr STORAGE = Cidr.parse("203.0.113.0/29");
    private static final IpAddress MEMBER = IpAddress.parse("10.1.1.5");
    private static final ServiceTags TAGS = ServiceTags.ofVirtualNetwork(NETWORK)
            .withNamed(NamedAddresses.of(
                    List.of(new ServiceTagSpec("Storage", List.of(STORAGE))), Map.of("asg-web", Set.of(MEMBER))));

    /** A group always has a rule that decides, if only a default one. */
    private static final List<NsgDecision.Answer> REAL_ANSWERS =
            List.of(NsgDecision.Answer.ALLOWED, NsgDecision.Answer.DENIED, NsgDecision.Answer.UNKNOWN_TAG);

    @Property(tries = 3000)
    void equalsReadingTheRulesInOrder(@ForAll("rules") List<NsgRule> rules, @ForAll("tuples") FiveTuple tuple) {
        List<NsgRule> numbered = numbered(rules);
        NetworkSecurityGroup group =
                new NetworkSecurityGroup(new NetworkSecurityGroupSpec("nsg", numbered), "NIC n", TAGS);

        for (TrafficDirection direction : TrafficDirection.values()) {
            NsgDecision decision = group.decide(direction, tuple);

            assertThat(decision.answer() + " "
                            + decision.findRule().orElseThrow().where())
                    .isEqualTo(naive(numbered, direction, tuple));
            Statistics.collect(tuple.family(), decision.answer());
            NsgDecision explained = group.explain(direction, tuple);
            assertThat(explained.rule()).isEqualTo(decision.rule());
            assertThat(explained.answer()).isEqualTo(decision.answer());
        }
        Statistics.coverage(checker -> {
            for (IpFamily family : IpFamily.values()) {
                for (NsgDecision.Answer answer : REAL_ANSWERS) {
                    checker.check(family, answer).count(count -> count > 1);
                }
            }
        });
    }

    /** Priorities are unique in a group; each unknown tag is another, so that they are independent of each other. */
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
                    distinct(rule.source(), "From" + i),
                    distinct(rule.destination(), "To" + i)));
        }
        return numbered;
    }

    private static Side distinct(Side side, String suffix) {
        return new Side(
                side.prefixes().stream()
                        .map(text -> text.equals("Unknown") ? text + suffix : text)
                        .toList(),
                side.applicationSecurityGroups(),
                side.ports());
    }

    private static String naive(List<NsgRule> rules, TrafficDirection direction, FiveTuple tuple) {
        List<NsgRule> all = new ArrayList<>(rules);
        all.addAll(DefaultSecurityRules.ALL);
        all.sort(Comparator.comparingInt(NsgRule::priority));
        List<NsgRule> possible = new ArrayList<>();
        for (NsgRule rule : all) {
            boolean protocolFits =
                    rule.findProtocol().isEmpty() || rule.findProtocol().equals(Optional.of(tuple.protocol()));
            if (rule.direction() != direction || !protocolFits) {
                continue;
            }
            Boolean source = sideFits(rule.source(), tuple.source(), tuple.protocol());
            Boolean destination = sideFits(rule.destination(), tuple.destination(), tuple.protocol());
            if (Boolean.FALSE.equals(source) || Boolean.FALSE.equals(destination)) {
                continue;
            }
            possible.add(rule);
            if (source != null && destination != null) {
                boolean sure = possible.stream().allMatch(one -> one.access() == rule.access());
                NsgRule decider = sure ? rule : possible.get(0);
                String answer = sure ? (rule.access() == Access.ALLOW ? "ALLOWED" : "DENIED") : "UNKNOWN_TAG";
                return answer + " NSG nsg (NIC n) " + decider.name() + " " + decider.priority();
            }
        }
        throw new AssertionError("the default rules match everything");
    }

    /** Null where nobody can know. */
    private static @Nullable Boolean sideFits(Side side, TransportAddress end, Protocol protocol) {
        boolean portFits = side.ports().isEmpty()
                || (protocol.hasPorts()
                        && side.ports().stream()
                                .anyMatch(range -> end.port() >= range.first() && end.port() <= range.last()));
        if (!portFits) {
            return false;
        }
        if (side.prefixes().stream().anyMatch(text -> prefixFits(text, end.address()))
                || (side.applicationSecurityGroups().contains("asg-web")
                        && end.address().equals(MEMBER))) {
            return true;
        }
        boolean mayBeInUnknown = side.prefixes().stream().anyMatch(text -> text.startsWith("Unknown"))
                && prefixFits("Internet", end.address());
        return mayBeInUnknown ? null : false;
    }

    private static boolean prefixFits(String text, IpAddress address) {
        boolean inNetwork = NETWORK.get(0).contains(address);
        if (text.startsWith("Unknown")) {
            return false;
        }
        return switch (text) {
            case "*" -> true;
            case "VirtualNetwork" -> inNetwork;
            case "Internet" ->
                !inNetwork
                        && List.of("203.", "2603", "2a00")
                                .contains(address.toString().substring(0, 4));
            case "AzureLoadBalancer" -> false;
            case "Storage" -> STORAGE.contains(address);
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
                "Storage",
                "Unknown",
                "10.1.0.0/17",
                "10.1.1.0/24",
                "10.1.1.4",
                "203.0.113.0/24",
                "0.0.0.0/0",
                "::/0",
                "2603:1000::/32");
        Arbitrary<PortRange> range = Combinators.combine(
                        Arbitraries.integers().between(79, 83),
                        Arbitraries.integers().between(0, 2))
                .as((first, length) -> new PortRange(first, first + length));
        Arbitrary<Side> prefixes = Combinators.combine(
                        prefix.list().ofMinSize(1).ofMaxSize(3), range.list().ofMaxSize(2))
                .as(Side::new);
        Arbitrary<Side> members =
                range.list().ofMaxSize(2).map(ports -> new Side(List.of(), List.of("asg-web"), ports));
        Arbitrary<Side> side = Arbitraries.oneOf(prefixes, prefixes, prefixes, members);
        Arbitrary<Protocol> protocol =
                Arbitraries.of(Protocol.TCP, Protocol.UDP, Protocol.ICMP).injectNull(0.4);
        return Combinators.combine(
                        Arbitraries.of(TrafficDirection.class),
                        Arbitraries.of(Access.ALLOW, Access.DENY),
                        protocol,
                        side,
                        side)
                .as((direction, access, transport, from, to) ->
                        new NsgRule("r", 100, direction, access, transport, from, to))
                .list()
                .ofMaxSize(80);
    }

    @Provide
    Arbitrary<FiveTuple> tuples() {
        Arbitrary<List<IpAddress>> ends = Arbitraries.oneOf(
                pair("10.1.1.4", "10.1.1.5", "10.1.200.1", "10.2.0.1", "203.0.113.7", "203.9.9.9", "192.168.0.1"),
                pair("2603:1000::7", "2a00::1", "fd00::1"));
        Arbitrary<Integer> port = Arbitraries.integers().between(78, 86);
        return Combinators.combine(Arbitraries.of(Protocol.TCP, Protocol.UDP, Protocol.ICMP), ends, port, port)
                .as((protocol, pair, fromPort, toPort) -> protocol.hasPorts()
                        ? new FiveTuple(
                                protocol,
                                new TransportAddress(pair.get(0), fromPort),
                                new TransportAddress(pair.get(1), toPort))
                        : FiveTuple.echo(pair.get(0), pair.get(1), fromPort));
    }

    private static Arbitrary<List<IpAddress>> pair(String... addresses) {
        return Arbitraries.of(addresses).map(IpAddress::parse).list().ofSize(2);
    }
}
