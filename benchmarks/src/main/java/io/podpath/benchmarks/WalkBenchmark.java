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

/** One TCP connection from a pod to a Service, eight packets there and back, with and without its trace. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class WalkBenchmark {

    private static final int PODS_PER_NODE = 30;
    private static final int SERVICES = 10;

    /** How many nodes the cluster has. */
    @Param({"2", "100"})
    public int nodes;

    /** How the cluster is networked. */
    @Param
    public GeneratedModel model;

    private Simulator simulator;
    private Probe probe;

    /** Builds the network and lets the first probe make rules and tables. */
    @Setup
    public void build() {
        int replicas = nodes * PODS_PER_NODE / SERVICES;
        LoadedCluster cluster = LoadedCluster.load(new GeneratedCluster(model, nodes, SERVICES, replicas, 0));
        simulator = Simulator.build(cluster.input());
        probe = cluster.probe();
    }

    /** Every hop and every step is kept. */
    @Benchmark
    public Flow recorded() {
        return simulator.send(probe);
    }

    /** Only what became of it. */
    @Benchmark
    public Flow unrecorded() {
        return simulator.sendUnrecorded(probe);
    }
}
