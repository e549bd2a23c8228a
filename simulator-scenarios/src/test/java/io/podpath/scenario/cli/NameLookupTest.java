package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.run.ProbeResult;
import io.podpath.scenario.run.ScenarioRunner;
import io.podpath.trace.Disposition;
import io.podpath.trace.DnsReason;
import io.podpath.trace.Flow;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Outcome;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Probes to names, in a network with a name server of its own. */
class NameLookupTest {

    private static final String SCENARIO = """
            apiVersion: podpath/v1
            kind: Scenario
            cluster: {nodeCount: 2, vnetSubnetId: corp/nodes}
            azure:
              vnets:
                - name: corp
                  addressPrefixes: [10.1.0.0/16]
                  dnsServers: [10.1.2.53]
                  subnets:
                    - {name: nodes, addressPrefix: 10.1.1.0/24}
                    - {name: vms, addressPrefix: 10.1.2.0/24, nsg: %s}
              vms:
                - {name: dns, subnet: corp/vms, privateIp: 10.1.2.53, listen: [udp/53]}
                - {name: erp, subnet: corp/vms, privateIp: 10.1.2.10, listen: [tcp/443]}
              dnsServers:
                - {vm: dns, records: [{name: erp.corp.example, addresses: [10.1.2.10]}], forwarders: [168.63.129.16]}
              privateDnsZones:
                - {name: db.example, virtualNetworks: [corp], records: [{name: "@", addresses: [10.1.2.10]}]}
              nsgs:
                - {name: open, rules: []}
                - name: no-dns
                  rules:
                    - {name: NoDns, priority: 100, direction: Inbound, access: Deny, protocol: Udp,
                       sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*",
                       destinationPortRange: "53"}
            probes: [{name: p, from: %s, to: "%s"}]
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: client, labels: {app: client}}, spec: {containers: [{name: c}]}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, ports: [{containerPort: 80}]}]}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: peers}, spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: erp}, spec: {type: ExternalName, externalName: erp.corp.example}}
            """;

    @Test
    void coreDnsAsksTheVirtualNetworksOwnServer() {
        Flow flow = run("open", "fqdn/erp.corp.example.:443").flow();

        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(flow.forward().end().element()).isEqualTo("vm/erp");
        assertThat(askedElements(flow)).hasSize(4).last().isEqualTo("vm/dns");
        // CoreDNS is a pod like any other: in Overlay the server sees its node.
        assertThat(flow.linked()
                        .get(2)
                        .flow()
                        .forward()
                        .last()
                        .source()
                        .address()
                        .toString())
                .startsWith("10.1.1.");
    }

    /** The second query follows the conntrack entry of the first, so both meet the same CoreDNS pod. */
    @Test
    void bothRecordsAreAskedForFromOneSocket() {
        List<LinkedFlow> own = run("open", "fqdn/erp:443").flow().linked().stream()
                .filter(query -> query.relation() == LinkedFlow.Relation.NAME_LOOKUP)
                .toList();

        assertThat(own)
                .extracting(LinkedFlow::title)
                .containsExactly("erp.default.svc.cluster.local A", "erp.default.svc.cluster.local AAAA");
        assertThat(own)
                .extracting(query -> query.flow().opening())
                .containsOnly(own.get(0).flow().opening());
        assertThat(own)
                .extracting(query -> query.flow().forward().end().element())
                .containsOnly(own.get(0).flow().forward().end().element());
        assertThat(own).extracting(LinkedFlow::result).containsExactly("10.1.2.10 (vm/dns)", "no address (vm/dns)");
    }

    @Test
    void theServerAsksAzureForWhatItDoesNotKnow() {
        Flow flow = run("open", "fqdn/db.example.:443").flow();

        assertThat(askedElements(flow)).hasSize(6).last().isEqualTo("platform/corp");
        assertThat(flow.forward().end().element()).isEqualTo("vm/erp");
    }

