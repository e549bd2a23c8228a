package io.podpath.ipvs;

import io.podpath.element.Choices;
import io.podpath.model.FiveTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code rr} and {@code wrr}: the next server of a fixed round. Where in the round the first connection comes is drawn.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/ipvs/ip_vs_rr.c}, {@code ip_vs_wrr.c}.
 */
final class RoundRobin implements ServerChoice {

    private static final int UNKNOWN = -1;

    private final List<RealServer> round;
    private final String question;
    private int next = UNKNOWN;

    RoundRobin(List<RealServer> available, Scheduler scheduler, String question) {
        this.round = scheduler == Scheduler.WRR ? weightedRound(available) : available;
        this.question = question;
    }

    /** Servers of the highest weight alone, then also those of lower ones, each as often as its weight says. */
    private static List<RealServer> weightedRound(List<RealServer> available) {
        int highest = 0;
        int step = 0;
        for (RealServer server : available) {
            highest = Math.max(highest, server.weight());
            step = greatestCommonDivisor(server.weight(), step);
        }
        List<RealServer> round = new ArrayList<>();
        for (int current = highest; current > 0; current -= step) {
            for (RealServer server : available) {
                if (server.weight() >= current) {
                    round.add(server);
                }
            }
        }
        return round;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    @Override
    public Optional<RealServer> choose(FiveTuple request, Loads loads, Choices choices) {
        if (round.isEmpty()) {
            return Optional.empty();
        }
        int chosen = next == UNKNOWN ? choices.pick(round.size(), question) : next;
        next = (chosen + 1) % round.size();
        return Optional.of(round.get(chosen));
    }
}
