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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Feature: what security rules decide about whole sets of packets is what they decide about each packet. */
class N05_RuleReachTest {

    private static final ServiceTags TAGS = ServiceTags.ofVirtualNetwork(List.of(Cidr.parse("10.1.0.0/16")))
            .withNamed(NamedAddresses.of(
                    List.of(new ServiceTagSpec("Partners", List.of(Cidr.parse("203.0.113.0/25")))), Map.of()));

    private static final List<String> PREFIXES = List.of(
            "*",
            "10.1.0.0/16",
            "10.1.0.0/17",
            "10.1.128.0/17",
            "10.1.1.4",
            "203.0.113.0/24",
            "2001:db8::/32",
            "::/0",
            "0.0.0.0/0",
            "VirtualNetwork",
            "Internet",
            "AzureLoadBalancer",
            "Partners");

    private static final List<String> ADDRESSES = List.of(
            "10.1.1.4",
            "10.1.200.1",
            "203.0.113.5",
            "203.0.113.200",
            "168.63.129.16",
            "8.8.8.8",
            "2001:db8::1",
            "fe80::1");

    private static final List<List<PortRange>> PORTS = List.of(
            List.of(),
            List.of(new PortRange(80, 80)),
            List.of(new PortRange(0, 1023), new PortRange(8080, 8080)),
            List.of(new PortRange(1024, 65535)));

    @Property
    void whoeverDecidesAboutAPacketDecidesAboutTheSetOfIt(@ForAll long seed) {
        Random random = new Random(seed);
        NetworkSecurityGroup group = group(random);
        TrafficDirection direction = TrafficDirection.INBOUND;
        RuleReach reach = RuleReach.of(group, direction);

        for (int i = 0; i < 20; i++) {
            Protocol protocol = pick(List.of(Protocol.TCP, Protocol.UDP, Protocol.ICMP), random);
            IpAddress from = IpAddress.parse(pick(ADDRESSES, random));
            IpAddress to = pick(of(from.family()), random);
            int port = pick(List.of(22, 80, 8080, 65535), random);
            // An echo has one identifier in place of both ports.
            int sourcePort = protocol.hasPorts() ? 40_000 : port;
            FiveTuple tuple =
                    new FiveTuple(protocol, new TransportAddress(from, sourcePort), new TransportAddress(to, port));
            PacketSet packets = PacketSet.of(
                    Set.of(protocol),
                    List.of(Cidr.host(from)),
                    List.of(Cidr.host(to)),
                    protocol.hasPorts() ? List.of(new PortRange(port, port)) : List.of());

            List<RuleReach.Share> shares = reach.split(packets).orElseThrow().shares();

            String decider =
                    group.decide(direction, tuple).findRule().orElseThrow().where();
            assertThat(shares)
                    .filteredOn(share -> decider.endsWith(
                            ") " + share.rule().name() + " " + share.rule().priority()))
                    .isNotEmpty();
        }
    }

    @Property
    void aShadowedRuleDecidesAboutNoPacketAndAnOtherOneAboutSome(@ForAll long seed) {
        Random random = new Random(seed);
        NetworkSecurityGroup group = group(random);
        RuleReach reach = RuleReach.of(group, TrafficDirection.INBOUND);
        PacketSet everything = PacketSet.of(
                Set.of(Protocol.values()),
                List.of(Cidr.ANY_IPV4, Cidr.ANY_IPV6),
                List.of(Cidr.ANY_IPV4, Cidr.ANY_IPV6),
                List.of());
        List<NsgRule> deciding = reach.split(everything).orElseThrow().shares().stream()
                .map(RuleReach.Share::rule)
                .toList();

        for (NsgRule rule : group.spec().rules()) {
            boolean isShadowed = !reach.shadowsOf(rule).isEmpty() || reach.isEmpty(rule);
            assertThat(deciding.contains(rule)).as("%s", rule).isNotEqualTo(isShadowed);
        }
    }

