package io.podpath.lab.mtu;

import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.KernelLab;
import io.podpath.lab.kernel.Namespace;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Map;

/**
 * A router between a link of 3000 and a link of 1400 bytes, on this machine's kernel.
 *
 * <pre>
 * client 10.201.1.2 -- 3000 -- 10.201.1.1 c0 router s0 10.202.1.1 -- 1400 -- 10.202.1.2 server
 *                              DNAT 10.203.0.1 -&gt; 10.202.1.2, MASQUERADE on s0
 * </pre>
 *
 * <p>The router's own route to the Service leads to the larger link.
 */
final class MtuLab implements AutoCloseable {

    static final String CLIENT = "10.201.1.2";
    static final String SERVER = "10.202.1.2";
    static final String SERVICE = "10.203.0.1";
    static final String SERVICES = "10.203.0.0/24";
    static final String ROUTER = "10.201.1.1";
    static final int CLIENT_MTU = 3_000;
    static final int SERVER_MTU = 1_400;
    static final int PORT = 53;

    static final String RULES = """
            *raw
            :PREROUTING ACCEPT [0:0]
            -A PREROUTING -p udp -m length --length 2028
            -A PREROUTING -p udp -m length --length 5028
            COMMIT
            *nat
            :PREROUTING ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            :POSTROUTING ACCEPT [0:0]
            -A PREROUTING -d 10.203.0.1/32 -j DNAT --to-destination 10.202.1.2
            -A OUTPUT -d 10.203.0.1/32 -j DNAT --to-destination 10.202.1.2
            -A POSTROUTING -o s0 -j MASQUERADE
            COMMIT
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -p icmp -m conntrack --ctstate RELATED -j ACCEPT
            -A OUTPUT -p udp -m length --length 2028 -j ACCEPT
            -A FORWARD -p udp -m length --length 2028 -j ACCEPT
            -A FORWARD -p udp -m length --length 5028 -j ACCEPT
            -A FORWARD -p icmp -m length --length 2028 -j ACCEPT
            -A OUTPUT -p icmp -m conntrack --ctstate RELATED -j ACCEPT
            COMMIT
            """;

    private static final Map<String, String> SYSCTLS = Map.of(
            "net.ipv4.icmp_ratelimit", "0",
            "net.ipv4.icmp_msgs_per_sec", "100000",
            "net.ipv4.conf.all.rp_filter", "0",
            "net.ipv4.conf.default.rp_filter", "0");

    private static final int MILLIS = 400;

    private final KernelLab lab = new KernelLab();
    private final Namespace client = lab.add("client", SYSCTLS);
    private final Namespace router = lab.add("router", SYSCTLS);
    private final Namespace server = lab.add("server", SYSCTLS);

    MtuLab() {
        lab.link(router, "c0", client, "e0");
        lab.link(router, "s0", server, "e0");
        client.ip(List.of(
                "address add " + CLIENT + "/24 dev e0",
                "link set e0 mtu " + CLIENT_MTU + " up",
                "route add default via " + ROUTER));
        router.ip(List.of(
                "address add " + ROUTER + "/24 dev c0",
                "address add 10.202.1.1/24 dev s0",
                "link set c0 mtu " + CLIENT_MTU + " up",
                "link set s0 mtu " + SERVER_MTU + " up",
                "route add " + SERVICES + " dev c0"));
        server.ip(List.of(
                "address add " + SERVER + "/24 dev e0",
                "link set e0 mtu " + SERVER_MTU + " up",
                "route add default via 10.202.1.1"));
        router.sysctls(Map.of("net.ipv4.ip_forward", "1"));
        router.restoreIptables(IpFamily.IPV4, RULES);
        server.tell("listen udp " + SERVER + " " + PORT + " server");
        forget();
    }

    /** Counts anew, and forgets connections, path MTUs and what has been traced. */
    void forget() {
        for (Namespace each : List.of(client, router, server)) {
            new ArrivedLengths(each).forget();
            each.run(Command.of("ip", "route", "flush", "cache"));
            each.drain();
        }
        router.forgetConnections();
    }

    /** Whether the client's sockets from now on discover the path's MTU (Linux's default), and so set DF. */
    void discoverPathMtu(boolean discover) {
        client.sysctls(Map.of("net.ipv4.ip_no_pmtu_disc", discover ? "0" : "1"));
    }

    /** The client asks the Service with so many bytes; what its socket says. */
    String ask(int sourcePort, int bytes) {
        return client.tell(
                "datagram udp " + CLIENT + " " + sourcePort + " " + SERVICE + " " + PORT + " " + MILLIS + " " + bytes);
    }

    Namespace client() {
        return client;
    }

    /** What the router did with every packet since. */
    List<KernelTraversal> router() {
        return router.drain();
    }

    Namespace routerItself() {
        return router;
    }

    /** The lengths of all IP packets and fragments that came to the server, the longest first. */
    List<Integer> arrivedAtServer() {
        return new ArrivedLengths(server).list();
    }

    List<Integer> arrivedAtRouter() {
        return new ArrivedLengths(router).list();
    }

    List<Integer> arrivedAtClient() {
        return new ArrivedLengths(client).list();
    }

    @Override
    public void close() {
        lab.close();
    }
}
