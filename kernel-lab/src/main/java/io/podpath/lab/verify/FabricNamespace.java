package io.podpath.lab.verify;

import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.KernelLab;
import io.podpath.lab.kernel.Namespace;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One router that stands for Azure: NICs, virtual network, load balancer, internet.
 *
 * <p>It answers ARP for everybody, leaves the TTL as it is, and knows where every address of a machine is. What podpath
 * says the fabric does with a packet (chooses a backend, drops it, translates it) it is told before each run; that is
 * never judged. Fabrics are closed, so there is nothing to judge them by.
 */
final class FabricNamespace {

    private static final String ID = "fabric";
    private static final String TABLE = "ip podpath-fabric";
    private static final int FIRST_TABLE = 100;
    private static final String ROUTER_ADDRESS = "169.254.250.1/32";

    private final KernelLab lab;
    private final Namespace namespace;
    private final Map<String, Integer> numberByMachine = new LinkedHashMap<>();

    FabricNamespace(KernelLab lab) {
        this.lab = lab;
        Map<String, String> settings = new LinkedHashMap<>(Map.of("net.ipv4.ip_forward", "1"));
        for (String scope : List.of("all", "default")) {
            settings.put("net.ipv4.conf." + scope + ".rp_filter", "0");
            settings.put("net.ipv4.conf." + scope + ".proxy_arp", "1");
            settings.putAll(MachineBuilder.quiet(scope));
        }
        this.namespace = lab.add(ID, settings);
        // Whatever nobody owns is answered by ARP and then lost, as in a virtual network.
        namespace.ip(List.of(
                "addr add " + ROUTER_ADDRESS + " dev lo",
                "link add void type bridge",
                "link set void arp off up",
                "route add default dev void"));
        namespace.run(Command.of("iptables", "-t", "mangle", "-A", "PREROUTING", "-j", "TTL", "--ttl-inc", "1"));
        namespace.loadNftables(
                "table " + TABLE + " { chain steer { type filter hook prerouting priority -150;\n}\n}\n");
    }

    /** Connects the {@code eth0} of a machine and routes its addresses, and others behind it, to it. */
    void attach(Machine machine, Namespace there, Set<IpAddress> others) {
        int number = numberByMachine.size() + 1;
        numberByMachine.put(machine.id(), number);
        String port = "f" + number;
        String hardware = String.format("02:00:00:00:00:%02x", number);
        lab.link(namespace, port, there, Machine.ETH0);
        there.ip(List.of("link set " + Machine.ETH0 + " address " + hardware));
        IpAddress primary = machine.primaryAddress();
        List<String> lines = new ArrayList<>();
        lines.add("link set " + port + " up");
        lines.add("neigh replace " + primary + " lladdr " + hardware + " dev " + port + " nud permanent");
        lines.add("route replace " + primary + " dev " + port);
        others.forEach(address -> lines.add("route replace " + address + via(primary, port)));
        lines.add("route add default" + via(primary, port) + " table " + (FIRST_TABLE + number));
        lines.add("rule add fwmark " + number + " lookup " + (FIRST_TABLE + number));
        namespace.ip(lines);
        namespace.sysctls(Map.of("net.ipv4.neigh." + port + ".proxy_delay", "0"));
    }

    private static String via(IpAddress gateway, String port) {
        return " via " + gateway + " dev " + port + " onlink";
    }

    /** Tells the fabric what to do with packets; of two segments about the same packet the first counts. */
    void steer(List<Segment> segments, PortNames podpath, int clientPort) {
        Set<String> rules = new LinkedHashSet<>();
        for (Segment segment : segments) {
            Integer from = numberByMachine.get(segment.from());
            Integer to = segment.findTo().map(numberByMachine::get).orElse(0);
            rules.add(new SteeringRule(segment, podpath, clientPort).text("f" + from, to));
        }
        StringBuilder script = new StringBuilder("flush chain " + TABLE + " steer\n");
        rules.forEach(rule ->
                script.append("add rule " + TABLE + " steer ").append(rule).append('\n'));
        namespace.run(Command.of("nft", "-f", "-").reading(script.toString()));
    }
}
