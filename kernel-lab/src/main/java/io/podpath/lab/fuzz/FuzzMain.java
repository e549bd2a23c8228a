package io.podpath.lab.fuzz;

/** The fuzzer as a program: {@code FuzzMain FIRST-SEED TRIALS}. Exits with 1 if there is a difference. */
public final class FuzzMain {

    private FuzzMain() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        long seed = Long.parseLong(arguments[0]);
        int trials = Integer.parseInt(arguments[1]);
        try (FuzzLab lab = new FuzzLab()) {
            Fuzz.Totals totals = new Fuzz(lab, System.out).run(seed, trials);
            System.out.println(totals.trials() + " rule sets, " + totals.packets() + " packets, " + totals.differences()
                    + " differences, seeds from " + seed);
            if (totals.differences() > 0) {
                System.exit(1);
            }
        }
    }
}
