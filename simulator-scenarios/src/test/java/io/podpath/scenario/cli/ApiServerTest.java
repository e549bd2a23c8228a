package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.run.ScenarioRunner;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes to the API server of clusters that do not declare it. */
class ApiServerTest {

    private static LoadResult load(String flag, String to) {
        String scenario = """
                apiVersion: podpath/v1
                kind: Scenario
                cluster: {networkPlugin: azure, networkPluginMode: overlay, nodeCount: 2%s}
                probes: [{name: call, from: pod/client, to: "%s"}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: client}
                spec: {nodeName: node-0, containers: [{name: c}]}
                """;
        return ScenarioLoader.load(
                Path.of("-"), new LoadOptions(false, new StringReader(scenario.formatted(flag, to))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service/default/kubernetes:443",
                "ip/10.0.0.1:443",
                "fqdn/kubernetes.default.svc.cluster.local:443"
            })
    void aPublicOneIsThereForWhoeverCallsIt(String to) {
        Flow flow = ScenarioRunner.run(load("", to).scenario().orElseThrow(), ScenarioRunner.Options.DEFAULT)
                .variants()
                .get(0)
                .probes()
                .get(0)
                .flow();

        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(flow.forward().end().element()).isEqualTo("internet/api-server");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enablePrivateCluster: true",
                "enableApiserverVnetIntegration: true",
                "apiserverSubnetId: corp/api"
            })
    void whereAPrivateOneStandsMustBeDeclared(String flag) {
        LoadResult result = load(", " + flag, "service/default/kubernetes:443");

        assertThat(result.problems().toString()).contains("there is no service 'kubernetes' in namespace 'default'");
    }

    @Test
    void aClusterThatNobodyAsksHasNone() {
        assertThat(load("", "internet/server:443")
                        .scenario()
                        .orElseThrow()
                        .variants()
                        .get(0)
                        .input()
                        .objects()
                        .services())
                .isEmpty();
    }
}
