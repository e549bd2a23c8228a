package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Fraction;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.PacketMark;
import io.podpath.model.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Packets through the literal rules, feature by feature.
 *
 * <pre>
 *  node-a 10.224.0.4, also 10.224.0.40; zone "a"      pods 10.244.0.0/16 (local by detector)
 *  client 198.51.100.7                                cluster IPs 10.0.7.0/24
 * </pre>
 */
class IptablesModeFlowTest {

    private static final ProxyNode NODE = new ProxyNode(
            "node-a",
            "a",
            List.of(IpAddress.parse("10.224.0.4"), IpAddress.parse("10.224.0.40"), IpAddress.parse("2001:db8:a::4")));
    private static final LocalTrafficDetector PODS = new LocalTrafficDetector.ClusterCidr(Cidr.parse("10.244.0.0/16"));
    private static final KubeProxyConfig CONFIG = KubeProxyConfig.of(IpFamily.IPV4, PODS);

    private static TestService web() {
        return TestService.at("web", "10.0.7.1", 80).endpoints("10.244.1.5:8080@node-a", "10.244.2.6:8080@node-b");
    }

    private static FlowTable flows(TestService... services) {
        return new FlowTable(TestService.proxy(CONFIG, services), NODE);
    }

    @Test
    void podReachesClusterIpThroughDnat() {
        flows(web())
                .check(
                        "pod to cluster IP     | 10.244.9.9   | 10.0.7.1:80 | 10.244.1.5:8080, 10.244.2.6:8080",
                        "node to cluster IP    | 10.224.0.4   | 10.0.7.1:80 | 10.244.1.5:8080 masq, 10.244.2.6:8080 masq",
                        "outside to cluster IP | 198.51.100.7 | 10.0.7.1:80 | 10.244.1.5:8080 masq, 10.244.2.6:8080 masq",
                        "hairpin is masqueraded| 10.244.1.5   | 10.0.7.1:80 | 10.244.1.5:8080 masq, 10.244.2.6:8080",
                        "another port          | 10.244.9.9   | 10.0.7.1:81 | untouched");
    }

    @Test
    void anotherProtocolOnTheSamePortIsAnotherServicePort() {
        TestService dns =
                TestService.at("dns", "10.0.7.10", 53).protocol(Protocol.UDP).endpoints("10.244.1.8:5353@node-a");

        flows(dns).check("TCP finds nothing | 10.244.9.9 | 10.0.7.10:53 | untouched");
        flows(dns).protocol(Protocol.UDP).check("UDP finds DNS | 10.244.9.9 | 10.0.7.10:53 | 10.244.1.8:5353");
    }

    @Test
    void endpointsAreChosenUniformly() {
        TestService three =
                TestService.at("web", "10.0.7.1", 80).endpoints("10.244.1.1:80", "10.244.1.2:80", "10.244.1.3:80");

        assertThat(flows(three).outcomes("10.244.9.9", "10.0.7.1:80"))
                .isEqualTo(Map.of(
                        "10.244.1.1:80", Fraction.of(1, 3),
                        "10.244.1.2:80", Fraction.of(1, 3),
                        "10.244.1.3:80", Fraction.of(1, 3)));
    }

    @Test
    void externalDestinationsOfPolicyClusterAreAlwaysMasqueraded() {
        TestService shop = web().nodePort(30_080).vip("20.50.1.1").externalIp("203.0.113.9");
        String all = "10.244.1.5:8080 masq, 10.244.2.6:8080 masq";

        flows(shop)
                .check(
                        "client to VIP          | 198.51.100.7 | 20.50.1.1:80      | " + all,
                        "client to external IP  | 198.51.100.7 | 203.0.113.9:80    | " + all,
                        "client to node port    | 198.51.100.7 | 10.224.0.4:30080  | " + all,
                        "client to second IP    | 198.51.100.7 | 10.224.0.40:30080 | " + all,
                        "pod to VIP             | 10.244.9.9   | 20.50.1.1:80      | " + all,
                        "node to own node port  | 10.224.0.4   | 10.224.0.4:30080  | " + all,
                        "localhost to node port | 127.0.0.1    | 127.0.0.1:30080   | " + all,
                        "node port elsewhere    | 198.51.100.7 | 10.224.0.5:30080  | untouched");
    }

