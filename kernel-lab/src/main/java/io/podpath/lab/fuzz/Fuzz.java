package io.podpath.lab.fuzz;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random rule sets and random packets, the kernel against podpath.
 *
 * <p>A trial is wholly determined by its seed, but for what the kernel itself draws. The first difference of a trial is
 * made small: packets and rules are taken away as long as there is still one.
 */
public final class Fuzz {

    private static final int PACKETS_PER_TRIAL = 15;

    private final FuzzLab lab;
    private final PrintStream out;

    /** Trials in this lab; differences are printed. */
    public Fuzz(FuzzLab lab, PrintStream out) {
        this.lab = lab;
        this.out = out;
    }

    /**
     * What a run has seen.
     *
     * @param trials rule sets tried
     * @param packets packets the router handled
     * @param differences trials in which the two differ
     */
    public record Totals(int trials, int packets, int differences) {}

    /** Runs so many trials, with seeds from this one upwards. */
    public Totals run(long firstSeed, int trials) {
        int packets = 0;
        int differences = 0;
        for (int i = 0; i < trials; i++) {
            FuzzTrial trial = trial(firstSeed + i);
            FuzzTrial.Outcome outcome = trial.run(lab);
            packets += outcome.packets();
            if (outcome.difference().isPresent()) {
                differences++;
                out.println(
                        "seed " + (firstSeed + i) + ": " + outcome.difference().get());
                if (differences <= MAX_SHRUNK) {
                    report(trial);
                }
            }
        }
        return new Totals(trials, packets, differences);
    }

    private static final int MAX_SHRUNK = Integer.getInteger("fuzz.shrink", 5);

    static FuzzTrial trial(long seed) {
        Random random = new Random(seed);
        FuzzRules rules = new RuleSetGenerator(random).next();
        return new FuzzTrial(rules, new PacketGenerator(random).next(PACKETS_PER_TRIAL));
    }

    private void report(FuzzTrial trial) {
        FuzzTrial small = shrink(trial);
        out.println("  made small, policies " + small.rules().policies());
        small.rules().rules().forEach(rule -> out.println("    " + rule));
        small.packets().forEach(packet -> out.println("    " + packet));
        String difference = small.run(lab).difference().orElse("not seen again");
        out.println("  " + difference.replace("\n", "\n  "));
    }

    private FuzzTrial shrink(FuzzTrial start) {
        FuzzTrial small = start;
        for (int i = small.packets().size() - 1; i >= 0; i--) {
            List<FuzzPacket> fewer = new ArrayList<>(small.packets());
            fewer.remove(i);
            small = smaller(small, new FuzzTrial(small.rules(), fewer));
        }
        for (int i = small.rules().size() - 1; i >= 0; i--) {
            small = smaller(small, new FuzzTrial(small.rules().without(i), small.packets()));
        }
        return small;
    }

    private FuzzTrial smaller(FuzzTrial now, FuzzTrial candidate) {
        return candidate.run(lab).difference().isPresent() ? candidate : now;
    }
}
