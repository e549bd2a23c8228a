package io.podpath.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpath.element.Verdict;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import io.podpath.model.PacketMark;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.Chain;
import io.podpath.netfilter.ConntrackState;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.HookFunction;
import io.podpath.netfilter.NamespaceRun;
import io.podpath.netfilter.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a packet in a router whose forward hook runs a small table. */
class ChainTraversalTest {

    private static final Target DROP = new Target.Drop();
    private static final Target ACCEPT = new Target.Accept();
    private static final Target RETURN = new Target.Return();

    private final NftTable.Builder table = new NftTable.Builder(IpFamily.IPV4, "t");

    private void forward(NftRule... rules) {
        table.chain(NftChain.base("forward", HookFunction.Type.FILTER, Hook.FORWARD, 0, rules));
    }

    private static NftRule jump(String chain) {
        return NftRule.of(new Target.Jump(chain));
    }

    private static NftRule go(String chain) {
        return NftRule.of(new Target.Goto(chain));
    }

    private static PortCondition port(int port) {
        return new PortCondition(Protocol.TCP, Side.DESTINATION, port);
    }

    private NamespaceRun router() {
        return NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/24")
                .hook(table.build().hooks().toArray(HookFunction[]::new));
    }

    private boolean passes(int port) {
        return router().receive("eth0", syn("10.1.0.2", port)) instanceof Verdict.Forward;
    }

    private static Packet syn(String from, int port) {
        FiveTuple tuple = new FiveTuple(
                Protocol.TCP,
                new TransportAddress(IpAddress.parse(from), 40_000),
                new TransportAddress(IpAddress.parse("10.2.0.9"), port));
        return Packet.tcp(tuple, TcpFlags.SYN, 0);
    }

    @Test
    void aJumpComesBackAndAGotoDoesNot() {
        forward(jump("one"), NftRule.of(DROP, port(81)), go("two"), NftRule.of(DROP));
        table.chain(NftChain.of("one", List.of(NftRule.of(RETURN, port(80)), go("two"), NftRule.of(DROP))));
        table.chain(NftChain.of("two", List.of(NftRule.of(DROP, port(82)))));

        assertThat(passes(80)).isTrue();
        assertThat(passes(81)).isFalse();
        assertThat(passes(82)).isFalse();
    }

    @Test
    void acceptEndsItsBaseChainButNotTheNextOne() {
        forward(NftRule.of(ACCEPT, port(80)), NftRule.of(DROP, port(81)));
        table.chain(NftChain.base("later", HookFunction.Type.FILTER, Hook.FORWARD, 10, NftRule.of(DROP, port(80))));

        assertThat(passes(80)).isFalse();
        assertThat(passes(81)).isFalse();
        assertThat(passes(82)).isTrue();
    }

    @Test
    void thePolicyDecidesAtTheEnd() {
        table.chain(new NftChain(
                "forward",
                new NftChain.Base(HookFunction.Type.FILTER, Hook.FORWARD, 0, Chain.Policy.DROP),
                List.of(go("allowed")),
                null));
        table.chain(NftChain.of("allowed", List.of(NftRule.of(ACCEPT, port(80)))));

        assertThat(passes(80)).isTrue();
        assertThat(passes(81)).isFalse();
    }

    @Test
    void aMapWithoutTheKeyEndsItsRuleOnly() {
        Key key = Key.of(Selector.IP_DESTINATION, Selector.PROTOCOL, Selector.DESTINATION_PORT);
        Object web = List.of(IpAddress.parse("10.2.0.9"), Protocol.TCP, 80);
        table.map(VerdictMap.of("m", key.types(), null, Map.of(web, new VerdictMap.Element(ACCEPT, null))));
        forward(NftRule.of(new MapLookup(key, "m")), NftRule.of(DROP, port(81)));

        assertThat(passes(80)).isTrue();
        assertThat(passes(81)).isFalse();
        assertThat(passes(82)).isTrue();
    }

