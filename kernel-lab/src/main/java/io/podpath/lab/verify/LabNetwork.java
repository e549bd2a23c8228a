package io.podpath.lab.verify;

import io.podpath.ObservedWay;
import io.podpath.element.Element;
import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.element.Verdict;
import io.podpath.engine.Passage;
import io.podpath.lab.kernel.KernelLab;
import io.podpath.lab.kernel.Namespace;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.netfilter.IpConfiguration;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.netfilter.NamespaceConfig;
import io.podpath.netfilter.NetworkNamespace;
import io.podpath.netfilter.Sysctls;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The part of podpath's network that its packets touch, rebuilt from namespaces.
 *
 * <pre>
 * pod -- node --+
 * vm -----------+-- fabric
 * internet -----+
 * </pre>
 */
final class LabNetwork implements AutoCloseable {

    private static final int FIRST_CLIENT_PORT = 41_000;
    private static final long SEED = 1;

    private final KernelLab lab = new KernelLab();
    private final Topology topology;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, Set<Integer>> deliveredPorts = new LinkedHashMap<>();
    private final Map<String, Set<String>> links = new LinkedHashMap<>();
    private final FabricNamespace fabric;
    private final Random orders = new Random(SEED);
    private int clientPort = FIRST_CLIENT_PORT;

    /** Builds everything that these ways touch. */
    LabNetwork(Topology topology, List<ObservedWay> ways) {
        this.topology = topology;
        try {
            this.fabric = new FabricNamespace(lab);
            ways.forEach(this::note);
            build();
        } catch (RuntimeException failure) {
            lab.close();
            throw failure;
        }
    }

    private void note(ObservedWay way) {
        for (Passage passage : way.passages()) {
            String id = passage.at().node();
            Element element = way.after().element(id);
            if (element instanceof NetworkNamespace namespace) {
                addMachine(id, passage.kind(), namespace.config());
                if (passage.kind().equals("pod")) {
                    String host = nodeOf(id).node();
                    if (way.after().element(host) instanceof NetworkNamespace node) {
                        addMachine(host, "node", node.config());
                    }
                }
            } else if (passage.verdict() instanceof Verdict.Deliver deliver) {
                machines.merge(
                        id, new Machine(id, passage.kind(), leaf(id, deliver.packet())), LabNetwork::withBothAddresses);
            }
            if (passage.verdict() instanceof Verdict.Deliver deliver) {
                deliveredPorts
                        .computeIfAbsent(id, key -> new TreeSet<>())
                        .add(deliver.packet().destination().port());
            }
        }
    }

    private void addMachine(String id, String kind, NamespaceConfig config) {
        machines.putIfAbsent(id, new Machine(id, kind, config));
    }

    /** Something that answers but is no machine, such as Azure's platform, has the address it was asked at. */
    private static NamespaceConfig leaf(String id, Packet asked) {
        IpAddress address = asked.destination().address();
        NetworkInterface.Address own =
                new NetworkInterface.Address(address, address.family().addressBits());
        return leaf(id, List.of(own), List.of(new ListeningSocket(asked.protocol(), ListeningSocket.EVERY_PORT, id)));
    }

    private static NamespaceConfig leaf(
            String id, List<NetworkInterface.Address> addresses, List<ListeningSocket> sockets) {
        NetworkInterface eth0 = new NetworkInterface(Machine.ETH0, addresses, NetworkInterface.ETHERNET_MTU_BYTES);
        RoutingTable routes = new RoutingTable(
                List.of(Route.onLink(Cidr.ANY_IPV4, Machine.ETH0), Route.onLink(Cidr.ANY_IPV6, Machine.ETH0)));
        return NamespaceConfig.withoutRules(
                id, new IpConfiguration(List.of(eth0), routes, null), Sysctls.HOST, sockets);
    }

    private static Machine withBothAddresses(Machine a, Machine b) {
        Set<NetworkInterface.Address> addresses = new LinkedHashSet<>();
        Set<ListeningSocket> sockets = new LinkedHashSet<>();
        for (Machine each : List.of(a, b)) {
            each.config().ip().interfaces().forEach(one -> addresses.addAll(one.addresses()));
            sockets.addAll(each.sockets());
        }
        return new Machine(a.id(), a.kind(), leaf(a.id(), List.copyOf(addresses), List.copyOf(sockets)));
    }

    /** The node a pod is on, and its interface there. */
    private LinkEnd nodeOf(String pod) {
        LinkEnd end = new LinkEnd(pod, Machine.ETH0);
        return topology.findLink(end).orElseThrow().opposite(end);
    }

    private void build() {
        MachineBuilder builder = new MachineBuilder(lab, orders);
        machines.values().forEach(builder::make);
        for (Machine machine : machines.values()) {
            if (machine.isPod()) {
                LinkEnd host = nodeOf(machine.id());
                connect(machine, host);
                linksOf(machine.id()).add(Machine.ETH0);
                linksOf(host.node()).add(host.interfaceName());
            }
        }
        for (Machine machine : machines.values()) {
            if (!machine.isPod()) {
                fabric.attach(machine.id(), namespace(machine.id()), addressesBehind(machine));
                linksOf(machine.id()).add(Machine.ETH0);
            }
        }
        for (Machine machine : machines.values()) {
            builder.configure(machine, namespace(machine.id()), linksOf(machine.id()));
        }
        machines.values()
                .forEach(machine -> builder.listen(
                        machine, namespace(machine.id()), deliveredPorts.getOrDefault(machine.id(), Set.of())));
    }

    /** On a bridge pods find each other and their gateway as they do on a node; everywhere else nobody has to be found. */
    private void connect(Machine pod, LinkEnd host) {
        Namespace there = namespace(host.node());
        if (machine(host.node()).hasBridge()) {
            lab.link(namespace(pod.id()), Machine.ETH0, there, host.interfaceName());
        } else {
            lab.wire(namespace(pod.id()), Machine.ETH0, there, host.interfaceName());
        }
    }

    private Set<String> linksOf(String machine) {
        return links.computeIfAbsent(machine, id -> new LinkedHashSet<>());
    }

    private Set<IpAddress> addressesBehind(Machine node) {
        Set<IpAddress> addresses = new LinkedHashSet<>(node.addressesOnTheNetwork());
        machines.values().stream()
                .filter(Machine::isPod)
                .filter(pod -> nodeOf(pod.id()).node().equals(node.id()))
                .forEach(pod -> addresses.addAll(pod.addresses()));
        return addresses;
    }

    Namespace namespace(String machine) {
        return lab.find(machine).orElseThrow(() -> new IllegalStateException("the lab has no " + machine));
    }

    boolean isMachine(Passage passage) {
        return machines.containsKey(passage.at().node());
    }

    Machine machine(String id) {
        Machine machine = machines.get(id);
        if (machine == null) {
            throw new IllegalStateException("the lab has no " + id);
        }
        return machine;
    }

    List<Machine> listMachines() {
        return new ArrayList<>(machines.values());
    }

    /** Makes a machine forget all connections, before the next run. */
    void forgetConnections(Machine machine) {
        Namespace there = namespace(machine.id());
        if (machine.tracksConnections()) {
            IpvsLoading.of(machine.config().rules().get())
                    .ifPresent(ipvs -> ipvs.renew(orders).forEach(there::run));
            there.forgetConnections();
        }
    }

    FabricNamespace fabric() {
        return fabric;
    }

    /** A source port nobody has used before, so that no connection is taken for an older one. */
    int nextClientPort() {
        return clientPort++;
    }

    @Override
    public void close() {
        lab.close();
    }
}