    @Test
    void externalPolicyLocalKeepsTheClientAndLetsPodsShortCircuit() {
        TestService shop = web().nodePort(30_080).vip("20.50.1.1").externalLocal();
        String everywhere = "10.244.1.5:8080, 10.244.2.6:8080";

        flows(shop)
                .check(
                        "client to VIP       | 198.51.100.7 | 20.50.1.1:80     | 10.244.1.5:8080",
                        "client to node port | 198.51.100.7 | 10.224.0.4:30080 | 10.244.1.5:8080",
                        "pod to VIP          | 10.244.9.9   | 20.50.1.1:80     | " + everywhere,
                        "node to VIP         | 10.224.0.4   | 20.50.1.1:80     | 10.244.1.5:8080 masq, 10.244.2.6:8080 masq",
                        "pod to cluster IP   | 10.244.9.9   | 10.0.7.1:80      | " + everywhere);
    }

    @Test
    void externalPolicyLocalWithoutLocalEndpointsDropsClientsOnly() {
        TestService shop = TestService.at("web", "10.0.7.1", 80)
                .nodePort(30_080)
                .vip("20.50.1.1")
                .externalIp("203.0.113.9")
                .externalLocal()
                .endpoints("10.244.2.6:8080@node-b");

        flows(shop)
                .check(
                        "client to VIP         | 198.51.100.7 | 20.50.1.1:80     | drop",
                        "client to external IP | 198.51.100.7 | 203.0.113.9:80   | drop",
                        "client to node port   | 198.51.100.7 | 10.224.0.4:30080 | drop",
                        "pod to VIP            | 10.244.9.9   | 20.50.1.1:80     | 10.244.2.6:8080",
                        "node to VIP           | 10.224.0.4   | 20.50.1.1:80     | 10.244.2.6:8080 masq",
                        "pod to cluster IP     | 10.244.9.9   | 10.0.7.1:80      | 10.244.2.6:8080");
    }

    @Test
    void withoutDetectorPodsCountAsOutsideClients() {
        KubeProxyConfig config = KubeProxyConfig.of(IpFamily.IPV4, new LocalTrafficDetector.None());
        TestService shop = web().vip("20.50.1.1").externalLocal();

        new FlowTable(TestService.proxy(config, shop), NODE)
                .check(
                        "pod to VIP            | 10.244.9.9   | 20.50.1.1:80 | 10.244.1.5:8080",
                        "outside to cluster IP | 198.51.100.7 | 10.0.7.1:80  | 10.244.1.5:8080, 10.244.2.6:8080");
    }

    @Test
    void interfaceDetectorTellsPodsByWhereTheyComeIn() {
        KubeProxyConfig config = KubeProxyConfig.of(IpFamily.IPV4, new LocalTrafficDetector.InInterface("eth+"));

        new FlowTable(TestService.proxy(config, web()), NODE)
                .check(
                        "through the interface | 198.51.100.7 | 10.0.7.1:80 | 10.244.1.5:8080, 10.244.2.6:8080",
                        "from the node         | 10.224.0.4   | 10.0.7.1:80 | 10.244.1.5:8080 masq, 10.244.2.6:8080 masq");
    }

    @Test
    void internalPolicyLocalUsesThisNodeOrDrops() {
        TestService here = web().internalLocal();
        TestService elsewhere =
                TestService.at("far", "10.0.7.2", 80).internalLocal().endpoints("10.244.2.6:80@node-b");

        flows(here, elsewhere)
                .check(
                        "local endpoint    | 10.244.9.9 | 10.0.7.1:80 | 10.244.1.5:8080",
                        "no local endpoint | 10.244.9.9 | 10.0.7.2:80 | drop");
    }

    @Test
    void serviceWithoutEndpointsIsRejectedEverywhere() {
        TestService none = TestService.at("none", "10.0.7.3", 80)
                .nodePort(30_081)
                .vip("20.50.1.2")
                .externalIp("203.0.113.8")
                .endpoints("10.244.1.9:80@node-a unready");

        flows(none)
                .check(
                        "pod to cluster IP     | 10.244.9.9   | 10.0.7.3:80      | reject",
                        "node to cluster IP    | 10.224.0.4   | 10.0.7.3:80      | reject",
                        "client to VIP         | 198.51.100.7 | 20.50.1.2:80     | reject",
                        "client to external IP | 198.51.100.7 | 203.0.113.8:80   | reject",
                        "client to node port   | 198.51.100.7 | 10.224.0.4:30081 | reject");
    }

