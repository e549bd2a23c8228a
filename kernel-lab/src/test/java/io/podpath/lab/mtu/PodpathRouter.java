package io.podpath.lab.mtu;

import io.podpath.element.Bridge;
import io.podpath.element.Choices;
import io.podpath.element.ElementContext;
import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.element.Verdict;
import io.podpath.engine.SeededChoices;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.netfilter.IpConfiguration;
import io.podpath.netfilter.NamespaceConfig;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.NetworkNamespace;
import io.podpath.netfilter.RuleMeaning;
import io.podpath.netfilter.Sysctls;
import io.podpath.netfilter.dump.DumpReader;
import io.podpath.netfilter.ipset.IpSetReader;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.TraceRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A machine of {@link MtuLab} or {@link BridgeMtuLab} in podpath: with the same rules, or an end without any. */
final class PodpathRouter implements ElementContext, TraceRecorder {

    private static final Pattern LINE_OF_FILE = Pattern.compile(" \\(line \\d+\\)$");

    private final NetworkNamespace namespace;
    private final List<String> matched = new ArrayList<>();
    private final List<String> fragments = new ArrayList<>();
    private String inInterface = LOCAL;

    private PodpathRouter(NamespaceRules rules, @Nullable Bridge bridge, NetworkInterface... interfaces) {
        List<Route> routes = new ArrayList<>();
        for (NetworkInterface each : interfaces) {
            routes.add(Route.onLink(each.addresses().get(0).connectedPrefix(), each.name()));
        }
        String beyond = interfaces.length == 1 ? "0.0.0.0/0" : MtuLab.SERVICES;
        routes.add(Route.onLink(Cidr.parse(beyond), interfaces[0].name()));
        namespace = new NetworkNamespace(new NamespaceConfig(
                "router",
                new IpConfiguration(List.of(interfaces), new RoutingTable(routes), bridge),
                new Sysctls(true, 0, false),
                () -> rules,
                RuleMeaning.LITERAL,
                List.of()));
    }

    static PodpathRouter router() {
        return new PodpathRouter(
                rules(MtuLab.RULES),
                null,
                device("c0", MtuLab.ROUTER, MtuLab.CLIENT_MTU),
                device("s0", "10.202.1.1", MtuLab.SERVER_MTU));
    }

    /** The bridge of {@link BridgeMtuLab}. */
    static PodpathRouter bridge() {
        Bridge bridge = Bridge.of(
                "br0",
                Cidr.parse("10.244.0.0/24"),
                Map.of(IpAddress.parse(BridgeMtuLab.CLIENT), "p1", IpAddress.parse(BridgeMtuLab.SERVER), "p2"),
                Bridge.Hairpin.PORT_MODE);
        return new PodpathRouter(
                rules(BridgeMtuLab.RULES), bridge, device("br0", BridgeMtuLab.GATEWAY, BridgeMtuLab.BRIDGE_MTU));
    }

    private static NamespaceRules rules(String text) {
        return NamespaceRules.of(
                DumpReader.read(text).value().ruleset(IpSetReader.read("").value()));
    }

    static PodpathRouter client() {
        return new PodpathRouter(NamespaceRules.NONE, null, device("e0", MtuLab.CLIENT, MtuLab.CLIENT_MTU));
    }

    static PodpathRouter server() {
        return new PodpathRouter(NamespaceRules.NONE, null, device("e0", MtuLab.SERVER, MtuLab.SERVER_MTU));
    }

    private static NetworkInterface device(String name, String address, int mtuBytes) {
        NetworkInterface.Address own = new NetworkInterface.Address(IpAddress.parse(address), 24);
        return new NetworkInterface(name, List.of(own), mtuBytes);
    }

    Verdict receive(String in, Packet packet) {
        return process(in, packet);
    }

    Verdict send(Packet packet) {
        namespace.open(packet.tuple());
        return process(LOCAL, packet);
    }

    private Verdict process(String in, Packet packet) {
        inInterface = in;
        matched.clear();
        fragments.clear();
        return namespace.process(packet, this);
    }

    /** The rules the last packet matched. */
    List<String> matched() {
        return List.copyOf(matched);
    }

    /** What podpath says about fragments of the last packet. */
    List<String> fragments() {
        return List.copyOf(fragments);
    }

    @Override
    public void matched(RuleReference rule) {
        matched.add(LINE_OF_FILE.matcher(rule.where()).replaceFirst(""));
    }

    @Override
    public void record(Step step) {
        if (step.kind() == StepKind.FRAGMENTS) {
            fragments.add(step.action());
        }
    }

    @Override
    public boolean isRecording() {
        return true;
    }

    @Override
    public TraceRecorder recorder() {
        return this;
    }

    @Override
    public String inInterface() {
        return inInterface;
    }

    @Override
    public long nowNanos() {
        return 0;
    }

    @Override
    public Choices choices() {
        return new SeededChoices(1);
    }
}
