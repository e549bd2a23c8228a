package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.ipvs.IpvsText;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.netfilter.Chain;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtual servers, sets and rules of ipvs mode, as a person reads them on a node. */
class IpvsModeTextTest {

    private static final ProxyNode NODE = new ProxyNode("node-a", "", List.of(IpAddress.parse("10.224.0.4")));
    private static final ProxyNode OTHER = new ProxyNode("node-c", "", List.of(IpAddress.parse("10.224.0.6")));
    private static final KubeProxyConfig CONFIG =
            KubeProxyConfig.of(IpFamily.IPV4, new LocalTrafficDetector.ClusterCidr(Cidr.parse("10.244.0.0/16")));

    private static TestService web() {
        return TestService.at("web", "10.0.7.1", 80).endpoints("10.244.2.6:8080@node-b", "10.244.1.5:8080@node-a");
    }

    private static IpvsMode proxy(KubeProxyConfig config, TestService... services) {
        return new IpvsMode(
                config,
                IpvsSettings.DEFAULT,
                TestService.ports(config.family(), services),
                TestService.endpoints(config.family(), services));
    }

    private static String virtualServers(ProxyNode node, TestService... services) {
        IpvsMode mode = proxy(CONFIG, services);
        return IpvsText.save(mode.ipvs(mode.plan(node)));
    }

    private static Ruleset rules(KubeProxyConfig config, TestService... services) {
        IpvsMode mode = proxy(config, services);
        Ruleset.Builder out = new Ruleset.Builder();
        mode.write(mode.plan(NODE), out);
        return out.build();
    }

    private static List<String> chain(Ruleset rules, Table table, String name) {
        return rules.findChain(table, name).map(Chain::rules).orElse(List.of()).stream()
                .map(Rule::toString)
                .toList();
    }

    @Test
    void aServiceIsAVirtualServerAtEachOfItsAddresses() {
        TestService all = web().nodePort(30080).vip("20.50.1.1").externalIp("198.51.100.7");

        assertThat(virtualServers(NODE, all)).isEqualTo("""
                -A -t 10.0.7.1:80 -s rr
                -a -t 10.0.7.1:80 -r 10.244.1.5:8080 -m -w 1
                -a -t 10.0.7.1:80 -r 10.244.2.6:8080 -m -w 1
                -A -t 198.51.100.7:80 -s rr
                -a -t 198.51.100.7:80 -r 10.244.1.5:8080 -m -w 1
                -a -t 198.51.100.7:80 -r 10.244.2.6:8080 -m -w 1
                -A -t 20.50.1.1:80 -s rr
                -a -t 20.50.1.1:80 -r 10.244.1.5:8080 -m -w 1
                -a -t 20.50.1.1:80 -r 10.244.2.6:8080 -m -w 1
                -A -t 10.224.0.4:30080 -s rr
                -a -t 10.224.0.4:30080 -r 10.244.1.5:8080 -m -w 1
                -a -t 10.224.0.4:30080 -r 10.244.2.6:8080 -m -w 1
                """);
    }

    @Test
    void affinityIsPersistence() {
        assertThat(virtualServers(NODE, web().affinity(10800))).startsWith("-A -t 10.0.7.1:80 -s rr -p 10800\n");
    }

    @Test
    void everyServiceAddressButTheNodesOwnIsOnTheDummyInterface() {
        TestService service = web().vip("20.50.1.1").externalIp("10.224.0.4");

        IpvsNode node = proxy(CONFIG, service).plan(NODE);

        assertThat(node.boundAddresses()).containsExactly(IpAddress.parse("10.0.7.1"), IpAddress.parse("20.50.1.1"));
        assertThat(node.entries(KubeIpSet.IPVS_IPS)).containsExactly("10.0.7.1", "20.50.1.1");
    }

    @Test
    void withoutEndpointsTheVirtualServerStays() {
        assertThat(virtualServers(NODE, TestService.at("web", "10.0.7.1", 80))).isEqualTo("-A -t 10.0.7.1:80 -s rr\n");
    }

    @Test
    void policyLocalUsesLocalEndpointsAndFallsBackToAll() {
        TestService service = web().nodePort(30080).externalLocal();

        assertThat(virtualServers(NODE, service))
                .contains("-A -t 10.224.0.4:30080 -s rr\n-a -t 10.224.0.4:30080 -r 10.244.1.5:8080 -m -w 1\n")
                .doesNotContain("10.224.0.4:30080 -r 10.244.2.6");
        assertThat(virtualServers(OTHER, service))
                .contains("-a -t 10.224.0.6:30080 -r 10.244.1.5:8080", "-a -t 10.224.0.6:30080 -r 10.244.2.6:8080");
    }

