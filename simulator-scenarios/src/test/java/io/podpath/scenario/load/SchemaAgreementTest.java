package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.podpath.scenario.load.Problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema editors use and the reader accept the same documents. */
class SchemaAgreementTest {

    private static final Path SCHEMA_FILE =
            Path.of(System.getProperty("podpath.root", ".."), "schema", "scenario.schema.json");

    @TempDir
    Path folder;

    private final Schema schema;

    SchemaAgreementTest() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(SCHEMA_FILE), InputFormat.JSON);
    }

    @Test
    void bothAcceptTheWholeScenario() throws IOException {
        String json = TreeMutations.toJson(documents("rich.podpath.yaml").get(0));

        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        assertThat(errors(json)).isEmpty();
    }

    @Test
    void bothAcceptKubernetesObjects() throws IOException {
        for (SourceNode document : documents("objects.yaml")) {
            String json = TreeMutations.toJson(document);

            assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
            assertThat(errors(json)).isEmpty();
        }
    }

    @Test
    void bothJudgeSpoiltScenariosAlike() throws IOException {
        List<String> disagreements =
                disagreements(documents("rich.podpath.yaml").get(0), 800);

        assertThat(disagreements).isEmpty();
    }

    @Test
    void bothJudgeSpoiltKubernetesObjectsAlike() throws IOException {
        List<String> disagreements = new ArrayList<>();
        for (SourceNode document : documents("objects.yaml")) {
            disagreements.addAll(disagreements(document, 40));
        }

        assertThat(disagreements).isEmpty();
    }

    private List<String> disagreements(SourceNode document, int atLeast) throws IOException {
        List<TreeMutations.Mutation> mutations = TreeMutations.of(document);
        assertThat(mutations.size()).isGreaterThan(atLeast);
        List<String> disagreements = new ArrayList<>();
        for (TreeMutations.Mutation mutation : mutations) {
            var bySchema = schema.validate(mutation.json(), InputFormat.JSON);
            List<Problem> byReader = errors(mutation.json());
            if (bySchema.isEmpty() != byReader.isEmpty()) {
                disagreements.add(mutation.what() + ": schema says " + bySchema + ", reader says " + byReader);
            }
        }
        return disagreements;
    }

    private List<Problem> errors(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("mutated.json"), json);
        return ScenarioLoader.loadUnchecked(List.of(file), LoadOptions.DEFAULT).problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                // Whether a file exists is nothing a schema can know.
                .filter(problem -> !problem.message().startsWith("there is no file"))
                .toList();
    }

    private static List<SourceNode> documents(String resource) throws IOException {
        try (InputStream stream = SchemaAgreementTest.class.getResourceAsStream(resource)) {
            assertThat(stream).isNotNull();
            List<SourceNode> documents = new ArrayList<>();
            Problems problems = new Problems();
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            new YamlReader(resource, text, problems, SourceReader.Trimming.NONE).read(documents::add);
            assertThat(problems.list()).isEmpty();
            return documents;
        }
    }
}
