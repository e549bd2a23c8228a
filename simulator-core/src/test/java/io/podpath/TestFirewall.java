package io.podpath;

import io.podpath.azure.resource.FirewallRules;
import io.podpath.azure.resource.FirewallRules.ApplicationRule;
import io.podpath.azure.resource.FirewallRules.Collection;
import io.podpath.azure.resource.FirewallRules.DnatRule;
import io.podpath.azure.resource.FirewallRules.NetworkRule;
import io.podpath.azure.resource.FirewallSpec;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A firewall written as text, for tests.
 *
 * <pre>
 * TestFirewall.in("corp").publicIps("20.0.0.20")
 *     .network("100 allow tcp * -&gt; * 443")
 *     .application("200 allow * -&gt; *.ubuntu.com")
 *     .dnat("20.0.0.20:80 -&gt; 10.1.0.10:80")
 *     .build();
 * </pre>
 */
public final class TestFirewall {

    private final String network;
    private final List<IpAddress> publicIps = new ArrayList<>();
    private final List<Collection<DnatRule>> dnat = new ArrayList<>();
    private final List<Collection<NetworkRule>> networkRules = new ArrayList<>();
    private final List<Collection<ApplicationRule>> applicationRules = new ArrayList<>();
    private List<Cidr> privateRanges = FirewallSpec.IANA_PRIVATE_RANGES;

    private TestFirewall(String network) {
        this.network = network;
    }

    public static TestFirewall in(String network) {
        return new TestFirewall(network);
    }

    public TestFirewall publicIps(String... addresses) {
        Arrays.stream(addresses).map(IpAddress::parse).forEach(publicIps::add);
        return this;
    }

    /** {@code 100 allow tcp 10.0.0.0/8 -> * 443}: priority, action, protocol, source, destination, port if any. */
    public TestFirewall network(String text) {
        String[] words = text.split(" ", -1);
        Set<Protocol> protocols = words[2].equals("any")
                ? Set.of()
                : Set.of(Protocol.find(words[2]).orElseThrow());
        List<PortRange> ports = words.length < 7
                ? List.of()
                : List.of(new PortRange(Integer.parseInt(words[6]), Integer.parseInt(words[6])));
        networkRules.add(
                collection(words, new NetworkRule("rule", protocols, List.of(words[3]), List.of(words[5]), ports)));
        return this;
    }

    /** {@code 100 allow * -> *.ubuntu.com}: priority, action, source, target; for ports 80 and 443. */
    public TestFirewall application(String text) {
        String[] words = text.split(" ", -1);
        applicationRules.add(collection(
                words, new ApplicationRule("rule", List.of(words[2]), Set.of(80, 443), List.of(words[4]), List.of())));
        return this;
    }

    private static <R> Collection<R> collection(String[] words, R rule) {
        return new Collection<>(
                words[1] + words[0],
                Integer.parseInt(words[0]),
                Access.valueOf(words[1].toUpperCase(Locale.ROOT)),
                List.of(rule));
    }

    /** {@code 20.0.0.20:80 -> 10.1.0.10:8080}, from anywhere. */
    public TestFirewall dnat(String text) {
        String[] ends = text.split(" -> ", -1);
        TransportAddress published = end(ends[0]);
        DnatRule rule = new DnatRule(
                "rule", Set.of(Protocol.TCP), List.of("*"), published.address(), published.port(), end(ends[1]));
        dnat.add(new Collection<>("dnat", 100, Access.ALLOW, List.of(rule)));
        return this;
    }

    private static TransportAddress end(String text) {
        int colon = text.lastIndexOf(':');
        return new TransportAddress(
                IpAddress.parse(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    public TestFirewall privateRanges(String... ranges) {
        privateRanges = Arrays.stream(ranges).map(Cidr::parse).collect(Collectors.toList());
        return this;
    }

    public FirewallSpec build() {
        return new FirewallSpec(
                "fw", network, null, publicIps, new FirewallRules(dnat, networkRules, applicationRules), privateRanges);
    }
}
