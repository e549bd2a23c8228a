package io.podpath.benchmarks;

import io.podpath.Simulator;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * Prints the processor time of one connection by the size of the cluster around it, as {@link StateCostBenchmark} does
 * with wall time: on a machine with other work to do, wall time says nothing.
 */
public final class ConnectionCost {

    private static final int NODES = 100;
    private static final int[][] SERVICES_AND_OTHER_PODS = {
        {10, 100}, {10, 1_000}, {10, 10_000}, {100, 100}, {1_000, 100}, {10_000, 100}
    };

    private static final int ROUNDS = 6;
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final double NANOS_PER_MICRO = 1_000;

    private ConnectionCost() {}

    /** Measures every size; the best of several rounds counts, the first ones warm up. */
    public static void main(String[] arguments) {
        for (int[] size : SERVICES_AND_OTHER_PODS) {
            LoadedCluster cluster =
                    LoadedCluster.load(new GeneratedCluster(GeneratedModel.OVERLAY, NODES, size[0], 1, size[1]));
            double best = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                best = Math.min(best, microsPerConnection(cluster));
            }
            System.out.printf(Locale.ROOT, "%,6d services, %,6d other pods: %8.1f us of CPU%n", size[0], size[1], best);
        }
    }

    private static double microsPerConnection(LoadedCluster cluster) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Simulator simulator = Simulator.build(cluster.input());
        simulator.sendUnrecorded(cluster.probe());
        long start = threads.getCurrentThreadCpuTime();
        long spent = 0;
        int count = 0;
        while (spent < ROUND_NANOS) {
            simulator.sendUnrecorded(cluster.probe());
            count++;
            spent = threads.getCurrentThreadCpuTime() - start;
        }
        return spent / NANOS_PER_MICRO / count;
    }
}
