package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios that are well written and still cannot mean what their author wants. */
class UnusableScenarioTest {

    private static final String CLIENT = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: client, labels: {app: client}}
            spec: {containers: [{name: c, ports: [{containerPort: 8080}]}]}
            """;

    private static final String NETWORK_POLICY = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: deny}
            spec: {podSelector: {}}
            """;

    @TempDir
    Path folder;

    @Test
    void ownNetworkMustNotTakeTheNameOfTheManagedOne() {
        String vnet = "azure: {vnets: [{name: aks-vnet, addressPrefixes: [10.224.0.0/12],"
                + " subnets: [{name: s, addressPrefix: 10.224.0.0/16}]}]}\n";

        assertThat(errors(HEAD + vnet))
                .containsExactly("3:24: 'aks-vnet' is the name of the network that AKS creates for the nodes; to place"
                        + " the nodes in your own, set cluster.vnetSubnetId (aks-vnet/s)");
        assertThat(errors(HEAD + "cluster: {vnetSubnetId: aks-vnet/s}\n" + vnet))
                .isEmpty();
    }

    @Test
    void probeOfAServiceWithoutAnAddressIsAnError() {
        String probes = """
                probes:
                  - {name: a, from: pod/client, to: "svc/ext:80", expect: timeout}
                  - {name: b, from: internet/client, to: "svc/web:80"}
                """;
        String services = """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: ext}
                spec: {type: ExternalName, externalName: example.com}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: client}, ports: [{port: 80, targetPort: 8080}]}
                """;

        assertThat(errors(HEAD + probes + CLIENT + services))
                .containsExactly(
                        "4:37: service default/ext is an ExternalName: it has no address, clients resolve it to another"
                                + " name",
                        "5:42: service default/web is a ClusterIP and no LoadBalancer: outside the cluster it has no"
                                + " address; a node port is probed as node/NAME:PORT");
    }

    @Test
    void policyThatNobodyEnforcesIsAWarning() {
        assertThat(warnings(HEAD + NETWORK_POLICY))
                .containsExactly("6:18: nobody enforces NetworkPolicy default/deny: the cluster has no policy engine"
                        + " (cluster.networkPolicy)");
        assertThat(warnings(HEAD + "cluster: {networkPolicy: calico}\n" + NETWORK_POLICY))
                .isEmpty();
    }

    @Test
    void policyEngineMustFitTheNetwork() {
        assertThat(errors(HEAD + "cluster: {networkPolicy: cilium}\n"))
                .containsExactly("3:26: 'cilium' goes with networkDataplane 'cilium', not 'azure'");
        assertThat(errors(HEAD + "cluster: {networkPlugin: kubenet, networkPolicy: azure}\n"))
                .containsExactly("3:50: 'azure' goes with networkPlugin 'azure', not 'kubenet'");
    }

    @Test
    void targetPortThatNoContainerDeclaresIsAWarning() {
        String service = """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: client}, ports: [{port: 80, targetPort: %d}]}
                """;

        assertThat(warnings(HEAD + CLIENT + service.formatted(9090)))
                .containsExactly("12:41: no selected pod declares tcp port 9090; podpath takes it that nothing listens"
                        + " there");
        assertThat(warnings(HEAD + CLIENT + service.formatted(8080))).isEmpty();
    }

    @Test
    void portsThatTheApiServerRefusesAreErrors() {
        String services = """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: a}
                spec: {type: NodePort, ports: [{port: 80, nodePort: 80}, {name: b, port: 80}, {name: b, port: 81}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: b}
                spec: {type: NodePort, ports: [{port: 80, nodePort: 30001}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: c}
                spec: {type: NodePort, ports: [{port: 80, nodePort: 30001}, {name: u, port: 80, protocol: UDP}]}
                """;

        assertThat(errors(HEAD + "cluster: {}\n" + services))
                .containsExactly(
                        "8:32: a service of several ports must give each a name",
                        "8:32: nodePort must be from 30000 to 32767, not 80",
                        "8:58: tcp port 80 is here twice",
                        "8:79: there are two ports of the name 'b'",
                        "18:32: a service of several ports must give each a name",
                        "18:32: nodePort 30001 belongs to service default/b already");
    }

    @Test
    void ipv6RangesAreRefusedInWords() {
        assertThat(errors(HEAD + "cluster: {podCidr: \"fd00::/48\"}\n"))
                .containsExactly("3:20: podCidr fd00::/48 is IPv6; AKS knows clusters of IPv4 and of both families,"
                        + " IPv4 first");
    }

    @Test
    void flagWithoutItsValueIsAnError() {
        assertThat(errors(HEAD + "cluster: {create: az aks create --pod-cidr --enable-private-cluster}\n"))
                .containsExactly("3:19: the flag --pod-cidr needs a value");
    }

    @Test
    void valueOfTwoSpellingsIsListedOnce() {
        String probe = "probes: [{name: a, from: pod/client, to: node/node-0:22, expect: {disposition: DENID}}]\n";

        assertThat(errors(HEAD + probe + CLIENT))
                .singleElement()
                .asString()
                .contains("(one of DELIVERED, EXITS_MODEL, ")
                .endsWith("NOT_MODELLED); did you mean 'DENIED'?");
    }

    @Test
    void scenarioAmongItsOwnManifestsIsNotReadTwice() throws IOException {
        Path scenario = folder.resolve("mine.yaml");
        Files.writeString(scenario, HEAD + "manifests: [.]\n" + CLIENT);
        Files.writeString(folder.resolve("other.podpath.yaml"), HEAD + CLIENT);
        Files.writeString(folder.resolve("policy.yaml"), NETWORK_POLICY.substring(4));

        LoadResult result = ScenarioLoader.load(scenario, LoadOptions.DEFAULT);

        assertThat(result.scenario().orElseThrow().variants().get(0).input().objects())
                .satisfies(objects -> assertThat(objects.pods()).hasSize(1))
                .satisfies(objects -> assertThat(objects.networkPolicies()).hasSize(1));
    }

    @Test
    void lineOfAProblemIsShownInItsOwnEncoding() throws IOException {
        for (String mark : new String[] {"", "\uFEFF"}) {
            Path file = folder.resolve("marked.yaml");
            Files.writeString(file, mark + "apiVersion: podpath/v2\nkind: Scenario\n");
            assertThat(printed(file)).contains("\n  apiVersion: podpath/v2\n              ^\n");
        }
        Path powerShell = folder.resolve("powershell.yaml");
        Files.writeString(powerShell, "apiVersion: podpath/v2\nkind: Scenario\n", StandardCharsets.UTF_16);
        assertThat(printed(powerShell)).contains("\n  apiVersion: podpath/v2\n              ^\n");
    }

    @Test
    void jsonThatEndsTooSoonIsSaidInPlainWords() throws IOException {
        Path file = folder.resolve("cut.json");
        Files.writeString(file, "{\"kind\": \"Pod\"");

        assertThat(printed(file))
                .contains("not valid JSON: Unexpected end-of-input: expected close marker for Object\n");
    }

    private static String printed(Path file) {
        LoadResult result = ScenarioLoader.load(file, LoadOptions.DEFAULT);
        return ProblemPrinter.print(result.problems(), result.sourceLines());
    }
}
