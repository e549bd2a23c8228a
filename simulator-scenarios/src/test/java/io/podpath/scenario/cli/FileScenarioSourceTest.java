package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.EndpointReference;
import io.podpath.SimulationInput;
import io.podpath.scenario.testing.SampleInputs;
import io.podpath.scenario.testing.SampleNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs over real files. */
class FileScenarioSourceTest {

    private static final String SCENARIO = """
            apiVersion: podpath/v1
            kind: Scenario
            metadata: {name: shop, title: Who may call the shop?}
            cluster: {networkPlugin: azure, networkPluginMode: overlay, nodeCount: 2}
            probes:
              - {name: pod-to-service, from: pod/shop/client, to: "svc/shop/web:80", expect: connected}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: client, namespace: shop, labels: {app: client}}
            spec: {containers: [{name: c, image: curl}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec: {containers: [{name: web, image: nginx, ports: [{name: http, containerPort: 8080}]}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void writeScenario() throws IOException {
        file = Files.writeString(folder.resolve("shop.podpath.yaml"), SCENARIO);
    }

    @Test
    void scenarioIsReadAndRun() {
        assertThat(podpath("run", file.toString())).as(err.toString()).isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(out.toString())
                .contains("[ ok ] pod-to-service: CONNECTED", "pod/shop/client -> service/shop/web:80");
    }

    @Test
    void soundScenarioIsValid() {
        assertThat(podpath("validate", file.toString())).isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(out.toString()).endsWith("shop.podpath.yaml: valid" + System.lineSeparator());
    }

    @Test
    void mistakeIsShownWithItsLineAndACaret() throws IOException {
        Files.writeString(file, SCENARIO.replace("networkPlugin:", "networkPlugni:"));

        assertThat(podpath("run", file.toString())).isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("shop.podpath.yaml:4:11: error:", "did you mean 'networkPlugin'?", "^");
    }

    @Test
    void endsOfATraceAreReadAsKubectlSpellsThem() {
        assertThat(podpath("trace", "-f", file.toString(), "--from", "po/shop/client", "--to", "svc/shop/web:80"))
                .as(err.toString())
                .isEqualTo(ExitCode.AS_EXPECTED);
        assertThat(new FileScenarioSource().parseEnd("svc/shop/web:80").reference())
                .contains(new EndpointReference(EndpointReference.Kind.SERVICE, "shop", "web", "80"));
    }

    @Test
    void endOfUnknownKindGetsASuggestion() {
        assertThat(podpath("trace", "-f", file.toString(), "--from", "servcie/shop/client", "--to", "svc/shop/web:80"))
                .isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(err.toString()).contains("--from: unknown kind 'servcie'", "did you mean 'service'?");
    }

    private int podpath(String... arguments) {
        Workbench workbench = new Workbench(new FileScenarioSource(), SampleNetworkOfAnyCluster::of);
        return Podpath.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true), workbench);
    }

    /** The sample network, whatever the cluster is called. */
    private static final class SampleNetworkOfAnyCluster {

        static SampleNetwork of(SimulationInput input) {
            assertThat(input.cluster().networking().pluginMode()).isEqualTo("overlay");
            return new SampleNetwork(SampleInputs.overlay());
        }
    }
}
