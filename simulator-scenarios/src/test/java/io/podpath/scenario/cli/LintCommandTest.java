package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code podpath lint}: findings for people and tools, an exit code for scripts. */
class LintCommandTest {

    private static final String NODE_PORT_RULE = "scenarios/s15-nsg-rule-for-node-port";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void thePageOfAShippedScenarioIsThePrintedOne() {
        assertThat(lint(shipped(NODE_PORT_RULE))).isEqualTo(ExitCode.UNEXPECTED);

        Golden.check("lint.s15.txt", out.toString().replace(Golden.root() + "/", ""));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void textFitsAProjectorButForThePlacesThatEditorsJumpTo() {
        lint(shipped(NODE_PORT_RULE));

        assertThat(out.toString().lines())
                .filteredOn(line -> !line.contains(".podpath.yaml:"))
                .allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, note, ' ends on ', 0",
        "2027-03-31, warning, ' ends on ', 1",
        "2028-03-30, warning, ' ends on ', 1",
        "2028-03-31, error, ' ended on ', 1"
    })
    void whatEndsIsANoteThenAWarningThenAnError(String today, String severity, String words, int code)
            throws IOException {
        String file = scenario("cluster: {networkPlugin: kubenet}");

        assertThat(podpath("lint", "--no-color", "--today", today, file)).isEqualTo(code);

        assertThat(out.toString())
                .contains(": " + severity + " PP501 retiring-feature", "kubenet networking" + words + "2028-03-31");
    }

    @Test
    void whatIsOnlyDeprecatedStaysANote() throws IOException {
        assertThat(lint(scenario("cluster: {kubeProxy: {mode: ipvs}}"))).isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(out.toString()).contains("note PP501", "is deprecated since 2025-12-17");
    }

    @Test
    void featuresOfNodePoolsAndIngressesEndToo() throws IOException {
        lint(scenario("""
                cluster:
                  networkPlugin: azure
                  networkPolicy: azure
                  enableAddons: monitoring,open-service-mesh
                  nodePools: [{name: linux}, {name: win, osType: Windows, osSku: Windows2019}]
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: demo}
                spec: {ingressClassName: webapprouting.kubernetes.azure.com}
                """));

        assertThat(out.toString())
                .contains(
                        "Azure Network Policy Manager on Windows nodes ended on 2026-09-30",
                        "Azure Network Policy Manager on Linux nodes ends on 2028-09-30",
                        "the Open Service Mesh add-on ends on 2027-09-30",
                        "Windows Server 2019 node pools ended on 2026-03-01",
                        "support of NGINX in the application routing add-on ends on 2026-11-30");
    }

    @Test
    void oneVariantIsLintedAlone() {
        assertThat(podpath(
                        "lint", "--no-color", "--today", "2026-11-21", "--variant", "overlay", shipped(NODE_PORT_RULE)))
                .isEqualTo(ExitCode.UNEXPECTED);

        assertThat(out.toString()).contains("PP203").doesNotContain("PP501", "only in");
    }

    @Test
    void aCleanScenarioIsExitCodeZero() throws IOException {
        assertThat(lint(scenario("cluster: {networkPlugin: azure, networkPluginMode: overlay}")))
                .isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(out.toString()).isEqualTo("0 errors, 0 warnings, 0 notes\n");
    }

    @Test
    void aScenarioWithAnErrorIsNotLinted() throws IOException {
        assertThat(lint(scenario("cluster: {networkPlugin: kubernet}"))).isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(err.toString()).contains(":3:26: error:", "did you mean 'kubenet'?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void warningsOfTheReaderAreFindingsAndNotSaidTwice() throws IOException {
        assertThat(lint(scenario("cluster: {networkPlugin: azure, podCidr: 10.244.0.0/16}")))
                .isEqualTo(ExitCode.UNEXPECTED);

        assertThat(out.toString()).contains("warning PP001 input-warning", "the pod CIDR is not used");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2028-13-01", "2028-02-30", "tomorrow", "2028-3-1"})
    void aDayIsADay(String today) {
        assertThat(podpath("lint", "--today", today, shipped(NODE_PORT_RULE))).isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(err.toString()).contains("--today must be a day such as 2028-03-31, not '" + today + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {NODE_PORT_RULE, "scenarios/s37-masquerade-exceptions", "scenarios/shop"})
    void theJsonFollowsItsSchema(String scenario) throws IOException {
        podpath("lint", "-o", "json", "--today", "2026-11-21", shipped(scenario));

        String schema = Files.readString(Golden.root().resolve("schema/lint.schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(schema, InputFormat.JSON)
                        .validate(out.toString(), InputFormat.JSON))
                .isEmpty();
        assertThat(out.toString()).contains("\"podpath.lint/1\"", "\"2026-11-21\"");
    }

    @Test
    void theSameDayGivesTheSameBytes() {
        lint(shipped(NODE_PORT_RULE));
        String first = out.toString();
        out.getBuffer().setLength(0);
        lint(shipped(NODE_PORT_RULE));

        assertThat(out.toString()).isEqualTo(first);
    }

    private String scenario(String body) throws IOException {
        Path file = folder.resolve("mine.podpath.yaml");
        return Files.writeString(file, "apiVersion: podpath/v1\nkind: Scenario\n" + body + "\n")
                .toString();
    }

    private static String shipped(String scenario) {
        return Golden.root().resolve(scenario).toString();
    }

    private int lint(String file) {
        return podpath("lint", "--no-color", "--today", "2026-11-21", file);
    }

    private int podpath(String... arguments) {
        Workbench workbench = new Workbench(new FileScenarioSource(), BuiltNetwork::of);
        String[] copy = List.of(arguments).toArray(String[]::new);
        return Podpath.execute(copy, new PrintWriter(out, true), new PrintWriter(err, true), workbench);
    }
}
