package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.Chain;
import io.podpath.netfilter.IptablesText;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules as a person reads them on a node. */
class IptablesModeTextTest {

    private static final ProxyNode NODE = new ProxyNode("node-a", "", List.of(IpAddress.parse("10.224.0.4")));
    private static final KubeProxyConfig CONFIG =
            KubeProxyConfig.of(IpFamily.IPV4, new LocalTrafficDetector.ClusterCidr(Cidr.parse("10.244.0.0/16")));

    private static TestService web() {
        return TestService.at("web", "10.0.7.1", 80).endpoints("10.244.2.6:8080@node-b", "10.244.1.5:8080@node-a");
    }

    @Test
    void clusterIpServiceReadsLikeOnARealNode() {
        Ruleset rules = TestService.proxy(CONFIG, web()).rulesFor(NODE);

        assertThat(chain(rules, Table.NAT, "KUBE-SERVICES"))
                .containsExactly(
                        "-d 10.0.7.1/32 -p tcp -m comment --comment \"shop/web cluster IP\" -m tcp --dport 80"
                                + " -j KUBE-SVC-E3PXEPMWAWIUT6ZV",
                        "-m comment --comment \"kubernetes service nodeports; NOTE: this must be the last rule in this"
                                + " chain\" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS");
        assertThat(chain(rules, Table.NAT, "KUBE-SVC-E3PXEPMWAWIUT6ZV"))
                .containsExactly(
                        "! -s 10.244.0.0/16 -d 10.0.7.1/32 -p tcp -m comment --comment \"shop/web cluster IP\""
                                + " -m tcp --dport 80 -j KUBE-MARK-MASQ",
                        "-m comment --comment \"shop/web -> 10.244.1.5:8080\""
                                + " -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-JEWKWDKY4ODQIXQB",
                        "-m comment --comment \"shop/web -> 10.244.2.6:8080\" -j KUBE-SEP-P4XG6IACBIHAZ2DU");
        assertThat(chain(rules, Table.NAT, "KUBE-SEP-JEWKWDKY4ODQIXQB"))
                .containsExactly(
                        "-s 10.244.1.5/32 -m comment --comment \"shop/web\" -j KUBE-MARK-MASQ",
                        "-p tcp -m comment --comment \"shop/web\" -m tcp -j DNAT --to-destination 10.244.1.5:8080");
    }

    @Test
    void jumpsStandInTheOrderKubeProxyLeavesThem() {
        Ruleset rules = TestService.proxy(CONFIG).rulesFor(NODE);

        assertThat(targets(rules, Table.FILTER, "INPUT"))
                .containsExactly("KUBE-FIREWALL", "KUBE-PROXY-FIREWALL", "KUBE-NODEPORTS", "KUBE-EXTERNAL-SERVICES");
        assertThat(targets(rules, Table.FILTER, "FORWARD"))
                .containsExactly("KUBE-PROXY-FIREWALL", "KUBE-FORWARD", "KUBE-SERVICES", "KUBE-EXTERNAL-SERVICES");
        assertThat(targets(rules, Table.FILTER, "OUTPUT"))
                .containsExactly("KUBE-FIREWALL", "KUBE-PROXY-FIREWALL", "KUBE-SERVICES");
        assertThat(targets(rules, Table.NAT, "PREROUTING")).containsExactly("KUBE-SERVICES");
        assertThat(targets(rules, Table.NAT, "OUTPUT")).containsExactly("KUBE-SERVICES");
        assertThat(targets(rules, Table.NAT, "POSTROUTING")).containsExactly("KUBE-POSTROUTING");
        assertThat(chain(rules, Table.FILTER, "FORWARD").get(0))
                .isEqualTo("-m conntrack --ctstate NEW -m comment --comment \"kubernetes load balancer firewall\""
                        + " -j KUBE-PROXY-FIREWALL");
    }

    @Test
    void otherWritersRulesStayBehindTheJumps() {
        Ruleset.Builder out = new Ruleset.Builder();
        out.append(Table.NAT, "POSTROUTING", Rule.of(new Target.Masquerade(false)));

        TestService.proxy(CONFIG).write(NODE, out);

        assertThat(chain(out.build(), Table.NAT, "POSTROUTING"))
                .containsExactly(
                        "-m comment --comment \"kubernetes postrouting rules\" -j KUBE-POSTROUTING", "-j MASQUERADE");
    }

    @Test
    void canariesAndMasqueradeChainsAreThereWithoutServices() {
        Ruleset rules = TestService.proxy(CONFIG).rulesFor(NODE);

        for (Table table : List.of(Table.MANGLE, Table.NAT, Table.FILTER)) {
            assertThat(rules.findChain(table, "KUBE-PROXY-CANARY"))
                    .get()
                    .isEqualTo(Chain.of("KUBE-PROXY-CANARY", List.of()));
        }
        assertThat(chain(rules, Table.NAT, "KUBE-MARK-MASQ")).containsExactly("-j MARK --set-xmark 0x4000/0x4000");
        assertThat(chain(rules, Table.NAT, "KUBE-POSTROUTING"))
                .containsExactly(
                        "-m mark ! --mark 0x4000/0x4000 -j RETURN",
                        "-j MARK --set-xmark 0x4000/0x0",
                        "-m comment --comment \"kubernetes service traffic requiring SNAT\" -j MASQUERADE"
                                + " --random-fully");
    }

