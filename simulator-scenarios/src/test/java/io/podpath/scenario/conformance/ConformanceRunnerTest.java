package io.podpath.scenario.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of expectations of our own, right and wrong ones. */
class ConformanceRunnerTest {

    private static final String HEAD = """
            format: kube-proxy-conformance/1
            nodeName: node-a
            nodeIPs: [10.224.0.4, 10.224.0.5]
            localDetector: {mode: ClusterCIDR, clusterCIDR: 10.244.0.0/16}
            """;

    private static final String OBJECTS = """
                services:
                  - metadata: {namespace: shop, name: web}
                    spec:
                      type: LoadBalancer
                      clusterIP: 10.0.007.1
                      ports: [{name: http, port: 80, nodePort: 30080}]
                      loadBalancerSourceRanges: [' 198.51.100.0/24 ']
                    status: {loadBalancer: {ingress: [{ip: 20.50.1.1}]}}
                endpointSlices:
                  - metadata: {namespace: shop, name: web-1, labels: {kubernetes.io/service-name: web}}
                    addressType: IPv4
                    ports: [{name: http, port: 8080}]
                    endpoints:
                      - {addresses: [10.244.1.5], nodeName: node-a}
                      - {addresses: [10.244.2.6], nodeName: node-b}
            """;

    @TempDir
    private Path directory;

    private ConformanceReport run(String yaml) throws IOException {
        return ConformanceRunner.run(List.of(Files.writeString(directory.resolve("case.yaml"), yaml)));
    }

    private static String flow(String id, String from, String to, String verdict, String endpoints, boolean masq) {
        int colon = to.indexOf(':');
        return """
                  - {id: %s, name: n, protocol: TCP, sourceIP: %s, destIP: %s, destPort: %s, verdict: %s, \
            endpoints: [%s], masq: %s}
            """.formatted(id, from, to.substring(0, colon), to.substring(colon + 1), verdict, endpoints, masq);
    }

    private static String flows(String mode, String... flows) {
        return HEAD + "kind: PacketFlows\nproxyMode: " + mode + "\ncases:\n  - name: shop\n" + OBJECTS + "    flows:\n"
                + String.join("", flows);
    }

    @Test
    void flowsThatAgreePass() throws IOException {
        ConformanceReport report = run(flows(
                "iptables",
                flow("1", "10.244.9.9", "10.0.7.1:80", "DNAT", "'10.244.2.6:8080', '10.244.1.5:8080'", false),
                flow("2", "198.51.100.7", "20.50.1.1:80", "DNAT", "'10.244.1.5:8080', '10.244.2.6:8080'", true),
                flow("3", "192.0.2.7", "20.50.1.1:80", "DROP", "", false),
                flow("4", "10.244.9.9", "10.0.7.1:81", "NONE", "", false)));

        assertThat(report.render()).isEqualTo("4 passed, 0 failed  case.yaml\n4 passed, 0 failed\n");
    }

    @Test
    void flowsThatDifferAreShownWithBothSides() throws IOException {
        ConformanceReport report = run(flows(
                "iptables",
                flow("shop/1", "10.244.9.9", "10.0.7.1:80", "DNAT", "'10.244.1.5:8080'", false),
                flow("shop/2", "192.0.2.7", "20.50.1.1:80", "REJECT", "", false),
                flow("shop/3", "10.244.9.9", "10.0.7.1:81", "NONE", "", false)));

        assertThat(report.render()).isEqualTo("""
                        1 passed, 2 failed  case.yaml
                            shop/1 n
                              expected DNAT to [10.244.1.5:8080]
                              but was  DNAT to [10.244.1.5:8080, 10.244.2.6:8080]
                            shop/2 n
                              expected REJECT
                              but was  DROP
                        1 passed, 2 failed
                        """);
    }