    @Test
    void nodePortAddressesNarrowTheNodePorts() {
        KubeProxyConfig narrow = new KubeProxyConfig(
                IpFamily.IPV4,
                CONFIG.detector(),
                CONFIG.masquerade(),
                new KubeProxyConfig.NodePorts(List.of(Cidr.parse("10.224.0.0/24"), Cidr.parse("127.0.0.0/8")), true),
                CONFIG.hints(),
                CONFIG.host());
        ProxyNode node =
                new ProxyNode("node-a", "", List.of(IpAddress.parse("10.224.0.4"), IpAddress.parse("10.244.1.1")));
        IpvsMode mode = proxy(narrow, web().nodePort(30080));

        assertThat(IpvsText.save(mode.ipvs(mode.plan(node))))
                .contains("-A -t 10.224.0.4:30080")
                .doesNotContain("10.244.1.1:30080", "127.0.0.1");
    }

    @Test
    void natRulesAskSets() {
        Ruleset rules = rules(CONFIG, web().nodePort(30080).vip("20.50.1.1").externalIp("198.51.100.7"));

        assertThat(chain(rules, Table.NAT, "KUBE-SERVICES")).containsExactly("""
                -s 127.0.0.0/8 -j RETURN
                -m comment --comment "Kubernetes service lb portal" -m set --match-set KUBE-LOAD-BALANCER dst,dst \
                -j KUBE-LOAD-BALANCER
                ! -s 10.244.0.0/16 -m comment --comment "Kubernetes service cluster ip + port for masquerade purpose" \
                -m set --match-set KUBE-CLUSTER-IP dst,dst -j KUBE-MARK-MASQ
                -m comment --comment "Kubernetes service external ip + port for masquerade and filter purpose" \
                -m set --match-set KUBE-EXTERNAL-IP dst,dst -j KUBE-MARK-MASQ
                -m comment --comment "Kubernetes service external ip + port for masquerade and filter purpose" \
                -m set --match-set KUBE-EXTERNAL-IP dst,dst -m physdev ! --physdev-is-in \
                -m addrtype ! --src-type LOCAL -j ACCEPT
                -m comment --comment "Kubernetes service external ip + port for masquerade and filter purpose" \
                -m set --match-set KUBE-EXTERNAL-IP dst,dst -m addrtype --dst-type LOCAL -j ACCEPT
                -m addrtype --dst-type LOCAL -j KUBE-NODE-PORT
                -m set --match-set KUBE-CLUSTER-IP dst,dst -j ACCEPT
                -m set --match-set KUBE-LOAD-BALANCER dst,dst -j ACCEPT
                """.split("\n"));
        assertThat(chain(rules, Table.NAT, "KUBE-NODE-PORT"))
                .containsExactly("-p tcp -m comment --comment \"Kubernetes nodeport TCP port for masquerade purpose\""
                        + " -m set --match-set KUBE-NODE-PORT-TCP dst -j KUBE-MARK-MASQ");
        assertThat(chain(rules, Table.NAT, "KUBE-POSTROUTING"))
                .containsExactly(
                        "-m comment --comment \"Kubernetes endpoints dst ip:port, source ip for solving hairpin"
                                + " purpose\" -m set --match-set KUBE-LOOP-BACK dst,dst,src -j MASQUERADE",
                        "-m mark ! --mark 0x4000/0x4000 -j RETURN",
                        "-j MARK --set-xmark 0x4000/0x0",
                        "-m comment --comment \"kubernetes service traffic requiring SNAT\" -j MASQUERADE"
                                + " --random-fully");
    }

    @Test
    void withoutDetectorASourceThatIsAServiceGivesTheNodeAway() {
        KubeProxyConfig none = KubeProxyConfig.of(IpFamily.IPV4, new LocalTrafficDetector.None());

        assertThat(chain(rules(none, web()), Table.NAT, "KUBE-SERVICES"))
                .contains("-m comment --comment \"Kubernetes service cluster ip + port for masquerade purpose\""
                        + " -m set --match-set KUBE-CLUSTER-IP src,dst -j KUBE-MARK-MASQ");
    }