    @Test
    void oldHostsGetTheRulesTheyUnderstand() {
        KubeProxyConfig.Host old = new KubeProxyConfig.Host(true, false, true, true);
        KubeProxyConfig config = new KubeProxyConfig(
                IpFamily.IPV4, CONFIG.detector(), CONFIG.masquerade(), CONFIG.nodePorts(), HintSupport.ZONES, old);

        Ruleset rules = TestService.proxy(config, web().nodePort(30_080)).rulesFor(NODE);

        assertThat(chain(rules, Table.FILTER, "KUBE-FORWARD")).noneMatch(rule -> rule.contains("INVALID"));
        assertThat(chain(rules, Table.NAT, "KUBE-POSTROUTING").get(2)).endsWith("-j MASQUERADE");
        assertThat(chain(rules, Table.NAT, "KUBE-NODEPORTS"))
                .containsExactly(
                        "-d 127.0.0.0/8 -p tcp -m comment --comment \"shop/web\" -m tcp --dport 30080"
                                + " -m nfacct --nfacct-name localhost_nps_accepted_pkts -j KUBE-EXT-E3PXEPMWAWIUT6ZV",
                        "-p tcp -m comment --comment \"shop/web\" -m tcp --dport 30080 -j KUBE-EXT-E3PXEPMWAWIUT6ZV");
    }

    @Test
    void largeClustersGoWithoutCommentsOnEndpoints() {
        TestService big = TestService.at("web", "10.0.7.1", 80);
        for (int i = 0; i <= IptablesMode.LARGE_CLUSTER_ENDPOINTS; i++) {
            big.endpoints("10.244." + i / 250 + "." + (1 + i % 250) + ":80");
        }

        Ruleset rules = TestService.proxy(CONFIG, big).rulesFor(NODE);

        assertThat(chain(rules, Table.NAT, "KUBE-SVC-E3PXEPMWAWIUT6ZV").get(1))
                .startsWith("-m statistic --mode random --probability 0.00099900");
        assertThat(IptablesText.save(rules)).contains("shop/web cluster IP").doesNotContain("shop/web ->");
    }

    @Test
    void chainsThatAreTheSameOnAllNodesAreShared() {
        IptablesMode proxy = TestService.proxy(CONFIG, web());
        ProxyNode other = new ProxyNode("node-b", "", List.of(IpAddress.parse("10.224.0.5")));

        List<Rule> here = rulesOf(proxy.rulesFor(NODE), Table.NAT, "KUBE-SVC-E3PXEPMWAWIUT6ZV");
        List<Rule> there = rulesOf(proxy.rulesFor(other), Table.NAT, "KUBE-SVC-E3PXEPMWAWIUT6ZV");

        assertThat(here).isSameAs(there);
    }

    @Test
    void anUnrelatedServiceChangesNoRuleOfAnother() {
        List<String> alone =
                chain(TestService.proxy(CONFIG, web()).rulesFor(NODE), Table.NAT, "KUBE-SVC-E3PXEPMWAWIUT6ZV");
        Ruleset both = TestService.proxy(
                        CONFIG, web(), TestService.at("none", "10.0.7.9", 80).nodePort(30_099))
                .rulesFor(NODE);

        assertThat(chain(both, Table.NAT, "KUBE-SVC-E3PXEPMWAWIUT6ZV")).isEqualTo(alone);
        assertThat(chain(both, Table.FILTER, "KUBE-SERVICES"))
                .containsExactly("-d 10.0.7.9/32 -p tcp -m comment --comment \"shop/none has no endpoints\""
                        + " -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable");
        assertThat(chain(both, Table.FILTER, "KUBE-EXTERNAL-SERVICES"))
                .containsExactly(
                        "-p tcp -m comment --comment \"shop/none has no endpoints\" -m addrtype --dst-type LOCAL"
                                + " -m tcp --dport 30099 -j REJECT --reject-with icmp-port-unreachable");
    }

    @Test
    @Timeout(20)
    void tenThousandServicesGrowLinearly() {
        TestService[] services = new TestService[10_000];
        for (int i = 0; i < services.length; i++) {
            String net = "10." + (100 + i / 250 / 250) + "." + i / 250 % 250 + ".";
            services[i] = TestService.at("svc-" + i, "10.0." + i / 250 + "." + (1 + i % 250), 80);
            for (int j = 0; j < 5; j++) {
                services[i].endpoints(net + (1 + i % 50 * 5 + j) + ":80@node-a");
            }
        }

        Ruleset rules = TestService.proxy(CONFIG, services).rulesFor(NODE);

        // Per service: one capture, one masquerade rule, five choices, two rules per endpoint.
        int perService = 1 + 1 + 5 + 5 * 2;
        Ruleset empty = TestService.proxy(CONFIG).rulesFor(NODE);
        assertThat(rules.ruleCount()).isEqualTo(services.length * perService + empty.ruleCount());
    }

    private static List<Rule> rulesOf(Ruleset rules, Table table, String chain) {
        return rules.findChain(table, chain).map(Chain::rules).orElse(List.of());
    }

    private static List<String> chain(Ruleset rules, Table table, String chain) {
        return rulesOf(rules, table, chain).stream().map(Rule::toString).toList();
    }

    private static List<String> targets(Ruleset rules, Table table, String chain) {
        List<String> targets = new ArrayList<>();
        for (String rule : chain(rules, table, chain)) {
            targets.add(rule.substring(rule.indexOf("-j ") + 3));
        }
        return targets;
    }
}
