package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Choices;
import io.podpath.element.Fraction;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.PacketMark;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.ConntrackState;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.MatchContext;
import io.podpath.netfilter.NamespaceMemory;
import io.podpath.netfilter.RecentLists;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.TableTraversal;
import io.podpath.netfilter.TableVerdict;
import io.podpath.netfilter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rows of {@code name | source | destination:port | result}, run through the literal rules of a node. The result lists
 * every endpoint, {@code masq} behind those whose packet is marked, or it is {@code reject}, {@code drop}, {@code
 * accept} or {@code untouched}.
 */
final class FlowTable {

    private final Ruleset rules;
    private final ProxyNode node;
    private final RecentLists memory = new RecentLists();
    private Protocol protocol = Protocol.TCP;
    private long nowNanos;

    FlowTable(IptablesMode proxy, ProxyNode node) {
        this.rules = proxy.rulesFor(node);
        this.node = node;
    }

    FlowTable protocol(Protocol wanted) {
        protocol = wanted;
        return this;
    }

    FlowTable after(long seconds) {
        nowNanos += seconds * 1_000_000_000L;
        return this;
    }

    FlowTable check(String... rows) {
        for (String row : rows) {
            String[] cells = row.split(" *\\| *", -1);
            assertThat(describe(outcomes(cells[1].strip(), cells[2])))
                    .as(cells[0].strip())
                    .isEqualTo(cells[3].strip());
        }
        return this;
    }

    /** Every outcome with its probability. */
    Map<String, Fraction> outcomes(String source, String destination) {
        Map<String, Fraction> outcomes = new TreeMap<>();
        Branches branches = new Branches();
        do {
            branches.start();
            String outcome = run(packet(source, destination), branches);
            outcomes.merge(outcome, branches.weight, Fraction::plus);
        } while (branches.advance());
        return outcomes;
    }

    /** The outcome of a packet whose random rules all take this way; what is remembered stays. */
    String once(String source, String destination, boolean choice) {
        return run(packet(source, destination), new Fixed(choice));
    }

    private static String describe(Map<String, Fraction> outcomes) {
        return outcomes.keySet().stream().collect(Collectors.joining(", "));
    }

    private Packet packet(String source, String destination) {
        int colon = destination.lastIndexOf(':');
        TransportAddress to = new TransportAddress(
                IpAddress.parse(destination.substring(0, colon).replaceAll("[\\[\\]]", "")),
                Integer.parseInt(destination.substring(colon + 1)));
        FiveTuple tuple = new FiveTuple(protocol, new TransportAddress(IpAddress.parse(source), 50_000), to);
        return protocol == Protocol.TCP ? Packet.tcp(tuple, TcpFlags.SYN, 0) : Packet.datagram(tuple, 0);
    }

    private String run(Packet packet, Choices choices) {
        boolean fromHere = isLocal(packet.source().address());
        Hook entry = fromHere ? Hook.OUTPUT : Hook.PREROUTING;
        TableVerdict nat = TableTraversal.run(rules, Table.NAT, packet, new Context(entry, choices, false));
        boolean dnat = nat.target() instanceof Target.Dnat;
        Packet translated = nat.target() instanceof Target.Dnat target
                ? nat.packet().withTuple(nat.packet().tuple().withDestination(target.destination()))
                : nat.packet();
        boolean toHere = isLocal(translated.destination().address());
        List<Hook> hooks = fromHere
                ? toHere ? List.of(Hook.OUTPUT, Hook.INPUT) : List.of(Hook.OUTPUT)
                : toHere ? List.of(Hook.INPUT) : List.of(Hook.FORWARD);
        for (Hook hook : hooks) {
            TableVerdict filter = TableTraversal.run(rules, Table.FILTER, translated, new Context(hook, choices, dnat));
            if (filter.target() instanceof Target.Drop) {
                return "drop";
            } else if (filter.target() instanceof Target.Reject) {
                return "reject";
            } else if (filter.decidedBy() != null && !dnat) {
                return "accept";
            }
        }
        boolean marked = translated.mark().matches(PacketMark.MASQUERADE, PacketMark.MASQUERADE);
        return dnat ? translated.destination() + (marked ? " masq" : "") : "untouched";
    }

    private boolean isLocal(IpAddress address) {
        return address.isLoopback() || node.addresses().contains(address);
    }

    private final class Context implements MatchContext {

        private final Hook hook;
        private final Choices choices;
        private final boolean translated;

        Context(Hook hook, Choices choices, boolean translated) {
            this.hook = hook;
            this.choices = choices;
            this.translated = translated;
        }

        @Override
        public Hook hook() {
            return hook;
        }

        @Override
        public String inInterface() {
            return hook == Hook.OUTPUT ? "" : "eth0";
        }

        @Override
        public String outInterface() {
            return "";
        }

        @Override
        public boolean hasState(ConntrackState state) {
            return state == ConntrackState.NEW || (state == ConntrackState.DNAT && translated);
        }

        @Override
        public boolean isLocal(IpAddress address) {
            return FlowTable.this.isLocal(address);
        }

        @Override
        public Choices choices() {
            return choices;
        }

        @Override
        public RecentLists recentLists() {
            return choices instanceof Fixed ? memory : new RecentLists();
        }

        @Override
        public NamespaceMemory memory() {
            return new NamespaceMemory();
        }

        @Override
        public long nowNanos() {
            return nowNanos;
        }
    }

    private record Fixed(boolean choice) implements Choices {

        @Override
        public boolean happens(Fraction probability, String question) {
            return choice;
        }

        @Override
        public int pick(int count, String question) {
            throw new AssertionError("rules make no such choice");
        }

        @Override
        public int draw(int bound) {
            throw new AssertionError("rules draw no numbers");
        }
    }

    private static final class Branches implements Choices {

        private final ArrayList<Boolean> path = new ArrayList<>();
        private int at;
        private Fraction weight = Fraction.ONE;

        void start() {
            at = 0;
            weight = Fraction.ONE;
        }

        boolean advance() {
            while (!path.isEmpty() && !path.get(path.size() - 1)) {
                path.remove(path.size() - 1);
            }
            if (!path.isEmpty()) {
                path.set(path.size() - 1, false);
            }
            return !path.isEmpty();
        }

        @Override
        public boolean happens(Fraction probability, String question) {
            if (at == path.size()) {
                path.add(true);
            }
            boolean happens = path.get(at++);
            weight = weight.times(happens ? probability : probability.complement());
            return happens;
        }

        @Override
        public int pick(int count, String question) {
            throw new AssertionError("rules make no such choice");
        }

        @Override
        public int draw(int bound) {
            throw new AssertionError("rules draw no numbers");
        }
    }
}