    @Test
    void terminatingEndpointsServeWhereNothingIsReady() {
        TestService draining = TestService.at("web", "10.0.7.1", 80)
                .vip("20.50.1.1")
                .externalLocal()
                .endpoints("10.244.1.5:80@node-a terminating", "10.244.2.6:80@node-b");

        flows(draining)
                .check(
                        "cluster policy uses the ready one | 10.244.9.9   | 10.0.7.1:80  | 10.244.2.6:80",
                        "local policy has only this one    | 198.51.100.7 | 20.50.1.1:80 | 10.244.1.5:80");
        flows(TestService.at("web", "10.0.7.1", 80).endpoints("10.244.1.5:80 terminating", "10.244.1.6:80 unready"))
                .check("nothing is ready | 10.244.9.9 | 10.0.7.1:80 | 10.244.1.5:80");
    }

    @Test
    void sourceRangesGuardTheVipButNotTheNodePort() {
        TestService guarded = web().nodePort(30_080).vip("20.50.1.1").sourceRange("198.51.100.0/24");
        String all = "10.244.1.5:8080 masq, 10.244.2.6:8080 masq";

        flows(guarded)
                .check(
                        "allowed client       | 198.51.100.7 | 20.50.1.1:80     | " + all,
                        "other client         | 192.0.2.7    | 20.50.1.1:80     | drop",
                        "pod not in the range | 10.244.9.9   | 20.50.1.1:80     | drop",
                        "node port is open    | 192.0.2.7    | 10.224.0.4:30080 | " + all,
                        "the VIP as source    | 20.50.1.1    | 20.50.1.1:80     | drop");
        flows(guarded.sourceRange("10.224.0.0/24"))
                .check("the VIP as source, node allowed | 20.50.1.1 | 20.50.1.1:80 | " + all);
    }

    @Test
    void proxyModeVipIsLeftAlone() {
        flows(web().proxiedVip("20.50.1.1")).check("client to VIP | 198.51.100.7 | 20.50.1.1:80 | untouched");
    }

    @Test
    void healthCheckNodePortIsAcceptedForLocalLoadBalancersOnly() {
        flows(web().vip("20.50.1.1").externalLocal().healthCheckNodePort(31_500))
                .check("probe | 198.51.100.7 | 10.224.0.4:31500 | accept");
        flows(web().vip("20.50.1.1").healthCheckNodePort(31_500))
                .check("probe | 198.51.100.7 | 10.224.0.4:31500 | untouched");
    }

    @Test
    void hintsKeepTrafficInTheZoneAndOnTheNode() {
        TestService zones = TestService.at("zones", "10.0.7.1", 80)
                .endpoints("10.244.1.5:80@node-a zone=a", "10.244.2.6:80@node-b zone=a", "10.244.3.7:80@node-c zone=c");
        TestService nodes = TestService.at("nodes", "10.0.7.2", 80)
                .endpoints("10.244.1.5:80@node-a zone=a hint=node-a", "10.244.2.6:80@node-b zone=a hint=node-b");
        TestService incomplete =
                TestService.at("half", "10.0.7.3", 80).endpoints("10.244.1.5:80@node-a zone=a", "10.244.3.7:80@node-c");

        flows(zones, nodes, incomplete)
                .check(
                        "same zone             | 10.244.9.9 | 10.0.7.1:80 | 10.244.1.5:80, 10.244.2.6:80",
                        "same node             | 10.244.9.9 | 10.0.7.2:80 | 10.244.1.5:80",
                        "one hint missing      | 10.244.9.9 | 10.0.7.3:80 | 10.244.1.5:80, 10.244.3.7:80");
        new FlowTable(TestService.proxy(CONFIG, zones, nodes), new ProxyNode("node-x", "x", List.of()))
                .check(
                        "no hint for this zone | 10.244.9.9 | 10.0.7.1:80 | 10.244.1.5:80, 10.244.2.6:80, 10.244.3.7:80",
                        "no hint for this node | 10.244.9.9 | 10.0.7.2:80 | 10.244.1.5:80, 10.244.2.6:80");
    }

