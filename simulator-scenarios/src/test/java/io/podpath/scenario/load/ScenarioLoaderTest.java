package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.trace.Disposition;
import io.podpath.trace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios, their variants and probes, and the files they name. */
class ScenarioLoaderTest {

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec: {containers: [{name: c, ports: [{containerPort: 80}]}]}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeManifests() throws IOException {
        Files.createDirectories(folder.resolve("apps/deep"));
        Files.writeString(folder.resolve("apps/a.yaml"), POD.formatted("a"));
        Files.writeString(folder.resolve("apps/deep/b.yml"), POD.formatted("b"));
        Files.writeString(folder.resolve("apps/notes.txt"), "nothing");
        Files.writeString(
                folder.resolve("c.json"),
                "{\"apiVersion\": \"v1\", \"kind\": \"Pod\","
                        + " \"metadata\": {\"name\": \"c\"}, \"spec\": {\"containers\": []}}");
    }

    @Test
    void manifestsMayBeFilesFoldersAndGlobs() throws IOException {
        assertThat(podsOf("[c.json]")).containsExactly("c");
        assertThat(podsOf("[apps]")).containsExactly("a");
        assertThat(podsOf("['apps/**/*.yml', c.json]")).containsExactly("b", "c");
        assertThat(podsOf("apps/*.yaml")).containsExactly("a");
        assertThat(problemsOf("[app]")).containsExactly("there is no file or folder 'app'; did you mean 'apps'?");
        assertThat(problemsOf("['apps/*.json']")).containsExactly("no file matches 'apps/*.json'");
    }

    @Test
    void aFolderOfManifestsIsAClusterWithoutProbes() {
        Scenario scenario = ScenarioLoader.load(folder.resolve("apps"), LoadOptions.DEFAULT)
                .scenario()
                .orElseThrow();

        assertThat(scenario.name()).isEqualTo("apps");
        assertThat(scenario.variants()).hasSize(1);
        assertThat(scenario.variants().get(0).name()).isEqualTo("default");
        assertThat(scenario.variants().get(0).probes()).isEmpty();
        assertThat(scenario.variants().get(0).input().cluster().networking().pluginMode())
                .isEqualTo("overlay");
    }

    @Test
    void ofAFolderWithAScenarioOnlyTheScenarioIsRead() throws IOException {
        Files.writeString(folder.resolve("x.podpath.yaml"), HEAD + "manifests: [c.json]\n");

        Scenario scenario =
                ScenarioLoader.load(folder, LoadOptions.DEFAULT).scenario().orElseThrow();

        assertThat(scenario.name()).isEqualTo("x");
        assertThat(scenario.variants().get(0).input().objects().pods()).hasSize(1);
    }

    @Test
    void twoScenariosAtOnceAreAnError() throws IOException {
        Path one = Files.writeString(folder.resolve("1.podpath.yaml"), HEAD);
        Path two = Files.writeString(folder.resolve("2.podpath.yaml"), HEAD);

        LoadResult result = ScenarioLoader.load(List.of(one, two), LoadOptions.DEFAULT);

        assertThat(result.scenario()).isEmpty();
        assertThat(result.problems().get(0).message()).startsWith("a second scenario (the first is at ");
    }

    @Test
    void everyVariantIsCompleteAndHasItsOwnExpectations() {
        Scenario scenario =
                Inputs.load(HEAD + """
                        metadata: {name: compare, title: "Who sees whom?", tags: [snat]}
                        cluster: {nodeCount: 2}
                        seed: 42
                        variants:
                          overlay: {}
                          kubenet: {cluster: {networkPlugin: kubenet}}
                          small: {extends: kubenet, cluster: {nodeCount: 1}}
                        probes:
                          - {name: a, from: pod/web, to: "ip/10.0.0.9:80", expect: denied}
                          - name: b
                            from: pod/web
                            to: ip/10.0.0.9
                            protocol: icmp
                            expect: {outcome: {overlay: connected, kubenet: one-way}, disposition: NO_ROUTE, path: [a, "*"]}
                        ---
                        """ + POD.formatted("web")).scenario().orElseThrow();

        assertThat(scenario.title()).isEqualTo("Who sees whom?");
        assertThat(scenario.variants()).extracting(Variant::name).containsExactly("overlay", "kubenet", "small");
        Variant small = scenario.variants().get(2);
        assertThat(small.input().cluster().networking().plugin()).isEqualTo("kubenet");
        assertThat(small.input().cluster().nodePools().get(0).nodeCount()).isEqualTo(1);
        assertThat(small.input().seed()).isEqualTo(42);
        assertThat(small.input().objects().pods()).hasSize(1);
        assertThat(small.probes().get(0).expectation().findDisposition()).contains(Disposition.DENIED);
        assertThat(small.probes().get(1).expectation().findOutcome()).isEmpty();
        assertThat(scenario.variants().get(1).probes().get(1).expectation().findOutcome())
                .contains(Outcome.ONE_WAY);
        assertThat(small.probes().get(1).expectation().path()).containsExactly("a", "*");
    }

    @Test
    void aProblemOfOneVariantSaysWhichOne() {
        assertThat(Inputs.errors(HEAD
                        + "cluster: {podCidr: 10.244.0.0/23, nodeCount: 2}\n"
                        + "variants: {small: {}, large: {cluster: {nodeCount: 3}}}\n"))
                .containsExactly(
                        "3:20: podCidr 10.244.0.0/23 is too small: a /24 for each node makes 2, but there are 3"
                                + " nodes (variant large)");
    }

    @Test
    void partsOfLaterVersionsAreNotedAndPassedOver() {
        String text = HEAD + "events: [{at: 1s}]\nteach: {goal: x}\n";

        assertThat(Inputs.load(text).scenario()).isPresent();
        assertThat(Inputs.notes(text))
                .containsExactly(
                        "3:1: 'events' is not run yet and passed over", "4:1: 'teach' is not run yet and passed over");
    }

    @Test
    void standardInputMustBeOffered() {
        LoadResult result = ScenarioLoader.load(Path.of("-"), LoadOptions.DEFAULT);

        assertThat(result.problems())
                .extracting(Problem::message)
                .containsExactly("there is no standard input to read");
    }

    private List<String> podsOf(String manifests) throws IOException {
        return load(manifests).scenario().orElseThrow().variants().get(0).input().objects().pods().stream()
                .map(pod -> pod.name().name())
                .toList();
    }

    private List<String> problemsOf(String manifests) throws IOException {
        return load(manifests).problems().stream().map(Problem::message).toList();
    }

    private LoadResult load(String manifests) throws IOException {
        Path file = Files.writeString(folder.resolve("s.podpath.yaml"), HEAD + "manifests: " + manifests + "\n");
        return ScenarioLoader.load(file, LoadOptions.DEFAULT);
    }
}