    @Test
    void filterRulesKeepTheNodesOwnPortsOffServiceAddresses() {
        Ruleset rules = rules(CONFIG, web());

        assertThat(chain(rules, Table.FILTER, "INPUT"))
                .containsExactly(
                        "-m comment --comment \"kubernetes ipvs access filter\" -j KUBE-IPVS-FILTER",
                        "-m comment --comment \"kube-proxy firewall rules\" -j KUBE-PROXY-FIREWALL",
                        "-m comment --comment \"kubernetes health check rules\" -j KUBE-NODE-PORT");
        assertThat(chain(rules, Table.FILTER, "KUBE-IPVS-FILTER"))
                .containsExactly(
                        "-m set --match-set KUBE-LOAD-BALANCER dst,dst -j RETURN",
                        "-m set --match-set KUBE-CLUSTER-IP dst,dst -j RETURN",
                        "-m set --match-set KUBE-EXTERNAL-IP dst,dst -j RETURN",
                        "-m set --match-set KUBE-EXTERNAL-IP-LOCAL dst,dst -j RETURN",
                        "-m set --match-set KUBE-HEALTH-CHECK-NODE-PORT dst -j RETURN",
                        "-m conntrack --ctstate NEW -m set --match-set KUBE-IPVS-IPS dst -j REJECT --reject-with"
                                + " icmp-port-unreachable");
        assertThat(chain(rules, Table.FILTER, "KUBE-FORWARD"))
                .containsExactly(
                        "-m comment --comment \"kubernetes forwarding rules\" -m mark --mark 0x4000/0x4000 -j ACCEPT",
                        "-m comment --comment \"kubernetes forwarding conntrack rule\" -m conntrack --ctstate"
                                + " RELATED,ESTABLISHED -j ACCEPT");
    }

    @Test
    void sourceRangesThatLeaveTheNodeOutCloseTheAddressToItsProcesses() {
        TestService closed = web().vip("20.50.1.1").sourceRange("198.51.100.0/24");
        Ruleset rules = rules(CONFIG, closed);

        assertThat(chain(rules, Table.FILTER, "KUBE-SOURCE-RANGES-FIREWALL"))
                .containsExactly(
                        "-m comment --comment \"Kubernetes service load balancer ip + port + source cidr for packet"
                                + " filter purpose\" -m set --match-set KUBE-LOAD-BALANCER-SOURCE-CIDR dst,dst,src"
                                + " -j RETURN",
                        "-j DROP");
        assertThat(chain(rules, Table.FILTER, "KUBE-IPVS-OUT-FILTER"))
                .containsExactly("-s 20.50.1.1/32 -m ipvs --vproto 6 --vaddr 20.50.1.1 --vport 80 -j DROP");

        TestService open = web().vip("20.50.1.1").sourceRange("10.224.0.0/16");
        assertThat(chain(rules(CONFIG, open), Table.FILTER, "KUBE-IPVS-OUT-FILTER"))
                .isEmpty();
        assertThat(proxy(CONFIG, open).plan(NODE).entries(KubeIpSet.LOAD_BALANCER_SOURCE_IP))
                .containsExactly("20.50.1.1,tcp:80,20.50.1.1");
    }

    @Test
    void setsHaveTheEntriesKubeProxyWrites() {
        TestService tcp = web().nodePort(30080).vip("20.50.1.1").externalLocal().healthCheckNodePort(31000);
        TestService sctp = TestService.at("sig", "10.0.7.2", 36412)
                .protocol(Protocol.SCTP)
                .nodePort(30412)
                .endpoints("10.244.1.5:36412@node-a");

        assertThat(rules(CONFIG, tcp, sctp).ipSets().save()).contains("""
                create KUBE-LOOP-BACK hash:ip,port,ip family inet hashsize 1024 maxelem 65536
                add KUBE-LOOP-BACK 10.244.1.5,sctp:36412,10.244.1.5
                add KUBE-LOOP-BACK 10.244.1.5,tcp:8080,10.244.1.5
                create KUBE-CLUSTER-IP hash:ip,port family inet hashsize 1024 maxelem 65536
                add KUBE-CLUSTER-IP 10.0.7.1,tcp:80
                add KUBE-CLUSTER-IP 10.0.7.2,sctp:36412
                """, """
                create KUBE-LOAD-BALANCER-LOCAL hash:ip,port family inet hashsize 1024 maxelem 65536
                add KUBE-LOAD-BALANCER-LOCAL 20.50.1.1,tcp:80
                """, """
                create KUBE-NODE-PORT-LOCAL-TCP bitmap:port range 0-65535
                add KUBE-NODE-PORT-LOCAL-TCP 30080
                """, """
                add KUBE-NODE-PORT-SCTP-HASH 10.224.0.4,sctp:30412
                """, """
                add KUBE-HEALTH-CHECK-NODE-PORT 31000
                """);
    }

    @Test
    void theProxierForIpv6HasSetsOfItsOwn() {
        KubeProxyConfig config = KubeProxyConfig.of(IpFamily.IPV6, new LocalTrafficDetector.None());
        TestService service = TestService.at("web", "fd00::7:1", 80);

        assertThat(rules(config, service).ipSets().save())
                .contains(
                        "create KUBE-6-CLUSTER-IP hash:ip,port family inet6", "add KUBE-6-CLUSTER-IP fd00::7:1,tcp:80");
        assertThat(chain(rules(config, service), Table.NAT, "KUBE-SERVICES")).contains("-s ::1/128 -j RETURN");
    }
}
