package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.run.BuiltNetwork;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.ScenarioRunner;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pings and datagrams around 1500 bytes, the MTU of pods, nodes and Azure's cards. */
class LargeDatagramTest {

    private static final String SCENARIO = """
            apiVersion: podpath/v1
            kind: Scenario
            cluster: {networkPlugin: azure, networkPluginMode: overlay, nodeCount: 2}
            probes: [{name: big, from: pod/client, to: "pod/web%s", %s}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: client}
            spec: {nodeName: node-0, containers: [{name: c}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec: {nodeName: node-1, containers: [{name: c, ports: [{containerPort: 53, protocol: UDP}]}]}
            """;

    private static Flow send(String port, String probe) {
        return run(port, probe).variants().get(0).probes().get(0).flow();
    }

    private static RunResult run(String port, String probe) {
        StringReader input = new StringReader(SCENARIO.formatted(port, probe));
        return ScenarioRunner.run(
                ScenarioLoader.load(Path.of("-"), new LoadOptions(false, input))
                        .scenario()
                        .orElseThrow(),
                ScenarioRunner.Options.DEFAULT);
    }

    private static List<String> fragments(Trace trace) {
        return trace.steps()
                .filter(step -> step.kind() == StepKind.FRAGMENTS)
                .map(Step::action)
                .toList();
    }

    private static String print(String verb, Path file, String... options) {
        StringWriter out = new StringWriter();
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(verb.equals("trace") ? List.of("-f", file.toString()) : List.of(file.toString()));
        words.addAll(List.of(options));
        PrintWriter print = new PrintWriter(out, true);
        Podpath.execute(
                words.toArray(String[]::new), print, print, new Workbench(new FileScenarioSource(), BuiltNetwork::of));
        return out.toString().replaceAll("\\s+", " ");
    }

    @Test
    void aPingThatFitsIsNotCut() {
        Flow flow = send("", "protocol: icmp, payloadBytes: 1472");

        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(fragments(flow.forward())).isEmpty();
        assertThat(flow.findReply().orElseThrow().last().lengthBytes()).isEqualTo(1_500);
    }

    @Test
    void aPingOfOneByteMoreIsCutBySenderAndAnswererAndPutTogetherOnEachNode() {
        Flow flow = send("", "protocol: icmp, payloadBytes: 1473");

        List<String> eachWay = List.of(
                "leaves eth0 in 2 fragments of at most 1500 bytes",
                "2 fragments are put together before conntrack",
                "leaves eth0 in 2 fragments of at most 1500 bytes",
                "2 fragments are put together before conntrack");
        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(fragments(flow.forward()))
                .startsWith(eachWay.toArray(String[]::new))
                .hasSize(6);
        assertThat(fragments(flow.findReply().orElseThrow()))
                .startsWith(eachWay.toArray(String[]::new))
                .hasSize(6);
    }

    @Test
    void aPingThatMustNotBeCutDoesNotLeaveThePod() {
        Flow flow = send("", "protocol: icmp, payloadBytes: 1473, dontFragment: true");

        assertThat(flow.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(flow.forward().end().element()).isEqualTo("pod/default/client");
        assertThat(flow.forward().end().detail()).contains("EMSGSIZE");
    }

    @Test
    void aLargeDatagramIsAnswered() {
        Flow flow = send(":53", "protocol: udp, payloadBytes: 5000");

        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(fragments(flow.forward())).contains("leaves eth0 in 4 fragments of at most 1500 bytes");
    }

    @Test
    void theReportShowsTheSizeAsked(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("big.podpath.yaml");
        Files.writeString(file, SCENARIO.formatted(":53", "protocol: udp, payloadBytes: 5000, dontFragment: false"));

        assertThat(print("run", file))
                .contains("5000 bytes, may be fragmented)", "in 4 fragments of at most 1500 bytes");
        assertThat(print("run", file, "-o", "json")).contains("\"payloadBytes\" : 5000", "\"dontFragment\" : false");
        assertThat(print(
                        "trace",
                        file,
                        "--from",
                        "pod/client",
                        "--to",
                        "pod/web",
                        "--protocol",
                        "icmp",
                        "--payload",
                        "1473",
                        "--dont-fragment"))
                .contains("1473 bytes, \"do not fragment\"", "EMSGSIZE");
    }
}
