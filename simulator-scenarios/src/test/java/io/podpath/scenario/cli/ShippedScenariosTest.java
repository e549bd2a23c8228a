package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.podpath.scenario.run.BuiltNetwork;
import io.podpath.scenario.testing.Golden;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every folder under {@code scenarios/}: its expectations hold, and its printed results are the checked-in ones. */
class ShippedScenariosTest {

    private static final String SUFFIX = ".podpath.yaml";

    @TestFactory
    Stream<DynamicTest> everyShippedScenarioComesOutAsPrinted() throws IOException {
        return scenarios().stream()
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    Path folder = file.resolveSibling("");

                    String text = run(file, "text");
                    String json = run(file, "json");

                    assertThat(text.lines()).as("fits a projector").allMatch(line -> line.length() <= 100);
                    Golden.check(folder.resolve("expected.txt"), text);
                    Golden.check(folder.resolve("expected.json"), json);
                    assertThat(resultSchema().validate(json, InputFormat.JSON)).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyShippedScenarioIsNamedAfterItsFolder() throws IOException {
        return scenarios().stream()
                .map(file -> DynamicTest.dynamicTest(
                        name(file),
                        () -> assertThat(name(file))
                                .isEqualTo(file.resolveSibling("").getFileName().toString())));
    }

    private static List<Path> scenarios() throws IOException {
        Path root = Golden.root().resolve("scenarios");
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root, 2)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static String run(Path file, String format) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Workbench workbench = new Workbench(new FileScenarioSource(), BuiltNetwork::of);
        String[] arguments = {"run", file.toString(), "--no-color", "-o", format};
        int code = Podpath.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true), workbench);
        assertThat(code).as("%s%n%s", err, out).isEqualTo(ExitCode.AS_EXPECTED);
        return out.toString();
    }

    private static Schema resultSchema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(Golden.root().resolve("schema/result.schema.json")), InputFormat.JSON);
    }
}
