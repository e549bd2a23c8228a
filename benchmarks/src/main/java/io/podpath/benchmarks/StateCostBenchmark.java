package io.podpath.benchmarks;

import io.podpath.Probe;
import io.podpath.Simulator;
import io.podpath.trace.Flow;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one connection costs as the cluster grows around it.
 *
 * <p>The Service that is asked for stands in the middle of kube-proxy's list, so its first packet passes half of the
 * rules of {@code KUBE-SERVICES}. That is what the node's kernel would do; nothing else may grow.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class StateCostBenchmark {

    private static final int NODES = 100;

    /** How many Services the cluster has, each with one pod. */
    @Param({"10", "100", "1000", "10000"})
    public int services;

    /** How many pods it has besides. */
    @Param({"100", "1000", "10000"})
    public int otherPods;

    private Simulator simulator;
    private Probe probe;

    /** Builds the network and lets the first probe make rules and tables. */
    @Setup
    public void build() {
        LoadedCluster cluster =
                LoadedCluster.load(new GeneratedCluster(GeneratedModel.OVERLAY, NODES, services, 1, otherPods));
        simulator = Simulator.build(cluster.input());
        probe = cluster.probe();
    }

    /** One connection without its trace. */
    @Benchmark
    public Flow connection() {
        return simulator.sendUnrecorded(probe);
    }
}
