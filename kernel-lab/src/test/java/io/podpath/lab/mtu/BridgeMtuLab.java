package io.podpath.lab.mtu;

import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.KernelLab;
import io.podpath.lab.kernel.Namespace;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Map;

/**
 * A bridge whose frames cross the rules, on this machine's kernel. The client's link is larger than the bridge.
 *
 * <pre>
 * client 10.244.0.2 -- 3000 -- p1 [br0 10.244.0.1, 1400] p2 -- 1400 -- 10.244.0.3 server
 * </pre>
 */
final class BridgeMtuLab implements AutoCloseable {

    static final String CLIENT = "10.244.0.2";
    static final String SERVER = "10.244.0.3";
    static final String GATEWAY = "10.244.0.1";
    static final int BRIDGE_MTU = 1_400;
    static final int PORT = 53;

    static final String RULES = """
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A FORWARD -m conntrack --ctstate INVALID -j DROP
            -A FORWARD -p udp -m length --length 2028
            -A FORWARD -p udp -m length --length 5028
            COMMIT
            *mangle
            :POSTROUTING ACCEPT [0:0]
            -A POSTROUTING -p udp -m length --length 2028
            -A POSTROUTING -p udp -m length --length 5028
            COMMIT
            """;

    private static final int MILLIS = 400;

    private final KernelLab lab = new KernelLab();
    private final Namespace client = lab.add("client", Map.of());
    private final Namespace bridge = lab.add("bridge", Map.of());
    private final Namespace server = lab.add("server", Map.of());
    private final ArrivedLengths arrived = new ArrivedLengths(server);

    BridgeMtuLab() {
        lab.link(bridge, "p1", client, "e0");
        lab.link(bridge, "p2", server, "e0");
        bridge.ip(List.of(
                "link add br0 type bridge",
                "link set p1 master br0 up",
                "link set p2 mtu " + BRIDGE_MTU + " master br0 up",
                "address add " + GATEWAY + "/24 dev br0",
                "link set br0 up"));
        client.ip(List.of("address add " + CLIENT + "/24 dev e0", "link set e0 up"));
        server.ip(List.of("address add " + SERVER + "/24 dev e0", "link set e0 mtu " + BRIDGE_MTU + " up"));
        bridge.sysctls(Map.of("net.bridge.bridge-nf-call-iptables", "1"));
        bridge.restoreIptables(IpFamily.IPV4, RULES);
        server.tell("listen udp " + SERVER + " " + PORT + " server");
        clientLink(3_000);
        client.tell("datagram udp " + CLIENT + " 40000 " + SERVER + " " + PORT + " " + MILLIS + " 1");
        forget();
    }

    /** Gives both ends of the client's link this size; the bridge keeps the size of its smallest port. */
    void clientLink(int mtuBytes) {
        bridge.ip(List.of("link set p1 mtu " + mtuBytes));
        client.ip(List.of("link set e0 mtu " + mtuBytes));
    }

    /** Forgets connections and what has been counted and traced. */
    void forget() {
        arrived.forget();
        bridge.forgetConnections();
        bridge.drain();
    }

    /** Whether the client's sockets from now on discover the path's MTU (Linux's default), and so set DF. */
    void discoverPathMtu(boolean discover) {
        client.sysctls(Map.of("net.ipv4.ip_no_pmtu_disc", discover ? "0" : "1"));
    }

    /** The client asks the server with so many bytes; what its socket says. */
    String ask(int sourcePort, int bytes) {
        return client.tell(
                "datagram udp " + CLIENT + " " + sourcePort + " " + SERVER + " " + PORT + " " + MILLIS + " " + bytes);
    }

    /** What the bridge did with every packet since; a bridged frame is seen in two parts. */
    List<KernelTraversal> bridge() {
        return bridge.drain();
    }

    String bridgeLink() {
        return bridge.run(Command.of("ip", "link", "show", "br0"));
    }

    /** The lengths of all IP packets and fragments that came to the server, the longest first. */
    List<Integer> arrivedAtServer() {
        return arrived.list();
    }

    @Override
    public void close() {
        lab.close();
    }
}
