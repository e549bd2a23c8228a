package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.ScenarioRunner;
import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A cluster with too little room runs what fits and says what it left out. */
class SmallClusterTest {

    private static final String SCENARIO = """
            apiVersion: podpath/v1
            kind: Scenario
            cluster: {networkPlugin: kubenet, nodeCount: 1, maxPods: 10}
            probes: [{name: out, from: deploy/web, to: "internet/server:443", expect: connected}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: %d
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, ports: [{containerPort: 80}]}]}
            """;

    @Test
    void podsThatFitNowhereAreNamedAndTheRestRuns() {
        RunResult result = run(20);

        assertThat(result.hasErrors()).isFalse();
        assertThat(result.countUnexpected()).isZero();
        assertThat(result.problems())
                .hasSize(6)
                .allSatisfy(problem -> assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING));
        assertThat(result.problems().get(0).message()).contains("default/web-", "no node for the pod");
        assertThat(result.problems().get(5).message()).contains("and 5 more");
    }

    @Test
    void podsThatAllFitAreNothingToSpeakOf() {
        assertThat(run(10).problems()).isEmpty();
    }

    private static RunResult run(int replicas) {
        StringReader input = new StringReader(SCENARIO.formatted(replicas));
        return ScenarioRunner.run(
                ScenarioLoader.load(Path.of("-"), new LoadOptions(false, input))
                        .scenario()
                        .orElseThrow(),
                ScenarioRunner.Options.DEFAULT);
    }
}
