package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.printed;
import static io.podpath.scenario.load.Inputs.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who makes a mistake. */
class BadInputTest {

    private static final String WEB = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: client, namespace: shop}
            spec: {containers: [{name: c}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
            """;

    @TempDir
    Path folder;

    @Test
    void allMistakesArePrintedAtOnceWithLineAndCaret() {
        String text = HEAD + """
                cluster:
                  networkPlugn: azure
                  networkPluginMode: overly
                  maxPods: many
                probes:
                  - {name: a, from: pod/shop/clint, to: "svc/shop/web:81"}
                """ + WEB;

        assertThat(printed(text)).isEqualTo("""
                -:4:3: error: unknown field 'networkPlugn' in cluster; did you mean 'networkPlugin'?
                    networkPlugn: azure
                    ^
                -:5:22: error: 'networkPluginMode' cannot be 'overly' (one of overlay); did you mean 'overlay'?
                    networkPluginMode: overly
                                       ^
                -:6:12: error: 'maxPods' must be a whole number, not text
                    maxPods: many
                             ^
                -:8:21: error: there is no pod 'clint' in namespace 'shop'; did you mean 'client'?
                    - {name: a, from: pod/shop/clint, to: "svc/shop/web:81"}
                                      ^
                -:8:41: error: service shop/web has no tcp port '81' (it has 80, http); did you mean '80'?
                    - {name: a, from: pod/shop/clint, to: "svc/shop/web:81"}
                                                          ^
                5 errors, 0 warnings
                """);
    }

    @Test
    void overlappingRangesAreErrors() {
        assertThat(errors(HEAD + "cluster: {podCidr: 10.0.0.0/16}\n"))
                .containsExactly("3:20: podCidr 10.0.0.0/16 overlaps serviceCidr 10.0.0.0/16");
        assertThat(errors(HEAD + "cluster: {podCidr: 10.224.0.0/16}\n"))
                .containsExactly("3:20: podCidr 10.224.0.0/16 overlaps 10.224.0.0/16, the subnet of the nodes");
        assertThat(errors(HEAD + "cluster: {serviceCidr: 10.230.0.0/16, dnsServiceIp: 10.230.0.10}\n"))
                .containsExactly(
                        "3:24: serviceCidr 10.230.0.0/16 overlaps 10.224.0.0/12 of the cluster's virtual network");
        assertThat(errors(HEAD + "cluster: {podCidr: 172.16.0.0/12}\n"))
                .containsExactly(
                        "3:20: podCidr 172.16.0.0/12 overlaps 172.30.0.0/16, which AKS reserves",
                        "3:20: podCidr 172.16.0.0/12 overlaps 172.31.0.0/16, which AKS reserves");
    }

    @Test
    void podCidrNeedsA24ForEachNode() {
        assertThat(errors(HEAD + "cluster: {podCidr: 10.244.0.0/22, nodeCount: 5}\n"))
                .containsExactly(
                        "3:20: podCidr 10.244.0.0/22 is too small: a /24 for each node makes 4, but there are 5"
                                + " nodes");
        assertThat(errors(HEAD + "cluster: {podCidr: 10.244.0.0/22, nodeCount: 4}\n"))
                .isEmpty();
    }

    @Test
    void dnsServiceIpLiesInsideTheServiceCidrButNotFirst() {
        assertThat(errors(HEAD + "cluster: {dnsServiceIp: 10.1.0.10}\n"))
                .containsExactly("3:25: dnsServiceIp 10.1.0.10 is not inside serviceCidr 10.0.0.0/16; use for example"
                        + " 10.0.0.10");
        assertThat(errors(HEAD + "cluster: {dnsServiceIp: 10.0.0.1}\n"))
                .containsExactly("3:25: dnsServiceIp 10.0.0.1 must not be the first address of serviceCidr 10.0.0.0/16,"
                        + " which is the API server's");
        assertThat(errors(HEAD + "cluster: {serviceCidr: 10.0.0.0/12, podCidr: 100.64.0.0/16}\n"))
                .containsExactly("3:24: serviceCidr 10.0.0.0/12 must be smaller than /12");
    }

    @Test
    void nodeSubnetMustHoldNodesAndPodsOfAFlatNetwork() {
        String network = """
                azure:
                  vnets: [{name: v, addressPrefixes: [10.1.0.0/16], subnets: [{name: s, addressPrefix: 10.1.1.0/24}]}]
                """;

        assertThat(errors(HEAD + network + "cluster: {networkPlugin: azure, vnetSubnetId: v/s, nodeCount: 9}\n"))
                .containsExactly("5:47: the node subnet 10.1.1.0/24 has 251 usable addresses, but the nodes and their"
                        + " pods need 279");
        assertThat(warnings(HEAD + network + "cluster: {networkPlugin: azure, vnetSubnetId: v/s, nodeCount: 8}\n"))
                .containsExactly("5:47: the node subnet 10.1.1.0/24 has 251 usable addresses; the nodes need 248, which"
                        + " leaves no room for the 31 that an upgrade adds");
    }

    @Test
    void probesOfMissingThingsAreErrorsWithASuggestion() {
        String probes = """
                probes:
                  - {name: a, from: pod/shop/client, to: "svc/web:80"}
                  - {name: b, from: vm/erp, to: internet/partner:443}
                  - {name: c, from: node/node-7, to: "svcs/shop/web:80"}
                  - {name: e, from: node/node-7, to: "svc/shop/web:80"}
                  - {name: d, from: deploy/shop/web, to: svc/shop/web}
                """;

        assertThat(errors(HEAD + probes + WEB))
                .containsExactly(
                        "4:42: there is no service 'web' in namespace 'default'; did you mean 'service/shop/web'?",
                        "5:21: there is no vm 'erp'",
                        "5:33: there is no internet host 'partner'",
                        "6:38: unknown kind 'svcs' in 'svcs/shop/web:80'; did you mean 'svc'?",
                        "7:21: there is no node 'node-7'; did you mean 'node-0'?",
                        "8:21: there is no deployment 'web' in namespace 'shop'",
                        "8:42: a tcp probe needs a port: service/shop/web:PORT");
    }

    @Test
    void theSizeOfAPacketIsForProtocolsThatDoNotCutThemselves() {
        String probes = """
                probes:
                  - {name: a, from: pod/shop/client, to: "svc/shop/web:80", payloadBytes: 2000}
                  - {name: b, from: pod/shop/client, to: pod/shop/web, protocol: icmp, payloadBytes: 65508}
                  - {name: c, from: pod/shop/client, to: pod/shop/web, protocol: icmp, dontFragment: maybe}
                  - {name: d, from: pod/shop/client, to: pod/shop/web, protocol: icmp, payloadByte: 1}
                """;

        assertThat(errors(HEAD + probes + WEB))
                .containsExactly(
                        "4:75: TCP cuts what it sends to size itself (MSS), so 'payloadBytes' is for 'protocol: udp' and"
                                + " 'protocol: icmp'",
                        "5:86: 'payloadBytes' must be from 0 to 65507, not 65508",
                        "6:86: 'dontFragment' must be true or false, not text",
                        "7:72: unknown field 'payloadByte' in probe; did you mean 'payloadBytes'?");
    }

    @Test
    void aPortNoContainerDeclaresIsAnErrorUnlessFailureIsExpected() {
        String probe = "probes: [{name: a, from: pod/shop/client, to: \"pod/shop/web:9090\", expect: %s}]\n";

        assertThat(errors(HEAD + probe.formatted("connected") + WEB))
                .containsExactly("3:47: no container of pod/shop/web declares the tcp port '9090' (it has 8080, http)");
        assertThat(errors(HEAD + probe.formatted("refused") + WEB)).isEmpty();
    }

    @Test
    void duplicateNamesAreErrors() {
        assertThat(errors(WEB + WEB))
                .containsExactly(
                        "19:18: Pod shop/web is declared twice (first at -:4:18)",
                        "24:18: Pod shop/client is declared twice (first at -:9:18)",
                        "29:18: Service shop/web is declared twice (first at -:14:18)");
        assertThat(errors(HEAD + "azure: {nsgs: [{name: n}, {name: n}]}\n"))
                .containsExactly("3:23: there are two of the name 'n'");
    }

    @Test
    void addressesOutsideTheirRangeAreErrors() {
        String azure = """
                azure:
                  vnets: [{name: v, addressPrefixes: [10.1.0.0/16], subnets: [{name: s, addressPrefix: 10.1.1.0/24}]}]
                  vms:
                    - {name: out, subnet: v/s, privateIp: 10.1.2.4}
                    - {name: kept, subnet: v/s, privateIp: 10.1.1.3}
                    - {name: one, subnet: v/s, privateIp: 10.1.1.9}
                    - {name: two, subnet: v/s, privateIp: 10.1.1.9}
                    - {name: lost, subnet: v/t}
                """;
        String service = """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: far}
                spec: {clusterIP: 10.9.0.1, ports: [{port: 80}]}
                """;

        assertThat(errors(HEAD + azure + service))
                .containsExactly(
                        "6:43: 10.1.2.4 is outside its subnet 10.1.1.0/24",
                        "7:44: 10.1.1.3 is one of the five addresses of 10.1.1.0/24 that Azure keeps",
                        "9:43: 10.1.1.9 is the address of 'one' already",
                        "10:28: there is no subnet 'v/t'; did you mean 'v/s'?",
                        "15:19: clusterIP 10.9.0.1 is outside serviceCidr 10.0.0.0/16");
    }

    @Test
    void subnetsMustLieInTheirNetworkAndApart() {
        String azure = """
                azure:
                  vnets:
                    - name: v
                      addressPrefixes: [10.1.0.0/16]
                      peerings: [w]
                      subnets:
                        - {name: a, addressPrefix: 10.1.1.0/24, nsg: missing}
                        - {name: b, addressPrefix: 10.1.1.128/25}
                        - {name: c, addressPrefix: 10.2.0.0/24, routeTable: rt}
                        - {name: d, addressPrefix: 10.1.9.1/24}
                """;

        assertThat(errors(HEAD + azure))
                .containsExactly(
                        "7:17: there is no other virtual network 'w' to peer with",
                        "9:54: there is no network security group 'missing'",
                        "10:36: subnet 10.1.1.128/25 overlaps 10.1.1.0/24 of subnet 'a'",
                        "11:36: subnet 10.2.0.0/24 is outside the network [10.1.0.0/16]",
                        "11:61: there is no route table 'rt'",
                        "12:36: '10.1.9.1/24' is not the start of its range; did you mean '10.1.9.0/24'?");
    }

    @Test
    void variantsMustNotExtendEachOtherInACircle() {
        String variants = """
                variants:
                  a: {extends: b}
                  b: {extends: a}
                  c: {extends: aa}
                probes: [{name: p, from: ip/1.2.3.4, to: "ip/1.2.3.5:80", expect: {outcome: {d: connected}}}]
                """;

        assertThat(errors(HEAD + variants))
                .containsExactly(
                        "4:16: the variants extend each other in a circle: b -> a -> b",
                        "5:16: the variants extend each other in a circle: a -> b -> a",
                        "6:16: there is no variant 'aa' to extend; did you mean 'a'?",
                        "7:78: there is no variant 'd'; did you mean 'a'?");
    }

    @Test
    void servicesThatLeadNowhereAreWarnings() {
        String text = WEB.replace("targetPort: http", "targetPort: htp") + """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: lost, namespace: shop}
                spec: {selector: {app: wep}, ports: [{port: 80}]}
                """;

        assertThat(warnings(text))
                .containsExactly(
                        "15:38: no selected pod declares a port named 'htp'; did you mean 'http'?",
                        "20:18: the selector of service shop/lost matches no pod");
    }

    @Test
    void unknownKubernetesFieldsAreWarningsAndStrictlyErrors() {
        String text = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: p}
                spec: {podSelecter: {}}
                """;

        assertThat(warnings(text))
                .contains("4:8: unknown field 'podSelecter' in NetworkPolicySpec; did you mean 'podSelector'?");
        assertThat(Inputs.load(text).scenario()).isPresent();
        assertThat(Inputs.loadStrict(text).scenario()).isEmpty();
    }

    @Test
    void aMissingNodeIsNamedOnceAndTheSameUnknownFieldNotForEver() {
        String pod = """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: p%d}
                spec: {nodeName: node-9, hostNetwrk: true, containers: []}
                """;
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < 30; i++) {
            text.append(pod.formatted(i));
        }

        assertThat(errors(text.toString())).containsExactly("7:18: there is no node 'node-9'; did you mean 'node-0'?");
        assertThat(warnings(text.toString())).hasSize(20);
    }

    @Test
    void unreadableFilesAreOneClearError() throws IOException {
        assertThat(fileErrors("empty.yaml", new byte[0])).containsExactly("the file is empty");
        assertThat(fileErrors("comment.yaml", bytes("# nothing\n"))).containsExactly("the file is empty");
        assertThat(fileErrors("empty.json", new byte[0])).containsExactly("the file is empty");
        assertThat(fileErrors("binary.yaml", new byte[] {0x7f, 'E', 'L', 'F', 0, 1, 2}))
                .containsExactly("this is a binary file, not YAML or JSON");
        assertThat(fileErrors("latin.yaml", new byte[] {'a', ':', ' ', (byte) 0xe9, '\n'}))
                .containsExactly("this is not text in UTF-8 (a binary file, or another encoding)");
        assertThat(fileErrors("word.yaml", bytes("hello\n"))).containsExactly("expected a Kubernetes object, not text");
        assertThat(ScenarioLoader.load(folder.resolve("empty.yml"), LoadOptions.DEFAULT)
                        .problems())
                .extracting(Problem::message)
                .containsExactly("there is no such file; did you mean 'empty.yaml'?");
    }

    private List<String> fileErrors(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        LoadResult result = ScenarioLoader.load(file, LoadOptions.DEFAULT);
        assertThat(result.scenario()).isEmpty();
        return result.problems().stream().map(Problem::message).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
