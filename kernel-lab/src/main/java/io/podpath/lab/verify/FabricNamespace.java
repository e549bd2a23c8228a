package io.podpath.lab.verify;

import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.KernelLab;
import io.podpath.lab.kernel.Namespace;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.Sysctls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One router that stands for Azure: NICs, virtual network, load balancer, internet.
 *
 * <p>It takes every frame, leaves the TTL as it is, and knows where every address of a machine is. What podpath
 * says the fabric does with a packet (chooses a backend, drops it, translates it) it is told before each run; that is
 * never judged. Fabrics are closed, so there is nothing to judge them by.
 */
final class FabricNamespace {

    private static final String ID = "fabric";
    private static final String TABLE = "inet podpath-fabric";
    private static final int FIRST_TABLE = 100;

    private final KernelLab lab;
    private final Namespace namespace;
    private final Map<String, Integer> numberByMachine = new LinkedHashMap<>();

    FabricNamespace(KernelLab lab) {
        this.lab = lab;
        this.namespace = lab.add(ID, MachineSettings.of(Sysctls.ROUTER));
        // Whatever nobody owns is taken and then lost, as in a virtual network.
        namespace.ip(List.of("link add void type bridge", "link set void arp off up"));
        for (IpFamily family : IpFamily.values()) {
            namespace.ip(family, List.of("route add default dev void"));
        }
        namespace.run(Command.of("iptables", "-t", "mangle", "-A", "PREROUTING", "-j", "TTL", "--ttl-inc", "1"));
        namespace.run(Command.of("ip6tables", "-t", "mangle", "-A", "PREROUTING", "-j", "HL", "--hl-inc", "1"));
        namespace.loadNftables(
                "table " + TABLE + " { chain steer { type filter hook prerouting priority -150;\n}\n}\n");
    }

    /** Connects the {@code eth0} of a machine and routes its addresses, and those of its pods, to it. */
    void attach(String machine, Namespace there, Set<IpAddress> addresses) {
        int number = numberByMachine.size() + 1;
        numberByMachine.put(machine, number);
        String port = "f" + number;
        lab.wire(namespace, port, there, Machine.ETH0);
        List<String> lines = new ArrayList<>(List.of("link set " + port + " up"));
        addresses.forEach(address -> lines.add("route replace " + address + " dev " + port));
        namespace.ip(lines);
        int table = FIRST_TABLE + number;
        for (IpFamily family : IpFamily.values()) {
            namespace.ip(
                    family,
                    List.of(
                            "route add default dev " + port + " table " + table,
                            "rule add fwmark " + number + " lookup " + table));
        }
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
