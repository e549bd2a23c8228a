package io.podpath.ipvs;

import io.podpath.element.Choices;
import io.podpath.model.FiveTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code lc}, {@code wlc}, {@code sed} and {@code nq}: the server with the least load. Between equal ones the kernel takes
 * the first of its list, whose order nobody fixes, so podpath draws.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/ipvs/ip_vs_lc.c}, {@code ip_vs_wlc.c}, {@code ip_vs_sed.c}, {@code
 * ip_vs_nq.c}.
 */
final class LeastConnections implements ServerChoice {

    private final List<RealServer> available;
    private final Scheduler scheduler;
    private final String question;

    LeastConnections(List<RealServer> available, Scheduler scheduler, String question) {
        this.available = available;
        this.scheduler = scheduler;
        this.question = question;
    }

    @Override
    public Optional<RealServer> choose(FiveTuple request, Loads loads, Choices choices) {
        List<RealServer> least = idle(loads);
        if (least.isEmpty()) {
            least = least(loads);
        }
        return least.isEmpty() ? Optional.empty() : Optional.of(least.get(choices.pick(least.size(), question)));
    }

    /** Servers without active connections, which {@code nq} prefers whatever their weight. */
    private List<RealServer> idle(Loads loads) {
        return scheduler != Scheduler.NQ
                ? List.of()
                : available.stream()
                        .filter(server -> loads.of(server).active() == 0)
                        .toList();
    }

    private List<RealServer> least(Loads loads) {
        List<RealServer> least = new ArrayList<>();
        for (RealServer server : available) {
            int compared = least.isEmpty() ? -1 : compare(server, least.get(0), loads);
            if (compared < 0) {
                least.clear();
            }
            if (compared <= 0) {
                least.add(server);
            }
        }
        return least;
    }

    /** Compares load over weight without dividing, as the kernel does. */
    private int compare(RealServer one, RealServer other, Loads loads) {
        return Long.compare(cost(one, loads) * weight(other), cost(other, loads) * weight(one));
    }

    private long cost(RealServer server, Loads loads) {
        ServerLoad load = loads.of(server);
        return switch (scheduler) {
            case SED, NQ -> load.active() + 1L;
            default -> load.overhead();
        };
    }

    private int weight(RealServer server) {
        return scheduler == Scheduler.LC ? 1 : server.weight();
    }
}