    @Test
    void anExternalNameLeadsToTheOtherName() {
        Flow flow = run("open", "fqdn/erp:443").flow();

        assertThat(flow.linked()).extracting(LinkedFlow::title).contains("erp.corp.example A", "erp.corp.example AAAA");
        assertThat(flow.forward().end().element()).isEqualTo("vm/erp");
    }

    @Test
    void aHeadlessServiceGivesEveryPodsAddress() {
        ProbeResult result = run("open", "fqdn/peers:80");

        assertThat(result.alternatives())
                .hasSize(3)
                .allSatisfy(way -> assertThat(way.probability()).hasToString("1/3"))
                .extracting(way -> way.flow().forward().end().element())
                .doesNotHaveDuplicates();
    }

    @Test
    void aDeniedQueryLooksLikeADeadNetwork() {
        Flow flow = run("no-dns", "fqdn/erp.corp.example.:443").flow();

        assertThat(flow.outcome()).isEqualTo(Outcome.ONE_WAY);
        assertThat(flow.forward().end().findReason()).contains(DnsReason.DNS_NO_ANSWER);
        LinkedFlow sentOn = flow.linked().get(1);
        assertThat(sentOn.relation()).isEqualTo(LinkedFlow.Relation.FORWARDED_LOOKUP);
        assertThat(sentOn.flow().forward().end().element()).isEqualTo("nic/dns");
    }

    @Test
    void aMachineAsksForItselfAndANameNobodyDeclaredIsNotGuessed() {
        ProbeResult result = run("open", "vm/erp", "fqdn/example.org:443");

        assertThat(result.flow().outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(result.flow().forward().end().findReason()).contains(DnsReason.DNS_NAME_NOT_DECLARED);
    }

    /** A pod asks the ClusterIP of CoreDNS, which Cilium translates in its own way. */
    @Test
    void underCiliumThePathToTheNameServerIsNotModelled() {
        String underCilium = SCENARIO.replace(
                "cluster: {nodeCount: 2,",
                "cluster: {networkPlugin: azure, networkPluginMode: overlay, networkDataplane: cilium, nodeCount: 2,");
        Flow flow = runText(underCilium.formatted("open", "pod/client", "fqdn/erp.corp.example.:443"))
                .flow();

        assertThat(flow.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(flow.forward().disposition()).isEqualTo(Disposition.NOT_MODELLED);
        assertThat(flow.forward().end().findReason()).contains(ModelReason.MODEL_NETWORK_MODEL);
    }

    /** The pod asks its node, and the node asks the ClusterIP. */
    @Test
    void underCiliumNeitherIsThatOfLocalDns() {
        String withLocalDns = SCENARIO.replace(
                "cluster: {nodeCount: 2,",
                "cluster: {networkPlugin: azure, networkPluginMode: overlay, networkDataplane: cilium, nodeCount: 2,"
                        + " localDnsProfile: {mode: Required},");
        Flow flow = runText(withLocalDns.formatted("open", "pod/client", "fqdn/erp.corp.example.:443"))
                .flow();

        assertThat(flow.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(flow.forward().disposition()).isEqualTo(Disposition.NOT_MODELLED);
        assertThat(flow.forward().end().element()).isEqualTo("node/node-0");
    }

    private static List<String> askedElements(Flow flow) {
        return flow.linked().stream()
                .map(query -> query.flow().forward().end().element())
                .toList();
    }

    private static ProbeResult run(String group, String to) {
        return run(group, "pod/client", to);
    }

    private static ProbeResult run(String group, String from, String to) {
        return runText(SCENARIO.formatted(group, from, to));
    }

    private static ProbeResult runText(String text) {
        LoadResult loaded = ScenarioLoader.load(Path.of("-"), new LoadOptions(false, new StringReader(text)));
        assertThat(loaded.scenario()).as("%s", loaded.problems()).isPresent();
        ScenarioRunner.Options everything = new ScenarioRunner.Options(OptionalLong.empty(), true);
        return ScenarioRunner.run(loaded.scenario().orElseThrow(), everything)
                .probes()
                .findFirst()
                .orElseThrow();
    }
}