    @Test
    void flowsOfNftablesModeRunThroughItsTable() throws IOException {
        ConformanceReport report = run(flows(
                "nftables",
                flow("same", "10.244.9.9", "10.0.7.1:80", "DNAT", "'10.244.2.6:8080', '10.244.1.5:8080'", false),
                flow("unused port", "10.244.9.9", "10.0.7.1:81", "REJECT", "", false),
                flow("source range", "192.0.2.7", "20.50.1.1:80", "DROP", "", false),
                flow("second address", "198.51.100.7", "10.224.0.5:30080", "NONE", "", false),
                flow("wrong", "10.244.9.9", "10.0.7.1:82", "NONE", "", false)));

        assertThat(report.render()).isEqualTo("""
                        4 passed, 1 failed  case.yaml
                            wrong n
                              expected NONE
                              but was  REJECT
                        4 passed, 1 failed
                        """);
    }

    @Test
    void tablesOfNftablesModeAreComparedPartByPart() throws IOException {
        String file = HEAD + """
                kind: RuleSet
                proxyMode: nftables
                proxyConfig: {serviceCIDRs: [10.0.0.0/16]}
                cases:
                  - name: empty
                    services: []
                    endpointSlices: []
                    expectedTable:
                      chains:
                        masquerading:
                          - mark and 0x4000 == 0 return
                          - mark set mark xor 0x4000
                          - masquerade fully-random
                        cluster-ips-check:
                          - ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"
                          - ip daddr { 10.1.0.0/16 } drop comment "Drop traffic to unallocated ClusterIPs"
                        no-such-chain: []
                      hooks:
                        filter-input: type filter hook input priority 1
                """;

        assertThat(run(file).files().get(0).differences())
                .extracting(FileResult.Difference::item)
                .contains(
                        "empty: chain cluster-ips-check",
                        "empty: chain no-such-chain",
                        "empty: all chains",
                        "empty: hooks filter-input",
                        "empty: all sets",
                        "empty: all maps")
                .doesNotContain("empty: chain masquerading");
    }

    @Test
    void ruleSetsAreComparedChainByChainInOrder() throws IOException {
        String file = HEAD + """
                kind: RuleSet
                proxyMode: iptables
                cases:
                  - name: forward
                    kernel: {nf_conntrack_tcp_be_liberal: 1}
                    services: []
                    endpointSlices: []
                    expectedRules:
                      filter:
                        KUBE-FORWARD:
                          - -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT
                          - -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
                      nat:
                        KUBE-MARK-MASQ:
                          - -j MARK --or-mark 0x8000
                """;

        ConformanceReport report = run(file);

        assertThat(report.passed()).isEqualTo(1);
        assertThat(report.files().get(0).differences())
                .containsExactly(new FileResult.Difference(
                        "forward: nat KUBE-MARK-MASQ",
                        "[-j MARK --set-xmark 0x8000/0x8000]",
                        "[-j MARK --set-xmark 0x4000/0x4000]"));
    }

    @Test
    void swappedRulesAndSurplusChainsAreDifferences() throws IOException {
        String file = HEAD + "kind: RuleSet\nproxyMode: iptables\ncases:\n  - name: shop\n" + OBJECTS + """
                    expectedRules:
                      filter:
                        KUBE-FORWARD:
                          - -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
                          - -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT
                          - -m conntrack --ctstate INVALID -m nfacct --nfacct-name ct_state_invalid_dropped_pkts -j DROP
                      nat:
                        KUBE-SVC-NOSUCHNOSUCHNOSU: []
                """;

        assertThat(run(file).files().get(0).differences())
                .extracting(FileResult.Difference::item)
                .containsExactly("shop: filter KUBE-FORWARD", "shop: nat chains of services");
    }

