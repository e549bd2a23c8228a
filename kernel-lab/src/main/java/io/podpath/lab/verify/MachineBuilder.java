package io.podpath.lab.verify;

import io.podpath.element.Bridge;
import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.kubeproxy.IpvsNode;
import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.KernelLab;
import io.podpath.lab.kernel.Namespace;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.netfilter.IptablesText;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.nftables.NftListing;
import io.podpath.nftables.NftTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a machine's namespace and, once its links are there, gives it interfaces, routes, rules and listeners.
 *
 * <p>A bridge is promiscuous, as kubenet's is, see {@link io.podpath.cni.Kubenet}. Every family gets its addresses, routes
 * and rules in the same way.
 */
final class MachineBuilder {

    private static final String BRIDGE_HARDWARE = "02:00:00:00:01:00";

    private final KernelLab lab;
    private final Random orders;

    /** Builds in this lab; what ipvs mode leaves to chance is drawn from {@code orders}. */
    MachineBuilder(KernelLab lab, Random orders) {
        this.lab = lab;
        this.orders = orders;
    }

    Namespace make(Machine machine) {
        Namespace namespace =
                lab.add(machine.id(), MachineSettings.of(machine.config().sysctls()));
        machine.config().ip().findBridge().ifPresent(bridge -> {
            namespace.sysctls(MachineSettings.ofBridge());
            namespace.ip(List.of("link add " + bridge.name() + " address " + BRIDGE_HARDWARE + " type bridge"));
        });
        return namespace;
    }

    /** Configures a machine whose links are there. */
    void configure(Machine machine, Namespace namespace, Set<String> links) {
        List<String> lines = new ArrayList<>();
        for (NetworkInterface each : machine.config().ip().interfaces()) {
            if (exists(each.name(), machine, links)) {
                each.addresses()
                        .forEach(
                                address -> lines.add("addr add " + address + " dev " + each.name() + " noprefixroute"));
                lines.add("link set " + each.name() + " mtu " + each.mtuBytes() + " up");
            } else if (!each.name().equals(IpvsNode.DUMMY_INTERFACE)) {
                // A dummy interface's addresses are as local on lo, and not every kernel has dummies.
                each.addresses().stream()
                        .filter(address -> address.address().isIpv4())
                        .forEach(address -> lines.add("addr add " + address + " dev lo"));
            }
        }
        machine.config().ip().findBridge().ifPresent(bridge -> lines.addAll(bridgeLines(bridge, links)));
        links.stream()
                .filter(name -> !name.equals(Machine.ETH0))
                .forEach(name -> lines.add("link set " + name + " up"));
        namespace.ip(lines);
        for (IpFamily family : IpFamily.values()) {
            namespace.ip(family, routeLines(family, machine, links));
            loadRules(machine.config().rules().get().of(family), family, namespace);
        }
        machine.config().ip().findBridge().ifPresent(bridge -> dropCopies(machine, bridge, namespace));
    }

    /**
     * What kubenet nodes do about the copies their promiscuous bridge makes: a frame of the bridge itself with a pod's
     * source goes no further.
     *
     * <p><i>Source:</i> Azure/AgentBaker {@code ensure-no-dup.sh}, chain AKS-DEDUP-PROMISC; fact KUBENET-DEDUP-EBTABLES.
     */
    private static void dropCopies(Machine machine, Bridge bridge, Namespace namespace) {
        String own = machine.config().ip().interfaces().stream()
                .filter(each -> each.name().equals(bridge.name()))
                .flatMap(each -> each.addresses().stream())
                .filter(address -> address.address().isIpv4())
                .map(address -> "ip saddr != " + address.address() + " ")
                .collect(Collectors.joining());
        namespace.run(Command.of("nft", "-f", "-")
                .reading(
                        "table bridge aks-dedup {\nchain output {\ntype filter hook output priority -200;\nether saddr "
                                + BRIDGE_HARDWARE + " " + own + "ip saddr " + ofPods(bridge) + " drop\n}\n}\n"));
    }

    private static Cidr ofPods(Bridge bridge) {
        return bridge.subnets().stream()
                .filter(subnet -> subnet.family() == IpFamily.IPV4)
                .findFirst()
                .orElseThrow();
    }

    private static boolean exists(String name, Machine machine, Set<String> links) {
        boolean isBridge = machine.config()
                .ip()
                .findBridge()
                .filter(bridge -> bridge.name().equals(name))
                .isPresent();
        return isBridge || links.contains(name);
    }

    private static List<String> bridgeLines(Bridge bridge, Set<String> links) {
        List<String> lines = new ArrayList<>(List.of("link set " + bridge.name() + " promisc on"));
        String hairpin = bridge.hairpin() == Bridge.Hairpin.PORT_MODE ? "on" : "off";
        for (String port : links) {
            if (bridge.ports().contains(port)) {
                lines.add("link set " + port + " master " + bridge.name());
                lines.add("link set " + port + " type bridge_slave hairpin " + hairpin);
            }
        }
        return lines;
    }

    /** Those without a gateway first, since a gateway is behind one of them. */
    private static List<String> routeLines(IpFamily family, Machine machine, Set<String> links) {
        return machine.config().ip().routes().list().stream()
                .filter(route -> route.destination().family() == family)
                .filter(route -> exists(route.outInterface(), machine, links))
                .sorted(Comparator.comparing(
                        (Route route) -> route.findGateway().isPresent()))
                .map(route -> "route replace " + route)
                .toList();
    }

    /** A counter is no condition: rules are loaded without {@code nfacct}, which few kernels have. */
    private void loadRules(NamespaceRules rules, IpFamily family, Namespace namespace) {
        if (rules == NamespaceRules.NONE) {
            return;
        }
        IpvsLoading.of(rules).ifPresent(ipvs -> ipvs.load(orders).forEach(namespace::run));
        // Of two functions with one priority the kernel asks the younger first; podpath asks iptables first.
        List<NftTable> tables = NftTable.tablesOf(rules.further());
        if (!tables.isEmpty()) {
            namespace.loadNftables(tables.stream().map(NftListing::of).collect(Collectors.joining()));
        }
        String text = IptablesText.save(rules.iptables());
        namespace.restoreIptables(family, text.replaceAll(" -m nfacct --nfacct-name \\S+", ""));
    }

    /** Starts the listeners; where a host listens on every port, on those that packets were delivered to. */
    void listen(Machine machine, Namespace namespace, Set<Integer> deliveredPorts) {
        Set<String> taken = new HashSet<>();
        for (ListeningSocket socket : machine.sockets()) {
            Set<Integer> ports = socket.port() == ListeningSocket.EVERY_PORT ? deliveredPorts : Set.of(socket.port());
            for (int port : ports) {
                if (taken.add(socket.protocol() + " " + port)) {
                    listen(socket, port, machine, namespace);
                }
            }
        }
    }

    private static void listen(ListeningSocket socket, int port, Machine machine, Namespace namespace) {
        String end = " " + port + " " + socket.owner() + ":" + port;
        if (socket.protocol() == Protocol.TCP) {
            namespace.tell("listen tcp ::" + end);
        } else if (socket.protocol() == Protocol.UDP) {
            // An answer from a socket of one address comes from that address.
            for (IpAddress address : machine.addresses()) {
                namespace.tell("listen udp " + address + end);
            }
        }
    }
}
