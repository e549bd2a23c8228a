package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.aks.AksCluster.NodePool;
import io.podpath.cluster.LocalDnsProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code az aks show} says of LocalDNS and of gateway pools, as the CLI and as the REST API spell it. */
class AksShowPoolsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "localDnsProfile, vnetDnsOverrides, kubeDnsOverrides, publicIpPrefixSize",
        "localDNSProfile, vnetDNSOverrides, kubeDNSOverrides, publicIPPrefixSize"
    })
    void profilesOfPoolsAreRead(String profile, String vnet, String kube, String prefixSize) throws IOException {
        Files.writeString(folder.resolve("aks.json"), """
                {"name": "c", "currentKubernetesVersion": "1.34.2",
                 "networkProfile": {"networkPlugin": "azure", "networkPluginMode": "overlay",
                                    "staticEgressGatewayProfile": {"enabled": true}},
                 "agentPoolProfiles": [
                   {"name": "sys", "count": 2, "mode": "System", "vmSize": "Standard_D4s_v5",
                    "%s": {"mode": "Required", "state": "Enabled", "%s": null,
                           "%s": {"contoso.com": {"forwardDestination": "VnetDNS"}}}},
                   {"name": "gw", "count": 4, "mode": "Gateway", "gatewayProfile": {"%s": 30}}]}
                """.formatted(profile, vnet, kube, prefixSize));
        Path scenario = folder.resolve("s.podpath.yaml");
        Files.writeString(scenario, Inputs.HEAD + "cluster: {from: aks.json}\n");

        LoadResult loaded = ScenarioLoader.load(scenario, LoadOptions.DEFAULT);

        assertThat(loaded.scenario()).as("%s", loaded.problems()).isPresent();
        List<NodePool> pools = loaded.scenario()
                .orElseThrow()
                .variants()
                .get(0)
                .input()
                .cluster()
                .nodePools();
        assertThat(pools.get(0).findLocalDns().orElseThrow().kubeDns())
                .extractingByKey("contoso.com")
                .extracting(LocalDnsProfile.Block::destination)
                .isEqualTo(LocalDnsProfile.Destination.VNET_DNS);
        assertThat(pools).extracting(NodePool::isGateway).containsExactly(false, true);
        assertThat(pools.get(1).features().gatewayPrefixSize()).isEqualTo(30);
    }
}
