package io.podpath.benchmarks;

import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.ScenarioLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a folder of 500 Azure resources as {@code az} prints them, checks included. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class AzureDumpBenchmark {

    private Path folder;

    /**
     * Writes the files.
     *
     * @throws IOException if the folder for temporary files is full
     */
    @Setup
    public void write() throws IOException {
        folder = Files.createTempDirectory("podpath-azure");
        AzureDump.write(folder);
        if (load().scenario().isEmpty()) {
            throw new IllegalStateException("the dump is wrong: " + load().problems());
        }
    }

    /**
     * Deletes the files.
     *
     * @throws IOException if somebody else did
     */
    @TearDown
    public void delete() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    /** From the files to a checked scenario. */
    @Benchmark
    public LoadResult load() {
        return ScenarioLoader.load(folder, LoadOptions.DEFAULT);
    }
}
