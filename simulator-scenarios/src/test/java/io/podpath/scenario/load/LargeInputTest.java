package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large files end in a scenario, or soon in one clear error. */
class LargeInputTest {

    private static final long SIZE = 50L << 20;
    private static final long YAML_LIMIT = 256L << 20;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aJsonDumpIsReadWhateverItsSize() throws IOException {
        Path file = folder.resolve("dump.json");
        String padding = "\"managedFields\": [{\"fieldsV1\": {\"f:metadata\": {\"x\": \"" + "y".repeat(3000) + "\"}}}]";
        long pods = 0;
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("{\"apiVersion\": \"v1\", \"items\": [\n");
            for (long size = 0; size < SIZE; pods++) {
                String pod = (pods == 0 ? "" : ",\n")
                        + "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"p" + pods + "\", "
                        + padding
                        + "}, \"spec\": {\"containers\": []}}";
                out.write(pod);
                size += pod.length();
            }
            out.write("], \"kind\": \"List\"}");
        }

        LoadResult result = ScenarioLoader.load(file, LoadOptions.DEFAULT);

        Variant variant = result.scenario().orElseThrow().variants().get(0);
        assertThat(variant.input().objects().pods()).hasSize((int) pods);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void yamlTooLargeToReadSoonIsToldToComeAsJson() throws IOException {
        Path file = folder.resolve("dump.yaml");
        String line = "- " + "x".repeat(1000) + "\n";
        try (Writer out = Files.newBufferedWriter(file)) {
            for (long size = 0; size <= YAML_LIMIT; size += line.length()) {
                out.write(line);
            }
        }

        LoadResult result = ScenarioLoader.load(file, LoadOptions.DEFAULT);

        assertThat(result.problems())
                .extracting(Problem::message)
                .containsExactly("a YAML file of 256 MB takes too long to read; write it as JSON (kubectl -o json)");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void fiftyMegabytesOfYamlAreReadAndThePersonIsToldOfJson() throws IOException {
        Path file = folder.resolve("dump.yaml");
        String comment = "# " + "x".repeat(10_000) + "\n";
        try (Writer out = Files.newBufferedWriter(file)) {
            for (long size = 0; size < SIZE; size += comment.length()) {
                out.write(comment);
            }
            out.write("{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c}]}}\n");
        }

        LoadResult result = ScenarioLoader.load(file, LoadOptions.DEFAULT);

        Variant variant = result.scenario().orElseThrow().variants().get(0);
        assertThat(variant.input().objects().pods()).hasSize(1);
        assertThat(result.problems())
                .extracting(Problem::message)
                .anySatisfy(
                        message -> assertThat(message).contains("50 MB of YAML take about 12 s", "kubectl -o json"));
    }

    @Test
    void aProblemInALineOfManyMegabytesIsPrintedShort() throws IOException {
        Path file = folder.resolve("line.json");
        Files.writeString(file, "[" + "{},".repeat(2_000_000) + "7]");

        LoadResult result = ScenarioLoader.load(file, LoadOptions.DEFAULT);

        String printed = ProblemPrinter.print(result.problems(), result.sourceLines());
        assertThat(printed.lines()).allSatisfy(text -> assertThat(text.length()).isLessThan(130));
        assertThat(printed).contains("  [{},{},");
    }
}
