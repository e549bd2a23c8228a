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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code podpath plan}: tables for people, JSON for tools, an exit code for scripts. */
class PlanCommandTest {

    private static final String FLAT = "az aks create -n shop --network-plugin azure --max-pods 30 --node-count 50";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theTablesOfAShippedScenarioAreThePrintedOnes() {
        Path scenario = Golden.root().resolve("scenarios/s32-pod-subnet-batches");

        assertThat(podpath("plan", "--no-color", scenario.toString())).isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
        Golden.check(scenario.resolve("expected-plan.txt"), out.toString());
    }

    @Test
    void aSurgeNodeThatHalvesThePortsIsWarnedOf() {
        assertThat(podpath("plan", "--no-color", "--create", FLAT)).isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(out.toString())
                .contains("1,024 for each of 50 nodes, 512 while they are upgraded.", "connections may break")
                .contains("1,550    1,581      65,531")
                .contains("an upgrade adds 5 nodes and");
    }

    @ParameterizedTest
    @CsvSource({"7, 0, 0", "8, 0, 1", "9, 1, 1", "1, 0, 0"})
    void aNumberOfNodesThatDoesNotFitIsAnExitCode(int nodes, int alone, int withUpgrade) throws IOException {
        String file =
                Files.writeString(folder.resolve("small.podpath.yaml"), """
                        apiVersion: podpath/v1
                        kind: Scenario
                        cluster: {networkPlugin: azure, networkPluginMode: "", nodeCount: 2, vnetSubnetId: v/s}
                        azure:
                          vnets:
                            - name: v
                              addressPrefixes: [10.1.0.0/16]
                              subnets: [{name: s, addressPrefix: 10.1.1.0/24}]
                        """).toString();

        assertThat(podpath("plan", file, "--nodes", String.valueOf(nodes))).isEqualTo(alone);
        assertThat(podpath("plan", file, "--upgrade", "--nodes", String.valueOf(nodes)))
                .isEqualTo(withUpgrade);
        assertThat(podpath("plan", file, "--upgrade", "--model", "overlay", "--nodes", String.valueOf(nodes)))
                .isZero();
    }

    @Test
    void aQuestionThatComesOutOtherwiseIsAnExitCodeOfPlanAndRun() throws IOException {
        String file =
                Files.writeString(folder.resolve("wrong.podpath.yaml"), """
                        apiVersion: podpath/v1
                        kind: Scenario
                        cluster: {podCidr: 10.244.0.0/22}
                        plan:
                          - {name: grow, nodes: 5, expect: {fits: true, maxNodes: 5, portsPerNode: 512}}
                        """).toString();

        assertThat(podpath("plan", file)).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(podpath("run", "--no-color", file)).isEqualTo(ExitCode.UNEXPECTED);

        assertThat(out.toString())
                .contains("[FAIL] plan grow: DOES NOT FIT, NOT as expected")
                .contains("expected fits true, but it was false")
                .contains("expected maxNodes 5, but it was 4")
                .contains("expected portsPerNode 512, but it was 1024")
                .contains("1 plan, 1 NOT as expected: default/grow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s30-node-subnet-upgrade", "s31-overlay-pod-cidr-autoscaler", "s32-pod-subnet-batches", "shop"})
    void theJsonFollowsItsSchema(String scenario) throws IOException {
        String file = Golden.root().resolve("scenarios").resolve(scenario).toString();

        assertThat(podpath("plan", "-o", "json", file)).isEqualTo(ExitCode.AS_EXPECTED);

        String schema = Files.readString(Golden.root().resolve("schema/plan.schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(schema, InputFormat.JSON)
                        .validate(out.toString(), InputFormat.JSON))
                .isEmpty();
        assertThat(out.toString()).contains("podpath.plan/1");
    }

    @Test
    void portsSetByHandAndNatGatewaysHaveTheirOwnWords() {
        podpath("plan", "--no-color", "--create", FLAT + " --load-balancer-outbound-ports 4000");
        podpath("plan", "--no-color", "--create", FLAT + " --outbound-type managedNATGateway");
        podpath("plan", "--no-color", "--create", FLAT + " --outbound-type none");

        assertThat(out.toString())
                .contains("snat-ports", "200,000  204,000    64,000    DOES NOT FIT")
                .contains("The addresses serve 16 nodes, surge nodes included; now, with the upgrade, it is 51.")
                .contains("64,512 ports in one store for all nodes", "an even share")
                .contains("podpath cannot count them");
    }

    @Test
    void wrongUsageIsSaidInOneLine() {
        assertThat(podpath("plan")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(podpath("plan", "--create", FLAT, "--model", "overlai")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(podpath("plan", "--create", FLAT, "--nodes", "0")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(podpath("plan", "--create", "az aks create --max-pods many")).isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(err.toString())
                .contains("give either a FILE or --create")
                .contains("no networking model 'overlai'; did you mean 'overlay'?")
                .contains("--nodes must be from 1 to 5000, not 0")
                .contains("'maxPods' must be a whole number, not text");
        assertThat(out.toString()).isEmpty();
    }

    private int podpath(String... arguments) {
        Workbench workbench = new Workbench(new FileScenarioSource(), BuiltNetwork::of);
        return Podpath.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true), workbench);
    }
}
