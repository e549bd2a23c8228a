package io.podpath.lab.router;

import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Random rule sets and random packets, the kernel against podpath.
 *
 * <p>A trial is wholly determined by its seed, but for what the kernel itself draws. The first difference of a trial is
 * made small: packets and rules are taken away as long as there is still one.
 */
public final class RandomTrials {

    private static final int PACKETS_PER_TRIAL = 15;
    private static final int REPEATS = 3;

    private final RouterLab lab;

    /** Trials in this lab, of its family. */
    public RandomTrials(RouterLab lab) {
        this.lab = lab;
    }

    /**
     * What a run has seen.
     *
     * @param trials rule sets tried
     * @param packets packets the router handled
     * @param differences trials in which the two differ, and differ again
     * @param notSeenAgain trials in which they differed once only, for example because a host was late
     */
    public record Totals(int trials, int packets, int differences, int notSeenAgain) {}

    /**
     * Where kernel and podpath differ.
     *
     * @param seed repeats the trial
     * @param text what differs, and the smallest rules and packets with which it still does
     */
    public record Difference(long seed, String text) {}

    /** Runs so many trials, with seeds from this one upwards, and tells of each difference when it is found. */
    public Totals run(long firstSeed, int trials, Consumer<Difference> told) {
        int packets = 0;
        int differences = 0;
        int notSeenAgain = 0;
        for (long seed = firstSeed; seed < firstSeed + trials; seed++) {
            RouterTrial trial = trial(lab.family(), seed);
            RouterTrial.Outcome outcome = trial.run(lab);
            packets += outcome.packets();
            if (outcome.difference().isPresent()) {
                String text = outcome.difference().get();
                if (isSeenAgain(trial)) {
                    differences++;
                    told.accept(new Difference(seed, text + "\n" + describe(shrink(trial))));
                } else {
                    notSeenAgain++;
                    told.accept(new Difference(seed, "not seen again: " + text));
                }
            }
        }
        return new Totals(trials, packets, differences, notSeenAgain);
    }

    /** A kernel that draws, or a host that is late, need not do the same twice. */
    private boolean isSeenAgain(RouterTrial trial) {
        for (int i = 0; i < REPEATS; i++) {
            if (trial.run(lab).difference().isPresent()) {
                return true;
            }
        }
        return false;
    }

    static RouterTrial trial(IpFamily family, long seed) {
        Random random = new Random(seed);
        RouterRules rules = new RuleSetGenerator(family, random).next();
        return new RouterTrial(rules, new PacketGenerator(family, random).next(PACKETS_PER_TRIAL));
    }

    private String describe(RouterTrial small) {
        StringBuilder text = new StringBuilder("made small:\n");
        small.rules()
                .policies()
                .forEach((chain, policy) -> text.append("  ")
                        .append(chain)
                        .append(" policy ")
                        .append(policy)
                        .append('\n'));
        small.rules().rules().forEach(rule -> text.append("  ").append(rule).append('\n'));
        small.packets().forEach(packet -> text.append("  ").append(packet).append('\n'));
        return text.append(small.run(lab).difference().orElse("not seen again")).toString();
    }

    private RouterTrial shrink(RouterTrial start) {
        RouterTrial small = start;
        for (int i = small.packets().size() - 1; i >= 0; i--) {
            List<LabPacket> fewer = new ArrayList<>(small.packets());
            fewer.remove(i);
            small = smaller(small, new RouterTrial(small.rules(), fewer));
        }
        for (int i = small.rules().rules().size() - 1; i >= 0; i--) {
            small = smaller(small, new RouterTrial(small.rules().without(i), small.packets()));
        }
        return small;
    }

    private RouterTrial smaller(RouterTrial now, RouterTrial candidate) {
        return candidate.run(lab).difference().isPresent() ? candidate : now;
    }
}
