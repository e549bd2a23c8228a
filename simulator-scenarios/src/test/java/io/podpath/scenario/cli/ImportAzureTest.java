package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.run.BuiltNetwork;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.ScenarioRunner;
import io.podpath.scenario.testing.Golden;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collected clusters on the command line: run as they are, and as redacted copies. */
class ImportAzureTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    private int podpath(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Podpath.execute(
                arguments,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Workbench(new FileScenarioSource(), BuiltNetwork::of));
    }

    private static Path sample(String name) {
        return Golden.root().resolve("samples").resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-overlay", "lab-kubenet"})
    void aCollectedFolderRunsAsPrinted(String sample) {
        assertThat(podpath("run", "--no-color", sample(sample).toString())).isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(out.toString().lines()).as("fits a projector").allMatch(line -> line.length() <= 100);
        Golden.check(sample(sample).resolve("expected.txt"), out.toString());
    }

    @Test
    void aFolderIsGoodForEveryVerb() {
        String folder = sample("lab-kubenet").toString();

        assertThat(podpath("validate", folder)).isEqualTo(ExitCode.AS_EXPECTED);
        assertThat(podpath("plan", "--no-color", folder)).isEqualTo(ExitCode.AS_EXPECTED);
        assertThat(podpath("compare", "--no-color", folder)).isEqualTo(ExitCode.AS_EXPECTED);
        assertThat(podpath("render", "routes", "-f", folder, "--node", "aks-nodepool1-27182818-vmss000001"))
                .isEqualTo(ExitCode.AS_EXPECTED);
        assertThat(podpath(
                        "trace",
                        "--no-color",
                        "-f",
                        folder,
                        "--from",
                        "pod/lab/echo-6d9f7c5b4d-4kx8p",
                        "--to",
                        "svc/lab/echo:80"))
                .isEqualTo(ExitCode.AS_EXPECTED);
        assertThat(out.toString()).contains("service-dnat");
    }

    @ParameterizedTest
    @CsvSource({
        "shop-overlay, a", "shop-overlay, b", "shop-overlay, c", "shop-overlay, d", "shop-overlay, e",
        "lab-kubenet, a", "lab-kubenet, b", "lab-kubenet, c", "lab-kubenet, d", "lab-kubenet, e"
    })
    void aRedactedCopyHasTheVerdictsOfTheOriginal(String sample, String key) {
        Path copy = temporary.resolve("copy");
        assertThat(podpath(
                        "import", "azure", sample(sample).toString(), "--redact", "-o", copy.toString(), "--key", key))
                .isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(verdicts(copy)).hasSizeGreaterThan(2).isEqualTo(verdicts(sample(sample)));
    }

    /** What became of each probe, and why; which of several endpoints was drawn does not count. */
    private static List<String> verdicts(Path folder) {
        RunResult run = ScenarioRunner.run(
                ScenarioLoader.load(folder, LoadOptions.DEFAULT).scenario().orElseThrow(),
                new ScenarioRunner.Options(OptionalLong.empty(), false),
                BuiltNetwork::of);
        return run.probes()
                .map(probe ->
                        probe.flow().outcome() + " " + probe.flow().forward().disposition() + " "
                                + probe.flow().forward().end().findReason() + " "
                                + probe.flow()
                                        .findHttp()
                                        .map(exchange -> exchange.answer().status()))
                .toList();
    }

    @Test
    void aRandomKeyIsSaidToBeGone() {
        Path copy = temporary.resolve("copy");

        assertThat(podpath("import", "azure", sample("lab-kubenet").toString(), "--redact", "-o", copy.toString()))
                .isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(err.toString()).contains("10 files written", "the key was random and is gone");
        assertThat(copy.resolve("podpath.yaml")).exists();
    }

    @Test
    void wrongUseIsNamed() throws IOException {
        Path full = Files.createDirectory(temporary.resolve("full"));
        Files.writeString(full.resolve("x"), "");
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        String folder = sample("lab-kubenet").toString();

        assertUsage("import from where?", "import");
        assertUsage("give either --print-commands or FOLDER --redact", "import", "azure");
        assertUsage("--redact needs the FOLDER", "import", "azure", "--redact");
        assertUsage("exists and is not empty", "import", "azure", folder, "--redact", "-o", full.toString());
        assertUsage("holds none of the files", "import", "azure", empty.toString(), "--redact", "-o", "z");
        assertUsage("there is no folder", "import", "azure", "nowhere", "--redact", "-o", "z");
        assertUsage("--key must not be empty", "import", "azure", folder, "--redact", "-o", "z", "--key", "");
        assertUsage("reads no folder", "import", "azure", folder, "--print-commands");
    }

    private void assertUsage(String message, String... arguments) {
        assertThat(podpath(arguments)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void commandsArePrintedForTheClusterInQuestion() {
        assertThat(podpath(
                        "import",
                        "azure",
                        "--print-commands",
                        "--subscription",
                        "s",
                        "--resource-group",
                        "rg-shop",
                        "--name",
                        "shop",
                        "--also-resource-group",
                        "rg-hub"))
                .isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(out.toString())
                .startsWith("#!/bin/sh\n")
                .contains("resource_group='rg-shop'", "cluster='shop'", "other_groups='rg-hub'");
    }
}
