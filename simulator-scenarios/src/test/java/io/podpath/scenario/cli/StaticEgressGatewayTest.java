package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.Simulator;
import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.run.ScenarioRunner;
import io.podpath.trace.Flow;
import io.podpath.trace.Hop;
import io.podpath.trace.Outcome;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods that leave through a pool of gateway nodes. */
class StaticEgressGatewayTest {

    private static final String OVERLAY = "networkPlugin: azure, networkPluginMode: overlay";
    private static final String POOL = "{name: gw, nodeCount: 2, mode: Gateway, gatewayPrefixSize: 31}";

    private static final String SCENARIO = """
            apiVersion: podpath/v1
            kind: Scenario
            cluster:
              {%s, vnetSubnetId: corp/nodes, enableStaticEgressGateway: true, nodePools: [{name: sys, nodeCount: 2}, %s]}
            azure:
              vnets:
                - name: corp
                  addressPrefixes: [10.1.0.0/16]
                  subnets: [{name: nodes, addressPrefix: 10.1.0.0/20}, {name: vms, addressPrefix: 10.1.32.0/24}]
              vms: [{name: erp, subnet: corp/vms, privateIp: 10.1.32.10, listen: [tcp/443]}]
            probes: [{name: p, from: pod/client, to: TARGET}]
            ---
            apiVersion: egressgateway.kubernetes.azure.com/v1alpha1
            kind: StaticGatewayConfiguration
            metadata: {name: out, namespace: default}
            spec: {gatewayNodepoolName: gw%s}
            status: {egressIpPrefix: 203.0.113.128/31}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: client, annotations: {kubernetes.azure.com/static-gateway-configuration: %s}}
            spec: {nodeName: node-0, hostNetwork: %s, containers: [{name: c}]}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, ports: [{containerPort: 80}]}]}}
            """;