    @Test
    void twoHalvesShadowAWholeAndAreNamed() {
        NsgRule low = rule("low", 100, "10.1.0.0/17", Access.ALLOW);
        NsgRule high = rule("high", 110, "10.1.128.0/17", Access.ALLOW);
        NsgRule whole = rule("whole", 120, "10.1.0.0/16", Access.DENY);
        NsgRule wider = rule("wider", 130, "10.0.0.0/15", Access.DENY);
        RuleReach reach = reach(low, high, whole, wider);

        assertThat(reach.shadowsOf(whole)).containsExactly(low, high);
        assertThat(reach.shadowsOf(wider)).isEmpty();
        assertThat(reach.shadowsOf(low)).isEmpty();
    }

    @Test
    void aTagOfUnknownContentsIsShadowedByItselfAndByTheInternetOnly() {
        NsgRule storage = rule("storage", 100, "Storage", Access.ALLOW);
        NsgRule again = rule("again", 110, "storage", Access.DENY);
        NsgRule other = rule("other", 120, "Sql", Access.DENY);
        NsgRule internet = rule("internet", 130, "Internet", Access.ALLOW);
        NsgRule late = rule("late", 140, "EventHub", Access.DENY);
        NsgRule platform = rule("platform", 150, "AzurePlatformDNS", Access.DENY);
        RuleReach reach = reach(storage, again, other, internet, late, platform);

        assertThat(reach.shadowsOf(again)).containsExactly(storage);
        assertThat(reach.shadowsOf(other)).isEmpty();
        assertThat(reach.shadowsOf(internet)).isEmpty();
        assertThat(reach.shadowsOf(late)).containsExactly(internet);
        assertThat(reach.shadowsOf(platform)).isEmpty();
    }

    @Test
    void whatATagMayHoldIsPossibleAndNotCertain() {
        NsgRule storage = rule("storage", 100, "Storage", Access.ALLOW);
        PacketSet fromInternet = PacketSet.of(
                Set.of(Protocol.TCP), List.of(Cidr.parse("8.8.8.0/24")), List.of(Cidr.parse("10.1.1.4/32")), List.of());

        RuleReach.Split split = reach(storage).split(fromInternet).orElseThrow();

        assertThat(split.possible()).containsExactly(storage);
        assertThat(split.shares()).extracting(share -> share.rule().name()).containsExactly("DenyAllInBound");
        assertThat(split.shares().get(0).packets().example()).isEqualTo("tcp 8.8.8.0 -> 10.1.1.4:1");
    }

    private static List<IpAddress> of(IpFamily family) {
        return ADDRESSES.stream()
                .map(IpAddress::parse)
                .filter(address -> address.family() == family)
                .toList();
    }

    private static RuleReach reach(NsgRule... rules) {
        NetworkSecurityGroupSpec spec = new NetworkSecurityGroupSpec("nsg", List.of(rules));
        return RuleReach.of(new NetworkSecurityGroup(spec, "subnet v/s", TAGS), TrafficDirection.INBOUND);
    }

    private static NsgRule rule(String name, int priority, String source, Access access) {
        return new NsgRule(
                name, priority, TrafficDirection.INBOUND, access, null, new Side(List.of(source), List.of()), Side.ANY);
    }

    private static NetworkSecurityGroup group(Random random) {
        List<NsgRule> rules = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            @Nullable
            Protocol protocol = random.nextBoolean() ? null : pick(List.of(Protocol.TCP, Protocol.UDP), random);
            rules.add(new NsgRule(
                    "r" + i,
                    100 + i,
                    TrafficDirection.INBOUND,
                    random.nextBoolean() ? Access.ALLOW : Access.DENY,
                    protocol,
                    new Side(List.of(pick(PREFIXES, random)), List.of()),
                    new Side(List.of(pick(PREFIXES, random)), pick(PORTS, random))));
        }
        return new NetworkSecurityGroup(new NetworkSecurityGroupSpec("nsg", rules), "subnet v/s", TAGS);
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
