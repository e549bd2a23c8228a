package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.run.BuiltNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node looks like, printed by the command line from a scenario file. */
class RenderCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @BeforeEach
    void writeScenario() throws IOException {
        Files.writeString(folder.resolve("s.podpath.yaml"), """
                apiVersion: podpath/v1
                kind: Scenario
                metadata: {name: s}
                cluster: {nodeCount: 1}
                variants:
                  iptables: {}
                  nftables: {cluster: {kubeProxy: {mode: nftables}}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, clusterIP: 10.0.0.50, ports: [{port: 80}]}
                """);
    }

    private int render(String view, String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "render";
        arguments[1] = view;
        arguments[2] = "-f";
        arguments[3] = folder.resolve("s.podpath.yaml").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        Workbench workbench = new Workbench(new FileScenarioSource(), BuiltNetwork::of);
        return Podpath.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true), workbench);
    }

    @Test
    void nftPrintsTheTableOfKubeProxy() {
        assertThat(render("nft", "--node", "node-0", "--variant", "nftables")).isZero();
        assertThat(out.toString())
                .startsWith("table ip kube-proxy {\n\tcomment \"rules for kube-proxy\"\n")
                .contains("elements = { 10.0.0.50 . tcp . 80 comment \"default/web\" : goto reject-chain }");
    }

    @Test
    void nftInAnotherModeSaysWhichModeItNeeds() {
        assertThat(render("nft", "--node", "node-0", "--variant", "iptables")).isEqualTo(2);
        assertThat(err.toString())
                .contains("node-0 has no tables of nftables: kube-proxy runs in mode iptables")
                .contains("kubeProxy: {mode: nftables}");
    }

    @Test
    void nftNeedsANode() {
        assertThat(render("nft", "--variant", "nftables")).isEqualTo(2);
        assertThat(err.toString()).contains("nft needs --node; there are node-0");
    }

    @Test
    void effectiveRoutesOfANicAreATableAsAzPrintsIt() {
        assertThat(render("effective-routes", "--nic", "node-0")).isZero();
        assertThat(out.toString()).isEqualTo("""
                Source   State   Address Prefix  Next Hop Type  Next Hop IP
                -------  ------  --------------  -------------  -----------
                Default  Active  10.224.0.0/12   VnetLocal
                Default  Active  0.0.0.0/0       Internet
                Default  Active  10.0.0.0/8      None
                Default  Active  172.16.0.0/12   None
                Default  Active  192.168.0.0/16  None
                Default  Active  100.64.0.0/10   None
                """);
    }

    @Test
    void effectiveRoutesAsJsonHaveTheFieldsOfTheInterface() {
        assertThat(render("effective-routes", "--nic", "node-0", "-o", "json")).isZero();
        assertThat(out.toString()).startsWith("""
                {
                  "nextLink": null,
                  "value": [
                    {
                      "addressPrefix": [
                        "10.224.0.0/12"
                      ],
                      "destinationServiceTags": [],
                      "disableBgpRoutePropagation": false,
                      "hasBgpOverride": false,
                      "name": null,
                      "nextHopIpAddress": [],
                      "nextHopType": "VnetLocal",
                      "source": "Default",
                      "state": "Active",
                      "tagMap": {}
                    },
                """);
    }

    @Test
    void effectiveRoutesNeedANicThatExists() {
        assertThat(render("effective-routes")).isEqualTo(2);
        assertThat(render("effective-routes", "--nic", "node-9")).isEqualTo(2);
        assertThat(err.toString())
                .contains("effective-routes needs --nic; there are node-0")
                .contains("no NIC 'node-9'; did you mean 'node-0'?");
    }
}
