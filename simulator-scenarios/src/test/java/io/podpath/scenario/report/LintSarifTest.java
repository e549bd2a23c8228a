package io.podpath.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.lint.LintReport;
import io.podpath.scenario.testing.Golden;
import io.podpath.scenario.testing.Lints;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Findings as a SARIF 2.1.0 log: what the standard requires, and what code scanning needs beyond that. */
@SuppressWarnings("unchecked")
class LintSarifTest {

    private static final Path CASES = Golden.root().resolve("simulator-scenarios/src/test/resources/lint");

    @Test
    void theLogNamesItsVersionAndItsTool() {
        Map<String, Object> log = log("PP204");

        assertThat(log).containsEntry("version", "2.1.0").containsKey("$schema");
        assertThat(driver(log)).containsEntry("name", "podpath");
    }

    @Test
    void everyRuleHasAnIdANameAndHelp() {
        List<Map<String, Object>> rules =
                (List<Map<String, Object>>) driver(log("PP204")).get("rules");

        assertThat(rules).hasSizeGreaterThan(20).allSatisfy(rule -> {
            assertThat(rule).containsKeys("id", "name", "shortDescription", "help");
            assertThat((Map<String, Object>) rule.get("help"))
                    .extractingByKey("text")
                    .asString()
                    .contains("docs/lint.md");
        });
    }

    @Test
    void everyResultPointsAtItsRuleItsFileAndItsLine() {
        Map<String, Object> log = log("PP204");
        List<Map<String, Object>> rules = list(driver(log), "rules");

        Map<String, Object> result = results(log).get(0);

        assertThat(result).containsEntry("ruleId", "PP204").containsEntry("level", "error");
        assertThat(rules.get((Integer) member(result, "ruleIndex"))).containsEntry("id", "PP204");
        Map<String, Object> location = list(result, "locations").get(0);
        Map<String, Object> physical = object(location, "physicalLocation");
        assertThat(object(physical, "artifactLocation"))
                .containsEntry("uri", "PP204/case.podpath.yaml")
                .containsEntry("uriBaseId", "SRCROOT");
        assertThat(object(physical, "region")).containsEntry("startLine", 11).containsEntry("startColumn", 13);
    }

    @Test
    void fingerprintsTellFindingsApartAndDoNotDependOnThePlaceOfTheFile() {
        Set<Object> prints = new HashSet<>();
        List<Map<String, Object>> results = results(log("PP203"));
        results.forEach(result -> prints.add(result.get("partialFingerprints")));

        assertThat(prints).hasSameSizeAs(results);
        assertThat(results(write(Path.of("/"), "PP203")))
                .extracting(result -> result.get("partialFingerprints"))
                .containsExactlyElementsOf(results.stream()
                        .map(result -> result.get("partialFingerprints"))
                        .toList());
    }

    @Test
    void aFileOutsideTheFolderHasAnAbsoluteUriAndStandardInputNone() {
        ArtifactUris uris = new ArtifactUris(Path.of("/srv/my work"));

        assertThat(uris.find("a b.yaml")).contains("a%20b.yaml");
        assertThat(uris.find("/srv/my work/x/y.yaml")).contains("x/y.yaml");
        assertThat(uris.find("/etc/x.yaml")).contains("file:///etc/x.yaml");
        assertThat(uris.find("-")).isEmpty();
    }

    private static Map<String, Object> log(String code) {
        return write(CASES, code);
    }

    private static Map<String, Object> write(Path base, String code) {
        LintReport report = Lints.of(CASES.resolve(code).resolve("case.podpath.yaml"));
        StringWriter text = new StringWriter();
        LintSarif.write(List.of(report), new ArtifactUris(base), text);
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text.toString());
    }

    private static Map<String, Object> run(Map<String, Object> log) {
        return list(log, "runs").get(0);
    }

    private static Map<String, Object> driver(Map<String, Object> log) {
        return object(object(run(log), "tool"), "driver");
    }

    private static List<Map<String, Object>> results(Map<String, Object> log) {
        return list(run(log), "results");
    }

    private static List<Map<String, Object>> list(Map<String, Object> parent, String name) {
        return (List<Map<String, Object>>) member(parent, name);
    }

    private static Map<String, Object> object(Map<String, Object> parent, String name) {
        return (Map<String, Object>) member(parent, name);
    }

    private static Object member(Map<String, Object> parent, String name) {
        return Objects.requireNonNull(parent.get(name), name);
    }
}
