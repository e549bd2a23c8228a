package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.load.Variant;
import io.podpath.scenario.run.BuiltNetwork;
import io.podpath.scenario.testing.Golden;
import io.podpath.trace.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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

    @TestFactory
    Stream<DynamicTest> everyProbeSaysWhatShouldComeOfIt() throws IOException {
        return scenarios().stream()
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    Scenario scenario = load(file);

                    assertThat(scenario.variants())
                            .allSatisfy(variant -> assertThat(variant.probes())
                                    .filteredOn(probe ->
                                            probe.expectation().findOutcome().isEmpty())
                                    .as("probes of variant %s without an outcome", variant.name())
                                    .isEmpty());
                    assertThat(scenario.variants().stream()
                                    .flatMap(variant -> variant.probes().stream())
                                    .filter(ShippedScenariosTest::isLost)
                                    .filter(probe -> probe.expectation()
                                                    .findReason()
                                                    .isEmpty()
                                            || probe.expectation().findAt().isEmpty())
                                    .map(probe -> probe.probe().name()))
                            .as("lost, but it is not said where and why")
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyScenarioAsksSomethingAndEveryPlanSaysWhatFits() throws IOException {
        return scenarios().stream()
                .map(file -> DynamicTest.dynamicTest(
                        name(file),
                        () -> assertThat(load(file).variants())
                                .allMatch(variant -> !variant.probes().isEmpty()
                                        || !variant.plan().questions().isEmpty())
                                .flatMap(variant -> variant.plan().questions())
                                .allMatch(plan -> plan.expectation().findFits().isPresent())));
    }

    @TestFactory
    Stream<DynamicTest> everyPageHasADrawingCommandsAndEveryProbeAndPlan() throws IOException {
        return scenarios().stream()
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    String page = Files.readString(file.resolveSibling("README.md"));
                    Variant variant = load(file).variants().get(0);

                    assertThat(page)
                            .contains("## The network", "## Commands", "scenarios/" + name(file) + "/" + name(file));
                    assertThat(variant.probes())
                            .allSatisfy(probe -> assertThat(page)
                                    .contains("`" + probe.probe().name() + "`"));
                    assertThat(variant.plan().questions())
                            .allSatisfy(plan -> assertThat(page).contains("`" + plan.name() + "`"));
                }));
    }

    @Test
    void theIndexNamesEveryScenarioWithItsQuestion() throws IOException {
        String index = Files.readString(Golden.root().resolve("scenarios/README.md"));

        assertThat(scenarios())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(index)
                        .contains(
                                "(" + name(file) + "/README.md) | " + load(file).title() + " |"));
    }

    private static boolean isLost(ExpectedProbe probe) {
        return probe.expectation()
                .findOutcome()
                .filter(outcome -> outcome != Outcome.CONNECTED)
                .isPresent();
    }

    private static Scenario load(Path file) {
        return ScenarioLoader.load(file, LoadOptions.DEFAULT).scenario().orElseThrow();
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