    @Test
    void endpointSelectionTellsUnusedFromEmpty() throws IOException {
        String file = HEAD + "kind: EndpointSelection\ncases:\n  - id: one\n    name: cluster only\n" + OBJECTS
                + """
                    expect:
                      clusterEndpoints: ['10.244.2.6:8080', '10.244.1.5:8080']
                      localEndpoints: null
                      allReachableEndpoints: ['10.244.1.5:8080', '10.244.2.6:8080']
                      hasAnyEndpoints: true
                  - id: two
                    name: wrong
                """
                + OBJECTS
                + """
                    expect:
                      clusterEndpoints: []
                      localEndpoints: []
                      allReachableEndpoints: []
                      hasAnyEndpoints: true
                """;

        ConformanceReport report = run(file);

        assertThat(report.passed()).isEqualTo(1);
        assertThat(report.files().get(0).differences())
                .containsExactly(new FileResult.Difference(
                        "two wrong",
                        "cluster [], local [], reachable [], any true",
                        "cluster [10.244.1.5:8080, 10.244.2.6:8080], local never used,"
                                + " reachable [10.244.1.5:8080, 10.244.2.6:8080], any true"));
    }

    @Test
    void endpointMapsNamesAndCleanupAreCompared() throws IOException {
        String slices = """
                      - metadata: {namespace: shop, name: dns-1, labels: {kubernetes.io/service-name: dns}}
                        addressType: IPv4
                        ports: [{name: dns, protocol: UDP, port: 5353}]
                        endpoints: [{addresses: [10.244.1.8], nodeName: node-a}]
                """;
        Files.writeString(
                directory.resolve("a.yaml"),
                HEAD + "kind: EndpointMap\ncases:\n  - id: one\n    previousEndpointSlices: []\n"
                        + "    currentEndpointSlices:\n" + slices
                        + """
                            expect:
                              previous: []
                              current:
                                - {service: shop/dns, port: dns, protocol: UDP, endpoints: [{endpoint: '10.244.1.8:5353', isLocal: true}]}
                              conntrackCleanupRequired: true
                              localReadyEndpointIPs: {shop/dns: 1}
                        """);
        Files.writeString(directory.resolve("b.yaml"), HEAD + """
                        kind: ChainNames
                        vectors:
                          - {kind: iptables-service, namespace: shop, service: web, portName: '', protocol: tcp, expected: E3PXEPMWAWIUT6ZV}
                          - {kind: nftables-service, namespace: shop, service: web, portName: '', protocol: tcp, expected: 452DNVGS-shop/web/tcp/}
                        probability:
                          - {endpointsLeft: 3, expected: '0.3333333333'}
                        """);
        Files.writeString(directory.resolve("c.yaml"), HEAD + "kind: ConntrackCleanup\n" + """
                        services:
                          - metadata: {namespace: shop, name: dns}
                            spec: {clusterIP: 10.0.7.10, ports: [{name: dns, protocol: UDP, port: 53}]}
                        endpointSlices:
                        """ + slices + """
                        conntrackEntries:
                          - {id: 1, protocol: UDP, origDst: 10.0.7.10, origDstPort: 53, replySrc: 10.244.1.8, expect: kept}
                          - {id: 2, protocol: UDP, origDst: 10.0.7.10, origDstPort: 53, replySrc: 10.244.1.9, expect: deleted}
                        """);

        assertThat(ConformanceRunner.run(List.of(directory)).render()).isEqualTo("""
                        4 passed, 0 failed  a.yaml
                        3 passed, 0 failed  b.yaml
                        2 passed, 0 failed  c.yaml
                        9 passed, 0 failed
                        """);
    }

    @Test
    void expectationsBesideFlowsAreChecked() throws IOException {
        ConformanceReport report =
                run(HEAD + "kind: PacketFlows\nproxyMode: iptables\ncases:\n  - name: shop\n" + OBJECTS + """
                    expect:
                      loadBalancerIPCaptured: true
                      kubeFirewallAntiMartianRule: false
                      noLocalEndpointsMetric: {internal: 0, external: 0}
                """);

        assertThat(report.passed()).isEqualTo(2);
        assertThat(report.files().get(0).differences())
                .containsExactly(new FileResult.Difference("shop: kubeFirewallAntiMartianRule", "false", "true"));
    }

