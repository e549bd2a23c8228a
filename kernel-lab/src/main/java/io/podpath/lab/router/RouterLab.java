package io.podpath.lab.router;

import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.ConntrackLine;
import io.podpath.lab.kernel.KernelLab;
import io.podpath.lab.kernel.Namespace;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The network of random trials on this machine's kernel, see {@link LabHost}.
 *
 * <p>Nobody has to be found on its wires: rules of IPv6 can drop what neighbours say to each other, and podpath always
 * finds them (gap GAP-IPV6-LINK-LOCAL).
 */
public final class RouterLab implements AutoCloseable {

    /** Ports on which every host answers; all others are closed. */
    static final List<Integer> UDP_PORTS = List.of(53, 5000);

    static final List<Integer> TCP_PORTS = List.of(80, 8080);

    /** ICMP errors are wanted each time, redirects and reverse-path filters never. */
    private static final Map<String, String> SYSCTLS = Map.of(
            "net.ipv4.icmp_ratelimit", "0",
            "net.ipv6.icmp.ratelimit", "0",
            "net.ipv4.icmp_msgs_per_sec", "100000",
            "net.ipv4.conf.all.rp_filter", "0",
            "net.ipv4.conf.default.rp_filter", "0",
            "net.ipv4.conf.all.send_redirects", "0",
            "net.ipv4.conf.default.send_redirects", "0",
            "net.ipv6.conf.all.accept_redirects", "0",
            "net.ipv6.conf.default.accept_redirects", "0",
            "net.ipv6.conf.default.accept_dad", "0");

    private static final Map<IpFamily, String> LOOPBACK = Map.of(IpFamily.IPV4, "127.0.0.1", IpFamily.IPV6, "::1");

    private static final int PATIENCE_MILLIS = 12;

    private final IpFamily family;
    private final KernelLab lab = new KernelLab();
    private final Map<LabHost, Namespace> hosts = new EnumMap<>(LabHost.class);

    /** Builds the network with addresses of one family. */
    public RouterLab(IpFamily family) {
        this.family = family;
        for (LabHost host : LabHost.values()) {
            hosts.put(host, lab.add(host.label(), SYSCTLS));
        }
        connect(
                LabHost.CLIENT,
                LabHost.CLIENT_SIDE,
                LabHost.ROUTER.addresses(family).get(0));
        connect(
                LabHost.SERVER,
                LabHost.SERVER_SIDE,
                LabHost.ROUTER.addresses(family).get(1));
        router().sysctls(Map.of("net.ipv4.ip_forward", "1", "net.ipv6.conf.all.forwarding", "1"));
        for (LabHost host : LabHost.values()) {
            List<String> addresses = new ArrayList<>(host.addresses(family));
            addresses.add(Objects.requireNonNull(LOOPBACK.get(family)));
            for (String address : addresses) {
                UDP_PORTS.forEach(port -> listen(host, "udp", address, port));
                TCP_PORTS.forEach(port -> listen(host, "tcp", address, port));
            }
        }
    }

    /** The family of its addresses, rules and packets. */
    IpFamily family() {
        return family;
    }

    private Namespace namespace(LabHost host) {
        Namespace namespace = hosts.get(host);
        if (namespace == null) {
            throw new IllegalStateException("no namespace for " + host);
        }
        return namespace;
    }

    private Namespace router() {
        return namespace(LabHost.ROUTER);
    }

    private void connect(LabHost host, String routerSide, String routerAddress) {
        String prefix = "/" + LabHost.linkPrefix(family);
        lab.wire(router(), routerSide, namespace(host), "e0");
        router().ip(List.of(
                "address add " + routerAddress + prefix + " dev " + routerSide, "link set " + routerSide + " up"));
        List<String> lines = new ArrayList<>();
        host.addresses(family).forEach(address -> lines.add("address add " + address + prefix + " dev e0"));
        lines.add("link set e0 up");
        lines.add("route add default via " + routerAddress);
        namespace(host).ip(family, lines);
    }

    private void listen(LabHost host, String protocol, String address, int port) {
        namespace(host).tell("listen " + protocol + " " + address + " " + port + " " + host.label());
    }

    /** Makes these the router's only rules, forgets all connections, and starts with empty lists. */
    void load(RouterRules rules) {
        // What TCP still has to say of earlier trials would be heard in this one.
        hosts.values().forEach(host -> host.run(Command.of("ss", "-K", "state", "connected")));
        router().restoreIptables(family, RouterRules.none(family).text());
        router().run(Command.of("ipset", "destroy"));
        router().run(Command.of("ipset", "restore").reading(rules.sets()));
        router().restoreIptables(family, rules.text());
        router().forgetConnections();
    }

    /** Makes these the router's only rules; connections and lists stay. */
    void change(RouterRules rules) {
        router().restoreIptables(family, rules.text());
    }

    /** Lets a host do something, and tells what the router's kernel did with every packet that followed. */
    List<KernelTraversal> send(LabPacket packet) {
        namespace(packet.from()).tell(packet.command(PATIENCE_MILLIS));
        return listen();
    }

    /** What the router's kernel has done since somebody asked. */
    List<KernelTraversal> listen() {
        return router().drain();
    }

    /** The connections the router tracks. */
    List<ConntrackLine> connections() {
        return router().connections();
    }

    @Override
    public void close() {
        lab.close();
    }
}