    @Test
    void conditionsAndMarksOfARuleRunFromLeftToRight() {
        PacketMark early = new PacketMark(0x10);
        PacketMark late = new PacketMark(0x20);
        forward(
                NftRule.of(new MarkSetting(MarkSetting.Operation.OR, early), port(81)),
                NftRule.of(port(81), new MarkSetting(MarkSetting.Operation.OR, late)),
                NftRule.of(DROP, new MarkCondition(early, early), port(80)),
                NftRule.of(DROP, new MarkCondition(late, late)));

        assertThat(passes(80)).as("marked before the port was looked at").isFalse();
        assertThat(passes(81)).isFalse();
        assertThat(passes(82)).isTrue();
    }

    @Test
    void setsHoldAddressesOrRanges() {
        table.set(NftSet.of("hosts", DataType.IPV4_ADDR, null, Set.of(IpAddress.parse("10.1.0.2"))));
        table.set(NftSet.ofRanges("nets", DataType.IPV4_ADDR, null, Set.of(Cidr.parse("10.1.0.8/29"))));
        forward(
                NftRule.of(DROP, SetLookup.of(Selector.IP_SOURCE, "hosts")),
                NftRule.of(DROP, SetLookup.of(Selector.IP_SOURCE, "nets")));

        assertThat(router().receive("eth0", syn("10.1.0.2", 80))).isInstanceOf(Verdict.Drop.class);
        assertThat(router().receive("eth0", syn("10.1.0.9", 80))).isInstanceOf(Verdict.Drop.class);
        assertThat(router().receive("eth0", syn("10.1.0.3", 80))).isInstanceOf(Verdict.Forward.class);
    }

    @Test
    void statesInterfacesAndLocalAddressesAreSeen() {
        forward(
                NftRule.of(ACCEPT, new ConntrackCondition(Set.of(ConntrackState.ESTABLISHED))),
                NftRule.of(ACCEPT, new InterfaceCondition(InterfaceCondition.Direction.IN, false, "eth1")),
                NftRule.of(DROP, new FibTypeCondition(Side.DESTINATION)),
                NftRule.of(DROP, port(81), new InterfaceCondition(InterfaceCondition.Direction.OUT, false, "eth*")));

        assertThat(passes(80)).isTrue();
        assertThat(passes(81)).isFalse();
    }

    @Test
    void aFullSetTakesNoMoreAndForgetsInTime() {
        NftSet clients = NftSet.dynamic("clients", DataType.IPV4_ADDR, 60);
        NftTable owner = table.set(clients).build();
        LearnedElements learned = new LearnedElements();
        for (int i = 0; i < NftSet.DYNAMIC_SIZE; i++) {
            assertThat(learned.update(owner, clients, IpAddress.ofIpv4(i), 0)).isTrue();
        }

        assertThat(learned.update(owner, clients, IpAddress.ofIpv4(-1), 0)).isFalse();
        assertThat(learned.contains(owner, clients, IpAddress.ofIpv4(7), 59_999_999_999L))
                .isTrue();
        assertThat(learned.contains(owner, clients, IpAddress.ofIpv4(7), 60_000_000_000L))
                .isFalse();
        assertThat(learned.update(owner, clients, IpAddress.ofIpv4(-1), 61_000_000_000L))
                .isTrue();
    }

    @Test
    void whatIsMissingIsNamedWhenTheTableIsMade() {
        forward(jump("nowhere"));
        assertThatThrownBy(table::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table t has no fitting chain nowhere");

        NftTable.Builder other = new NftTable.Builder(IpFamily.IPV4, "u")
                .chain(NftChain.of("c", List.of(NftRule.of(DROP, SetLookup.of(Selector.IP_SOURCE, "s")))));
        assertThatThrownBy(other::build).hasMessage("table u has no fitting set s");
    }
}
