package io.podpath.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.TestNetwork;
import io.podpath.TestServices;
import io.podpath.aks.KubeProxySetup;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.Cidr;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.PacketMark;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.ConntrackState;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.HookFunction;
import io.podpath.netfilter.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables podpath prints are tables: the real {@code nft} loads them into a network namespace of its own and lists
 * them again in the same words. Where nft is missing, or may not be used, the test says so and is skipped.
 */
class NftListingTest {

    /** Loads the text in a new namespace that ends with the command, and lists what the kernel made of it. */
    private static final List<String> LOAD_AND_LIST =
            List.of("unshare", "-n", "sh", "-c", "nft -f - && nft list ruleset");

    private static final String EMPTY = "table ip t {\n}\n";

    @Test
    void theKernelListsTheTableOfANodeInTheSameWords() throws Exception {
        assumeTrue(!listedByKernel(EMPTY).isEmpty(), "nft is not usable here: tables are not checked against it");
        String table = TestNetwork.of(TestNetwork.Model.OVERLAY)
                .proxyMode(KubeProxySetup.Mode.NFTABLES)
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .service("web:80 -> web:8080", TestServices.loadBalancer(TrafficPolicy.LOCAL))
                .service("api:81 -> web:8080", TestServices.nodePort(TrafficPolicy.CLUSTER))
                .service("own:84 -> web:8080", TestServices.affinity(5_400))
                .service("udp:53/udp -> web:8080")
                .service(
                        "guarded:83 -> web:8080",
                        TestServices.loadBalancer(TrafficPolicy.CLUSTER),
                        TestServices.sourceRanges("203.0.113.0/24", "198.51.100.0/25"))
                .service("none:82 -> nobody:1", TestServices.nodePort(TrafficPolicy.CLUSTER))
                .simulator()
                .renderNft("node-0")
                .orElseThrow();

        assertThat(table).contains("timeout 1h30m", "numgen random mod 2 vmap", "@firewall-ips", "reject-chain");
        assertThat(words(listedByKernel(table))).isEqualTo(words(table));
        assertThat(listedByKernel(table.replace("numgen random", "numgen nonsense")))
                .as("nft does look at the rules")
                .isEmpty();
    }

    @Test
    void theKernelListsEveryStatementInTheSameWords() throws Exception {
        assumeTrue(!listedByKernel(EMPTY).isEmpty(), "nft is not usable here: tables are not checked against it");
        PacketMark mark = new PacketMark(0x4000);
        NftTable.Builder table = new NftTable.Builder(IpFamily.IPV4, "t").comment("all of it");
        table.set(NftSet.ofRanges(
                "nets", DataType.IPV4_ADDR, "ranges", Set.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("192.168.1.1/32"))));
        table.chain(NftChain.base(
                "filter",
                HookFunction.Type.FILTER,
                Hook.INPUT,
                5,
                NftRule.of(
                        new Target.Accept(),
                        new ConntrackCondition(
                                Set.of(ConntrackState.NEW, ConntrackState.RELATED, ConntrackState.ESTABLISHED))),
                NftRule.of(new Target.Accept(), new ConntrackCondition(Set.of(ConntrackState.DNAT))),
                NftRule.of(
                        new Target.Drop(),
                        new InterfaceCondition(InterfaceCondition.Direction.IN, true, "azv*"),
                        SetLookup.of(Selector.IP_SOURCE, "nets")),
                NftRule.of(new Target.Drop(), new FibTypeCondition(Side.DESTINATION)),
                NftRule.of(new Target.Drop(), new PortCondition(Protocol.UDP, Side.SOURCE, 53)),
                NftRule.of(new Target.Drop(), new PortCondition(null, Side.DESTINATION, 54)),
                NftRule.of(new Counter(), new MarkSetting(MarkSetting.Operation.AND, mark)),
                NftRule.of(new MarkSetting(MarkSetting.Operation.SET, mark)),
                NftRule.of(new Target.Reject(IcmpError.Kind.ADMINISTRATIVELY_PROHIBITED))
                        .withComment("not \"here\"")));
        table.chain(NftChain.base(
                "early",
                HookFunction.Type.FILTER,
                Hook.PREROUTING,
                -295,
                NftRule.of(new Target.Drop(), AddressCondition.notIn(Side.DESTINATION, Cidr.parse("10.9.0.0/16")))));
        table.chain(NftChain.base(
                "nat",
                HookFunction.Type.NAT,
                Hook.POSTROUTING,
                101,
                NftRule.of(new Target.Snat(IpAddress.parse("192.0.2.1")), new ProtocolCondition(Protocol.UDP)),
                NftRule.of(new Target.Masquerade(false))));
        String text = NftListing.of(table.build());

        assertThat(words(listedByKernel(text))).isEqualTo(words(text));
    }

    @Test
    void theKernelTakesIpv6Tables() throws Exception {
        assumeTrue(!listedByKernel(EMPTY).isEmpty(), "nft is not usable here: tables are not checked against it");
        NftTable table = new NftTable.Builder(IpFamily.IPV6, "t")
                .chain(NftChain.base(
                        "nat",
                        HookFunction.Type.NAT,
                        Hook.PREROUTING,
                        -100,
                        NftRule.of(
                                new Target.Dnat(new TransportAddress(IpAddress.parse("fd00::1"), 80)),
                                AddressCondition.in(Side.SOURCE, Cidr.parse("fd01::/64")),
                                new ProtocolCondition(Protocol.TCP))))
                .build();

        assertThat(words(listedByKernel(NftListing.of(table)))).isEqualTo(words(NftListing.of(table)));
    }

    /** Blanks and line ends do not count, nor does the order of elements, where nft follows the machine's byte order. */
    private static List<String> words(String listing) {
        return listing.replaceAll("\\s+", " ")
                .lines()
                .flatMap(line -> Arrays.stream(line.split("(?<=[{}])|(?=})| (?=chain |set |map )", -1)))
                .map(part -> Arrays.stream(part.split(",", -1))
                        .map(String::strip)
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String listedByKernel(String table) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(LOAD_AND_LIST)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(table.getBytes(StandardCharsets.UTF_8));
            }
            String listed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0 ? listed : "";
        } catch (IOException missing) {
            return "";
        }
    }
}
