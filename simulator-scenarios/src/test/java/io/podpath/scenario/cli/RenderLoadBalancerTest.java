package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.run.BuiltNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load balancers that Services ask for by their annotations, printed by the command line. */
class RenderLoadBalancerTest {

    private static final String SCENARIO = """
            apiVersion: podpath/v1
            kind: Scenario
            metadata: {name: s}
            cluster: {networkPlugin: azure, nodeCount: 2, vnetSubnetId: v/nodes}
            azure:
              vnets:
                - {name: v, addressPrefixes: [10.1.0.0/16], subnets: [{name: nodes, addressPrefix: 10.1.1.0/24}]}
              publicIps: [{name: shop-ip, ipAddress: 20.1.2.3}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: web}}
            spec: {nodeName: node-0, containers: [{name: c, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              annotations:
                service.beta.kubernetes.io/azure-pip-name: shop-ip
                service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout: "10"
            spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: inside
              annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: "true"}
            spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 443, targetPort: 8080}]}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private int podpath(String verb, String scenario, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("s.podpath.yaml"), scenario);
        List<String> arguments = new ArrayList<>(
                verb.equals("render")
                        ? List.of("render", "load-balancer", "-f", file.toString())
                        : List.of(verb, file.toString()));
        arguments.addAll(List.of(more));
        return Podpath.execute(
                arguments.toArray(String[]::new),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Workbench(new FileScenarioSource(), BuiltNetwork::of));
    }

    private Iterable<String> lines() {
        return out.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
    }

    @Test
    void eachRuleSaysWhereItLeadsAndWhoIsHealthy() throws IOException {
        assertThat(podpath("render", SCENARIO)).isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(lines())
                .containsSubsequence(
                        "load balancer kubernetes",
                        "default/web 20.1.2.3 public",
                        "default-web-TCP-80 Tcp 20.1.2.3:80 80 on Default Http /healthz at port 30087 every 5 s,"
                                + " 2 failures idle timeout 10 min, TCP reset node-0",
                        "aksOutboundRule 198.51.100.1 1024 idle timeout 30 min, TCP reset",
                        "load balancer kubernetes-internal",
                        "default/inside 10.1.1.66 internal",
                        "default-inside-TCP-443 Tcp 10.1.1.66:443 443 on Default Tcp at port 30088 every 5 s,"
                                + " 2 failures idle timeout 4 min, TCP reset node-0 node-1");
    }

    @Test
    void jsonHasTheShapeOfAz() throws IOException {
        assertThat(podpath("render", SCENARIO, "-o", "json")).isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("\"frontendIPConfigurations\" : [ { \"name\" : \"default/web\", \"publicIPAddress\" :"
                        + " \"20.1.2.3\" } ]")
                .contains("\"frontendPort\" : 80, \"backendAddressPool\" : \"kubernetes\", \"backendPort\" : 80,"
                        + " \"enableFloatingIP\" : true, \"loadDistribution\" : \"Default\","
                        + " \"idleTimeoutInMinutes\" : 10, \"enableTcpReset\" : true");
    }

    @Test
    void anAnnotationThatTheCloudProviderDoesNotKnowIsNoted() throws IOException {
        assertThat(podpath("validate", SCENARIO.replace("tcp-idle-timeout", "tcp-idle-timeot")))
                .isEqualTo(ExitCode.AS_EXPECTED);

        assertThat(out.toString())
                .contains(":21:")
                .contains("info: the Azure cloud provider does not know the annotation"
                        + " 'service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeot' and passes over it; did you mean"
                        + " 'service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout'?");
    }

    @Test
    void thePublicIpThatAnAnnotationNamesMustBeThere() throws IOException {
        podpath("validate", SCENARIO.replace("azure-pip-name: shop-ip", "azure-pip-name: shp-ip"));

        assertThat(out.toString()).contains("'shp-ip'").contains("did you mean 'shop-ip'?");
    }
}
