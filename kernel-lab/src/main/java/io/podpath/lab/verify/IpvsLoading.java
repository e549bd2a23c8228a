package io.podpath.lab.verify;

import io.podpath.ipvs.IpvsConfig;
import io.podpath.ipvs.RealServer;
import io.podpath.ipvs.VirtualServer;
import io.podpath.kubeproxy.IpvsNodeSetup;
import io.podpath.lab.kernel.Command;
import io.podpath.netfilter.NamespaceRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The commands that make a machine of the lab what kube-proxy's ipvs mode makes of a node. They come before its iptables
 * rules, which ask the sets.
 *
 * <p>A scheduler leaves nothing to chance: a fresh {@code rr} or {@code lc} takes the first real server of its list. What
 * is by chance on a node is the order of that list, since kube-proxy keeps endpoints in a set (fact IPVS-SERVER-ORDER). So
 * the lab draws an order for every run, and every endpoint is as likely as podpath says.
 *
 * <p>IPVS also remembers connections, and the clients of Services with session affinity for hours. Removing all virtual
 * servers makes it forget both at once, because {@code expire_nodest_conn} is set (fact IPVS-CLEAR-FORGETS).
 */
record IpvsLoading(IpvsNodeSetup setup) {

    /** Connections go a moment after their servers, by a worker of the kernel; the first line is the heading. */
    private static final String WAIT_UNTIL_FORGOTTEN = """
            for attempt in $(seq 100); do
              if [ "$(wc -l < /proc/net/ip_vs_conn)" -le 1 ]; then exit 0; fi
              sleep 0.02
            done
            echo "IPVS does not forget its connections" >&2
            exit 1
            """;

    /** What to load, or nothing on a machine without IPVS. */
    static Optional<IpvsLoading> of(NamespaceRules rules) {
        return IpvsNodeSetup.of(rules).map(IpvsLoading::new);
    }

    /** Everything, in a new namespace. */
    List<Command> load(Random orders) {
        return List.of(
                Command.of("ip", "-batch", "-").reading(String.join("\n", setup.interfaceLines()) + "\n"),
                Command.of("ipset", "restore").reading(setup.sets()),
                new Command(setup.timeoutCommand(), ""),
                Command.settings(setup.settings()),
                restore(orders));
    }

    /** The same virtual servers again, which remember nothing and have their real servers in another order. */
    List<Command> renew(Random orders) {
        return List.of(
                Command.of("ipvsadm", "--clear"),
                Command.of("sh", "-s").reading(WAIT_UNTIL_FORGOTTEN),
                restore(orders));
    }

    private Command restore(Random orders) {
        List<VirtualServer> servers = new ArrayList<>();
        for (VirtualServer server : setup.ipvs().listVirtualServers()) {
            List<RealServer> order = new ArrayList<>(server.realServers());
            Collections.shuffle(order, orders);
            servers.add(server.withRealServers(order));
        }
        IpvsConfig drawn = new IpvsConfig(servers, setup.ipvs().timeouts());
        return Command.of("ipvsadm", "--restore").reading(setup.with(drawn).virtualServers());
    }
}