    @Test
    void affinityKeepsAClientOnItsEndpointUntilTheTimeout() {
        FlowTable flows = flows(web().affinity(60));

        assertThat(flows.once("10.244.9.9", "10.0.7.1:80", false)).isEqualTo("10.244.2.6:8080");
        assertThat(flows.once("10.244.9.9", "10.0.7.1:80", true)).isEqualTo("10.244.2.6:8080");
        assertThat(flows.once("10.244.8.8", "10.0.7.1:80", true)).isEqualTo("10.244.1.5:8080");
        assertThat(flows.after(61).once("10.244.9.9", "10.0.7.1:80", true)).isEqualTo("10.244.1.5:8080");
    }

    @Test
    void masqueradeAllMarksEverythingToAClusterIp() {
        KubeProxyConfig config = new KubeProxyConfig(
                IpFamily.IPV4,
                PODS,
                new KubeProxyConfig.Masquerade(true, PacketMark.MASQUERADE),
                KubeProxyConfig.NodePorts.DEFAULT,
                HintSupport.NODES_AND_ZONES,
                KubeProxyConfig.Host.DEFAULT);

        new FlowTable(TestService.proxy(config, web()), NODE)
                .check("pod | 10.244.9.9 | 10.0.7.1:80 | 10.244.1.5:8080 masq, 10.244.2.6:8080 masq");
    }

    @Test
    void nodePortAddressesAndLocalhostAreConfigured() {
        TestService shop = web().nodePort(30_080);
        String all = "10.244.1.5:8080 masq, 10.244.2.6:8080 masq";

        new FlowTable(TestService.proxy(withNodePorts(true, "10.224.0.40/32"), shop), NODE)
                .check(
                        "listed address   | 198.51.100.7 | 10.224.0.40:30080 | " + all,
                        "unlisted address | 198.51.100.7 | 10.224.0.4:30080  | untouched",
                        "localhost        | 127.0.0.1    | 127.0.0.1:30080   | untouched");
        new FlowTable(TestService.proxy(withNodePorts(true, "127.0.0.0/8"), shop), NODE)
                .check("localhost listed | 127.0.0.1 | 127.0.0.1:30080 | " + all);
        new FlowTable(TestService.proxy(withNodePorts(false), shop), NODE)
                .check(
                        "localhost off    | 127.0.0.1    | 127.0.0.1:30080  | untouched",
                        "other addresses  | 198.51.100.7 | 10.224.0.4:30080 | " + all);
    }

    @Test
    void loopbackIsGuardedAgainstOtherHosts() {
        flows(web()).check("outside to 127.0.0.1 | 198.51.100.7 | 127.0.0.1:10250 | drop");
    }

    @Test
    void ipv6ProxierServesItsFamilyOnly() {
        KubeProxyConfig config =
                KubeProxyConfig.of(IpFamily.IPV6, new LocalTrafficDetector.ClusterCidr(Cidr.parse("fd00:244::/48")));
        TestService six = TestService.at("six", "fd00:7::1", 80)
                .nodePort(30_080)
                .endpoints("[fd00:244::5]:8080@node-a", "10.244.1.5:8080@node-a");

        new FlowTable(TestService.proxy(config, six, web()), NODE)
                .check(
                        "pod to cluster IP   | fd00:244::9     | [fd00:7::1]:80        | [fd00:244::5]:8080",
                        "client to node port | 2001:db8:ffff:: | [2001:db8:a::4]:30080 | [fd00:244::5]:8080 masq",
                        "::1 never works     | ::1             | [::1]:30080           | untouched",
                        "IPv4 is not served  | 10.244.9.9      | 10.0.7.1:80           | untouched");
    }

    private static KubeProxyConfig withNodePorts(boolean onLocalhost, String... addresses) {
        return new KubeProxyConfig(
                IpFamily.IPV4,
                PODS,
                KubeProxyConfig.Masquerade.DEFAULT,
                new KubeProxyConfig.NodePorts(
                        List.of(addresses).stream().map(Cidr::parse).toList(), onLocalhost),
                HintSupport.NODES_AND_ZONES,
                KubeProxyConfig.Host.DEFAULT);
    }
}
