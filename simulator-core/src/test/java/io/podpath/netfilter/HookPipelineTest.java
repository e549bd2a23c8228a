package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is registered at a hook runs by priority, between the tables of iptables. */
class HookPipelineTest {

    private static final Target ACCEPT = new Target.Accept();

    private final List<String> asked = new ArrayList<>();

    @Test
    void functionsRunBetweenTheTablesByPriority() {
        NamespaceRun run = router().rule("raw PREROUTING -j MARK --set-xmark 0x1/0x0")
                .rule("mangle PREROUTING -j MARK --set-xmark 0x2/0x0")
                .hook(filter("late", -90), filter("before mangle", -151), filter("first", -301));

        assertThat(run.receive("eth0", syn(40_000))).isInstanceOf(Verdict.Forward.class);

        assertThat(asked).containsExactly("first mark 0x0", "before mangle mark 0x1", "late mark 0x3");
        assertThat(run.steps()).extracting(Step::action).contains("first: passes", "raw PREROUTING: passes");
    }

    @Test
    void aFunctionBeforeConntrackSeesNoConnection() {
        NamespaceRun run = router().hook(
                        new Recorder(Hook.PREROUTING, -201, HookFunction.Type.FILTER, "early", ACCEPT),
                        new Recorder(Hook.PREROUTING, -199, HookFunction.Type.FILTER, "after", ACCEPT));

        run.receive("eth0", syn(40_000));

        assertThat(asked).containsExactly("early UNTRACKED", "after NEW");
    }

    @Test
    void natIsAskedOncePerConnectionAndOnlyUntilOneDecides() {
        Target dnat = new Target.Dnat(at("10.2.0.2", 80));
        Target other = new Target.Dnat(at("10.2.0.3", 80));
        NamespaceRun run = router().hook(
                        new Recorder(Hook.PREROUTING, -90, HookFunction.Type.NAT, "third", other),
                        new Recorder(Hook.PREROUTING, -95, HookFunction.Type.NAT, "second", dnat),
                        new Recorder(Hook.PREROUTING, -110, HookFunction.Type.NAT, "first", ACCEPT));

        Verdict first = run.receive("eth0", syn(40_000));
        Verdict second = run.receive("eth0", syn(40_000));

        assertThat(first)
                .isInstanceOfSatisfying(
                        Verdict.Forward.class,
                        forward -> assertThat(forward.packet().destination()).isEqualTo(at("10.2.0.2", 80)));
        assertThat(second).isEqualTo(first);
        assertThat(asked).containsExactly("first NEW", "second NEW");
    }

    @Test
    void aDropOfANatFunctionEndsThePacketAndLeavesNoConnection() {
        NamespaceRun run =
                router().hook(new Recorder(Hook.PREROUTING, -100, HookFunction.Type.NAT, "nat", new Target.Drop()));

        assertThat(run.receive("eth0", syn(40_000))).isInstanceOf(Verdict.Drop.class);
        assertThat(run.conntrack().size()).isZero();
    }

    private static NamespaceRun router() {
        return NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/24");
    }

    private static TransportAddress at(String address, int port) {
        return new TransportAddress(IpAddress.parse(address), port);
    }

    private static Packet syn(int sourcePort) {
        FiveTuple tuple = new FiveTuple(Protocol.TCP, at("10.1.0.2", sourcePort), at("10.2.0.9", 80));
        return Packet.tcp(tuple, TcpFlags.SYN, 0);
    }

    private HookFunction filter(String name, int priority) {
        return new Recorder(Hook.PREROUTING, priority, HookFunction.Type.FILTER, name, ACCEPT) {
            @Override
            public TableVerdict run(Packet packet, MatchContext context, @Nullable TraversalLog log) {
                asked.add(name + " mark " + packet.mark());
                return new TableVerdict(packet, ACCEPT, null);
            }
        };
    }

    private class Recorder implements HookFunction {

        private final Hook hook;
        private final int priority;
        private final Type type;
        private final String name;
        private final Target target;

        Recorder(Hook hook, int priority, Type type, String name, Target target) {
            this.hook = hook;
            this.priority = priority;
            this.type = type;
            this.name = name;
            this.target = target;
        }

        @Override
        public Hook hook() {
            return hook;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public Type type() {
            return type;
        }

        @Override
        public String label() {
            return name;
        }

        @Override
        public TableVerdict run(Packet packet, MatchContext context, @Nullable TraversalLog log) {
            asked.add(name + (context.hasState(ConntrackState.NEW) ? " NEW" : " UNTRACKED"));
            return new TableVerdict(packet, target, null);
        }
    }
}
