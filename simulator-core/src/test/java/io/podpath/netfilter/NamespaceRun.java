package io.podpath.netfilter;

import io.podpath.element.Bridge;
import io.podpath.element.Choices;
import io.podpath.element.ElementContext;
import io.podpath.element.NetworkInterface;
import io.podpath.element.PlainContext;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.element.Verdict;
import io.podpath.engine.SeededChoices;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.netfilter.dump.RuleParser;
import io.podpath.netfilter.ipset.IpSetReader;
import io.podpath.trace.Step;
import io.podpath.trace.TraceRecorder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One namespace written as text, and packets put into it by hand.
 *
 * <pre>
 * NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/24").rule("nat PREROUTING -d 10.9.9.9/32 -j DNAT ...").start()
 * </pre>
 */
public final class NamespaceRun implements TraceRecorder {

    private final List<NetworkInterface> interfaces = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<ListeningSocket> sockets = new ArrayList<>();
    private final Ruleset.Builder rules = new Ruleset.Builder();
    private final List<Step> steps = new ArrayList<>();
    private Sysctls sysctls = new Sysctls(true, 0, false);
    private Choices choices = new SeededChoices(1);
    private final List<HookRegistration> further = new ArrayList<>();
    private boolean hasRules;
    private @Nullable Bridge bridge;
    private @Nullable NetworkNamespace namespace;
    private long nowNanos;

    private NamespaceRun() {}

    /** A forwarding namespace with these interfaces, {@code eth0 10.1.0.1/24 mtu=1400}; one may have no address. */
    public static NamespaceRun of(String... interfaces) {
        NamespaceRun run = new NamespaceRun();
        Arrays.stream(interfaces).forEach(run::addInterface);
        return run;
    }

    private void addInterface(String text) {
        String[] words = text.split(" ", -1);
        if (words.length == 1) {
            interfaces.add(NetworkInterface.of(words[0]));
            return;
        }
        Cidr subnet = Cidr.parse(words[1].replaceAll("\\.\\d+/", ".0/"));
        IpAddress address = IpAddress.parse(words[1].substring(0, words[1].indexOf('/')));
        NetworkInterface.Address own = new NetworkInterface.Address(address, subnet.prefixLength());
        int mtu = words.length > 2 ? Integer.parseInt(words[2].substring("mtu=".length())) : 1500;
        interfaces.add(new NetworkInterface(words[0], List.of(own), mtu));
        routes.add(Route.onLink(subnet, words[0]));
    }

    /** A route, {@code 0.0.0.0/0 eth0}. */
    public NamespaceRun route(String text) {
        String[] words = text.split(" ", -1);
        routes.add(Route.onLink(Cidr.parse(words[0]), words[1]));
        return this;
    }

    /** A rule, {@code nat PREROUTING -d 10.9.9.9/32 -j DNAT --to-destination 10.2.0.2:80}. */
    public NamespaceRun rule(String text) {
        String[] words = text.split(" ", 3);
        hasRules = true;
        rules.append(Table.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1], RuleParser.parse(words[2]));
        return this;
    }

    /** Rules written elsewhere. */
    public NamespaceRun rule(Table table, String chain, Rule rule) {
        hasRules = true;
        rules.append(table, chain, rule);
        return this;
    }

    /** Named sets, as {@code ipset save} prints them. */
    public NamespaceRun sets(String text) {
        rules.ipSets(IpSetReader.read(text).value());
        return this;
    }

    /** Functions of other rule engines. */
    public NamespaceRun hook(HookRegistration... functions) {
        hasRules = true;
        further.addAll(List.of(functions));
        return this;
    }

    /** A process that listens on a TCP and a UDP port. */
    public NamespaceRun listen(int port) {
        sockets.add(new ListeningSocket(Protocol.TCP, port, "process"));
        sockets.add(new ListeningSocket(Protocol.UDP, port, "process"));
        return this;
    }

    /** Other kernel settings. */
    public NamespaceRun sysctls(boolean ipForward, int rpFilter) {
        sysctls = new Sysctls(ipForward, rpFilter, false);
        return this;
    }

    /** A bridge with its own address and one port per neighbour. */
    public NamespaceRun bridge(String name, Cidr subnet, Map<IpAddress, String> ports, Bridge.Hairpin hairpin) {
        bridge = Bridge.of(name, subnet, ports, hairpin);
        return this;
    }

    /** Other choices than those of seed 1. */
    public NamespaceRun choices(Choices newChoices) {
        choices = newChoices;
        return this;
    }

    private NetworkNamespace namespace() {
        if (namespace == null) {
            NamespaceRules one = hasRules ? NamespaceRules.of(rules.build(), further) : NamespaceRules.NONE;
            NamespaceRules ruleset = one.withIpv6(one); // a rule with an address of one family never matches the other
            namespace = new NetworkNamespace(new NamespaceConfig(
                    "node/test",
                    new IpConfiguration(interfaces, new RoutingTable(routes), bridge),
                    sysctls,
                    () -> ruleset,
                    RuleMeaning.LITERAL,
                    sockets));
        }
        return namespace;
    }

    /** The packet comes in on an interface. */
    public Verdict receive(String onInterface, Packet packet) {
        steps.clear();
        return namespace().process(packet, new PlainContext(onInterface, nowNanos, choices, this));
    }

    /** A process opens the socket that sends this packet, so that it hears errors about it. */
    public NamespaceRun open(Packet packet) {
        namespace().open(packet.tuple());
        return this;
    }

    /** A process sends the packet. */
    public Verdict send(Packet packet) {
        return receive(ElementContext.LOCAL, packet);
    }

    /** Lets time pass. */
    public NamespaceRun sleepSeconds(long seconds) {
        nowNanos += seconds * 1_000_000_000L;
        return this;
    }

    /** The connections tracked now. */
    public ConntrackTable conntrack() {
        return namespace().conntrack();
    }

    /** The steps of the last packet. */
    public List<Step> steps() {
        return steps;
    }

    @Override
    public boolean isRecording() {
        return true;
    }

    @Override
    public void record(Step step) {
        steps.add(step);
    }
}
