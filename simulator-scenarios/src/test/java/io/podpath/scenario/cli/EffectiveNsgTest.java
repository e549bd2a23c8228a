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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effective security rules of a NIC, printed by the command line. */
class EffectiveNsgTest {

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
                cluster: {networkPlugin: azure, nodeCount: 1, vnetSubnetId: v/nodes}
                azure:
                  vnets:
                    - name: v
                      addressPrefixes: [10.1.0.0/16]
                      subnets:
                        - {name: nodes, addressPrefix: 10.1.1.0/24, nsg: guard}
                        - {name: apps, addressPrefix: 10.1.2.0/24}
                  nsgs:
                    - name: guard
                      rules:
                        - {name: web, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceApplicationSecurityGroups: [front], destinationPortRanges: [80, 8000-8080]}
                  adminRules: [{name: no-rdp, priority: 5, direction: Inbound, access: Deny, protocol: Tcp, destinationPortRange: 3389}]
                  vms: [{name: app, subnet: v/apps, privateIp: 10.1.2.9, asgs: [front]}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
                """);
    }

    private int render(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "render",
                "effective-nsg",
                "-f",
                folder.resolve("s.podpath.yaml").toString()));
        arguments.addAll(List.of(more));
        Workbench workbench = new Workbench(new FileScenarioSource(), BuiltNetwork::of);
        return Podpath.execute(
                arguments.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true), workbench);
    }

    @Test
    void tablesComeInTheOrderOfInboundEvaluation() {
        assertThat(render("--nic", "node-0")).isZero();

        assertThat(out.toString().lines().filter(line -> line.contains(" on ") || line.startsWith("admin rules")))
                .containsExactly(
                        "admin rules of virtual network v",
                        "guard on subnet v/nodes",
                        "aks-agentpool-nsg on NIC node-0");
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "Inbound 5 no-rdp Deny TCP * * * 3389",
                        "Inbound 200 web Allow TCP ASG front * * 80,8000-8080",
                        "Inbound 500 k8s-azure-lb_allow_IPv4_d39272f7f57ed937951650d93992ad77 Allow TCP Internet *"
                                + " 198.51.100.10 80",
                        "ASG front = 10.1.2.9/32",
                        "VirtualNetwork = 10.1.0.0/16, 168.63.129.16/32");
    }

    @Test
    void jsonHasTheShapeOfAz() throws IOException {
        assertThat(render("--nic", "node-0", "-o", "json")).isZero();

        String json = out.toString().replaceAll("\\s+", " ");
        assertThat(json)
                .startsWith("{ \"value\" : [ { \"association\" : { \"networkInterface\" : null,"
                        + " \"networkManager\" : { \"id\" : \"v\" }, \"subnet\" : null },")
                .contains("\"association\" : { \"networkInterface\" : null, \"networkManager\" : null,"
                        + " \"subnet\" : { \"id\" : \"v/nodes\" } }, \"effectiveSecurityRules\" : [ {"
                        + " \"access\" : \"Allow\", \"destinationAddressPrefix\" : \"0.0.0.0/0\","
                        + " \"destinationAddressPrefixes\" : [ \"0.0.0.0/0\" ], \"destinationPortRange\" : null,"
                        + " \"destinationPortRanges\" : [ \"80-80\", \"8000-8080\" ], \"direction\" : \"Inbound\","
                        + " \"expandedDestinationAddressPrefix\" : null,"
                        + " \"expandedSourceAddressPrefix\" : [ \"10.1.2.9/32\" ],"
                        + " \"name\" : \"securityRules/web\", \"priority\" : 200, \"protocol\" : \"Tcp\",")
                .contains("\"expandedSourceAddressPrefix\" : [ \"10.1.0.0/16\", \"168.63.129.16/32\" ],"
                        + " \"name\" : \"defaultSecurityRules/AllowVnetInBound\", \"priority\" : 65000,"
                        + " \"protocol\" : \"All\"")
                .contains("\"networkInterface\" : { \"id\" : \"node-0\" }")
                .contains("\"networkSecurityGroup\" : { \"id\" : \"aks-agentpool-nsg\" }");
    }

    @Test
    void unknownNicIsNamed() {
        assertThat(render("--nic", "node-1")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains("no NIC 'node-1'").contains("node-0");
        assertThat(render()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains("effective-nsg needs --nic; there are app, node-0");
    }
}