    @ParameterizedTest
    @ValueSource(strings = {OVERLAY, "networkPlugin: azure", "networkPlugin: kubenet"})
    void inEveryModelTheServerSeesAnAddressOfThePrefix(String model) {
        Flow flow = send(scenario(model, POOL, "", "out", false), "internet/server:443");

        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(source(flow)).matches("203\\.0\\.113\\.12[89]");
        assertThat(elements(flow)).contains("load-balancer/kubeegressgateway-ilb");
        assertThat(tunnelSteps(flow)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {OVERLAY, "networkPlugin: azure", "networkPlugin: kubenet"})
    void podsOfTheClusterAreReachedPastTheGateway(String model) {
        Flow flow = send(scenario(model, POOL, "", "out", false), "pod/web:80");

        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(tunnelSteps(flow)).isEmpty();
    }

    /** The subnet of the machine is neither of pods nor of nodes. */
    @Test
    void aRangeLeavesTheTunnelOnlyIfItIsExcluded() {
        Flow through = send(scenario(OVERLAY, POOL, "", "out", false), "vm/erp:443");
        Flow past = send(scenario(OVERLAY, POOL, ", excludeCidrs: [10.1.32.0/24]", "out", false), "vm/erp:443");

        assertThat(tunnelSteps(through)).hasSize(2);
        assertThat(source(through)).startsWith("10.1.15.");
        assertThat(tunnelSteps(past)).isEmpty();
        assertThat(source(past)).isEqualTo("10.1.0.4");
    }

    @Test
    void withAzuresRouteOnlyTheListedRangesUseTheTunnel() {
        String spec = ", defaultRoute: azureNetworking, excludeCidrs: [203.0.113.80/32]";

        assertThat(tunnelSteps(send(scenario(OVERLAY, POOL, spec, "out", false), "internet/server:443")))
                .hasSize(2);
        assertThat(tunnelSteps(send(scenario(OVERLAY, POOL, spec, "out", false), "vm/erp:443")))
                .isEmpty();
    }

    @Test
    void withoutPublicAddressesTheSecondaryAddressMeetsTheUsualWaysOut() {
        Flow flow = send(scenario(OVERLAY, POOL, ", provisionPublicIps: false", "out", false), "internet/server:443");

        assertThat(tunnelSteps(flow)).hasSize(2);
        assertThat(flow.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(flow.forward().last().source().address().toString()).startsWith("10.1.15.");
    }

    @Test
    void ordinaryPodsDoNotRunOnGatewayNodes() {
        Scenario scenario = loaded(scenario(OVERLAY, POOL, "", "out", false).replace("TARGET", "pod/web:80"));
        Simulator simulator = Simulator.build(scenario.variants().get(0).input());

        assertThat(simulator.objects().pods())
                .allSatisfy(pod ->
                        assertThat(pod.spec().findNodeName().orElseThrow()).isIn("node-0", "node-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{name: gw, nodeCount: 3, mode: Gateway};                         a prefix of /31 has 2 addresses",
                "{name: gw, nodeCount: 2, mode: Gateway, gatewayPrefixSize: 27};  gatewayPrefixSize",
                "{name: gw, nodeCount: 2};                                        no node pool 'gw' of mode Gateway",
                "{name: gw, nodeCount: 2, gatewayPrefixSize: 31};                 goes with mode 'Gateway'",
                "{name: gw, nodeCount: 2, mode: Gateway, enableClusterAutoscaler: true};    cannot be scaled"
            })
    void aPoolThatCannotBeOneIsRefused(String pool, String words) {
        assertThat(errors(scenario(OVERLAY, pool, "", "out", false)))
                .anySatisfy(error -> assertThat(error).contains(words));
    }

    @Test
    void whatDoesNotGoWithAGatewayIsRefused() {
        assertThat(errors(scenario(OVERLAY, POOL, "", "other", false)))
                .singleElement()
                .asString()
                .contains("no StaticGatewayConfiguration 'other' in namespace 'default'");
        assertThat(errors(scenario(OVERLAY, POOL, "", "out", true)))
                .singleElement()
                .asString()
                .contains("a pod on the host network");
        assertThat(errors(scenario(OVERLAY + ", ipFamilies: [ipv4, ipv6]", POOL, "", "out", false)))
                .anySatisfy(error -> assertThat(error).contains("do not go with a dual-stack cluster"));
        assertThat(errors(scenario("networkPlugin: azure, podSubnetId: corp/vms", POOL, "", "out", false)))
                .anySatisfy(error -> assertThat(error).contains("do not go with a pod subnet"));
    }

    private static String scenario(String model, String pool, String spec, String annotation, boolean hostNetwork) {
        return SCENARIO.formatted(model, pool, spec, annotation, hostNetwork);
    }

    private static LoadResult load(String text) {
        return ScenarioLoader.load(Path.of("-"), new LoadOptions(false, new StringReader(text)));
    }

    private static List<String> errors(String text) {
        return load(text.replace("TARGET", "ip/203.0.113.80:443")).problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .map(Problem::message)
                .toList();
    }

    private static Scenario loaded(String text) {
        LoadResult loaded = load(text);
        assertThat(loaded.scenario()).as("%s", loaded.problems()).isPresent();
        return loaded.scenario().orElseThrow();
    }

    private static Flow send(String text, String to) {
        Scenario scenario = loaded(text.replace("TARGET", "\"" + to + "\""));
        ScenarioRunner.Options usual = new ScenarioRunner.Options(OptionalLong.empty(), false);
        return ScenarioRunner.run(scenario, usual)
                .probes()
                .findFirst()
                .orElseThrow()
                .flow();
    }

    private static String source(Flow flow) {
        return flow.forward().last().source().address().toString();
    }

    private static List<String> elements(Flow flow) {
        return flow.forward().hops().stream().map(Hop::element).toList();
    }

    private static List<Step> tunnelSteps(Flow flow) {
        return flow.forward().hops().stream()
                .flatMap(hop -> hop.steps().stream())
                .filter(step -> step.kind() == StepKind.TUNNEL)
                .toList();
    }
}