    private static String virtualServer(String address, int port) {
        return """
                    - address: %s
                      port: %d
                      protocol: TCP
                      scheduler: rr
                      realServers:
                        - {address: 10.244.2.6, port: 8080, weight: 1}
                        - {address: 10.244.1.5, port: 8080, weight: 1}
            """.formatted(address, port);
    }

    private static final String IPVS = HEAD + "kind: IpvsState\nproxyMode: ipvs\ncases:\n  - name: shop\n" + OBJECTS
            + "    expect:\n      virtualServers:\n"
            + virtualServer("10.0.7.1", 80)
            + virtualServer("10.224.0.4", 30080)
            + virtualServer("10.224.0.5", 30080)
            + virtualServer("20.50.1.1", 80)
            + """
                  virtualServerCount: 4
                  ipSets:
                    KUBE-NODE-PORT-TCP: [{type: 'bitmap:port', protocol: tcp, port: 30080}]
                    KUBE-LOAD-BALANCER-SOURCE-CIDR:
                      - {type: 'hash:ip,port,net', ip: 20.50.1.1, protocol: tcp, port: 80, net: 198.51.100.0/24}
                  natChains:
                    KUBE-LOAD-BALANCER: [{jump: KUBE-MARK-MASQ}]
                  loopBackEntries: ['10.244.1.5,tcp:8080,10.244.1.5']
                  loopBackEntryCount: 1
            """;

    @Test
    void ipvsStateIsComparedServerByServerAndSetBySet() throws IOException {
        assertThat(run(IPVS).render()).isEqualTo("""
                7 passed, 0 failed  case.yaml
                7 passed, 0 failed
                """);
    }

    @Test
    void flippedExpectationsOfIpvsFail() throws IOException {
        String[][] flips = {
            {"scheduler: rr", "scheduler: lc"},
            {"{address: 10.244.2.6, port: 8080, weight: 1}", "{address: 10.244.2.6, port: 8080, weight: 0}"},
            {"virtualServerCount: 4", "virtualServerCount: 3"},
            {"type: 'bitmap:port', protocol: tcp, port: 30080", "type: 'bitmap:port', protocol: tcp, port: 30081"},
            {"net: 198.51.100.0/24", "net: 198.51.100.0/25"},
            {"jump: KUBE-MARK-MASQ", "jump: RETURN"},
            {"10.244.1.5,tcp:8080,10.244.1.5", "10.244.1.5,tcp:8080,10.244.1.6"},
            {"loopBackEntryCount: 1", "loopBackEntryCount: 2"},
            {"virtualServerCount", "virtualServerNumber"},
        };
        for (String[] flip : flips) {
            ConformanceReport report = run(IPVS.replace(flip[0], flip[1]));
            assertThat(report.failed()).as(flip[1]).isEqualTo(1);
            assertThat(report.passed()).as(flip[1]).isEqualTo(6);
        }
    }

    @Test
    void otherFormatsArePassedOver() throws IOException {
        Files.writeString(directory.resolve("other.yaml"), "format: something-else/1\n");

        assertThat(ConformanceRunner.run(List.of(directory)).render()).isEqualTo("0 passed, 0 failed\n");
    }

    @Test
    void unreadableFilesFailInsteadOfPassing() throws IOException {
        assertThat(run("format: kube-proxy-conformance/1\ncases: [").failed()).isEqualTo(1);
        assertThat(run("format: other/1").failed()).isEqualTo(1);
        assertThat(run("format: kube-proxy-conformance/1\nkind: Haiku").failed())
                .isEqualTo(1);
        assertThat(run(flows("iptables", flow("1", "nobody", "10.0.7.1:80", "NONE", "", false)))
                        .failed())
                .isEqualTo(1);
        assertThat(ConformanceRunner.run(List.of(directory.resolve("missing.yaml")))
                        .failed())
                .isEqualTo(1);
    }
}
