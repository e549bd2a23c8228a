package io.podpath.benchmarks;

import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.ScenarioLoader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a dump of a running cluster, checks included. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class LoadBenchmark {

    /** How many pods the dump holds. */
    @Param("1000")
    public int pods;

    /** How it is written. */
    @Param
    public PodDump.Format format;

    private Path file;

    /**
     * Writes the dump.
     *
     * @throws IOException if the folder for temporary files is full
     */
    @Setup
    public void write() throws IOException {
        file = Files.createTempFile("podpath-dump", format.extension());
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            new PodDump(pods, format).writeTo(out);
        }
    }

    /**
     * Deletes the dump.
     *
     * @throws IOException if somebody else did
     */
    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    /** From the file to a checked scenario. */
    @Benchmark
    public LoadResult load() {
        return ScenarioLoader.load(file, LoadOptions.DEFAULT);
    }
}
