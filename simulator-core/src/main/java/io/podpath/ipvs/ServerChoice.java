package io.podpath.ipvs;

import io.podpath.element.Choices;
import io.podpath.model.FiveTuple;
import java.util.List;
import java.util.Optional;

/**
 * The scheduler of one virtual server with what it remembers.
 *
 * <p>A scheduler leaves nothing to chance, but it depends on what podpath cannot know: how many connections came before,
 * and in which order kube-proxy, which keeps endpoints in a set, added the servers. So the first choice is drawn, each
 * available server in proportion to its weight, and what follows is what the kernel would do next.
 */
interface ServerChoice {

    /** The server for a new connection, or nothing if none is available. */
    Optional<RealServer> choose(FiveTuple request, Loads loads, Choices choices);

    /** The present load of a server. */
    interface Loads {
        ServerLoad of(RealServer server);
    }

    /** The choice of a virtual server. */
    static ServerChoice of(VirtualServer server) {
        String question = "IPVS " + server + " chooses (" + server.scheduler().label() + ")";
        List<RealServer> available =
                server.realServers().stream().filter(RealServer::isAvailable).toList();
        return switch (server.scheduler()) {
            case RR, WRR -> new RoundRobin(available, server.scheduler(), question);
            case LC, WLC, SED, NQ -> new LeastConnections(available, server.scheduler(), question);
            case SH, DH -> new AddressHashing(available, server.scheduler(), question);
        };
    }
}
