package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.run.ProbeResult;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.ScenarioRunner;
import io.podpath.trace.DnsReason;
import io.podpath.trace.ModelReason;
import io.podpath.trace.RoutingReason;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pod stands for a workload that a probe names, and ends that podpath does not know. */
class WorkloadEndsTest {

    private static final String SCENARIO = """
            apiVersion: podpath/v1
            kind: Scenario
            cluster: {nodeCount: 1}
            probes: [{name: p, from: %s, to: "%s"}]
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: aa, labels: {app: web}}, spec: {containers: [{name: c}]}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: ab, labels: {app: web}}
            spec: {containers: [{name: c}]}
            status: {phase: Succeeded, podIP: 10.244.0.77}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, ports: [{containerPort: 80}]}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: front}
            spec: {rules: [{host: shop.example.com}, {host: "*.apps.example.com"}]}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: report}
            spec: {template: {spec: {containers: [{name: c}]}}}
            """;

    @Test
    void jobIsItsOwnPodAndNotAnyPod() {
        assertThat(element(run("job/report", "deploy/web:80"))).startsWith("pod/default/report-");
    }

    @Test
    void deploymentIsAPodNamedAfterItIfThereIsOne() {
        assertThat(element(run("deploy/web", "ip/10.0.0.10:53"))).startsWith("pod/default/web-");
    }

    @Test
    void hostOfAnIngressIsNotModelledAndNamesTheIngress() {
        for (String host : List.of("shop.example.com", "cart.apps.example.com")) {
            assertThat(run("job/report", "https://" + host + "/")
                            .flow()
                            .forward()
                            .end()
                            .findReason())
                    .contains(ModelReason.MODEL_INGRESS);
        }
        for (String host : List.of("other.example.com", "a.b.apps.example.com")) {
            assertThat(run("job/report", "https://" + host + "/")
                            .flow()
                            .forward()
                            .end()
                            .findReason())
                    .contains(DnsReason.DNS_NAME_NOT_DECLARED);
        }
    }

    @Test
    void podOfAnIpv4ClusterHasNoRouteToAnIpv6Address() {
        assertThat(run("job/report", "ip/[fd00::1]:80").flow().forward().end().findReason())
                .contains(RoutingReason.ROUTE_NONE);
    }

    /** The API server would refuse the Service; podpath says so, and nobody has the address. */
    @Test
    void clusterIpOfIpv6OnAnIpv4ClusterIsToldAndHasNoRoute() {
        String service = """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: six}
                spec: {clusterIP: "fd00::10", selector: {app: web}, ports: [{port: 80}]}
                """;
        RunResult run = runAll(SCENARIO.formatted("job/report", "ip/[fd00::10]:80") + service);

        assertThat(run.problems())
                .extracting(Problem::message)
                .anyMatch(told -> told.contains("default/six: cluster IP fd00::10: the cluster has no IPv6"));
        assertThat(first(run).flow().forward().end().findReason()).contains(RoutingReason.ROUTE_NONE);
    }

    @Test
    void linkLocalEndIsNotModelled() {
        assertThat(run("job/report", "ip/[fe80::1]:80").flow().forward().end().findReason())
                .contains(ModelReason.MODEL_IPV6);
    }

    private static String element(ProbeResult result) {
        return result.flow().forward().hops().get(0).element();
    }

    private static ProbeResult run(String from, String to) {
        return first(runAll(SCENARIO.formatted(from, to)));
    }

    private static ProbeResult first(RunResult run) {
        return run.probes().findFirst().orElseThrow();
    }

    private static RunResult runAll(String text) {
        LoadResult loaded = ScenarioLoader.load(Path.of("-"), new LoadOptions(false, new StringReader(text)));
        return ScenarioRunner.run(loaded.scenario().orElseThrow(), ScenarioRunner.Options.DEFAULT);
    }
}
