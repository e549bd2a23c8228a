package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.notes;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.aks.AksCluster;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.aks.KubeProxySetup;
import io.podpath.aks.NodeKernel;
import io.podpath.aks.PodIpAllocationMode;
import io.podpath.aks.PodLinkLocalAccess;
import io.podpath.aks.PoolSubnets;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flags, a pasted command and the JSON of a running cluster mean the same cluster, with AKS's own defaults. */
class ClusterReaderTest {

    @TempDir
    Path folder;

    @Test
    void noFlagsMakeAzureCniOverlay() {
        AksCluster cluster = cluster("");

        assertThat(cluster.networking())
                .isEqualTo(new AksCluster.Networking("azure", "overlay", "azure", "none", KubeProxySetup.DEFAULT));
        assertThat(cluster.ranges())
                .isEqualTo(new AksCluster.Ranges(
                        Cidr.parse("10.244.0.0/16"), Cidr.parse("10.0.0.0/16"), IpAddress.parse("10.0.0.10")));
        assertThat(cluster.nodePools()).containsExactly(new NodePool("nodepool1", 3, 250, List.of()));
        assertThat(cluster.egress()).isEqualTo(AksCluster.Egress.DEFAULT);
        assertThat(cluster.findVnetSubnet()).isEmpty();
    }

    @Test
    void azureWithoutModeIsNodeSubnet() {
        AksCluster cluster = cluster("cluster: {networkPlugin: azure}\n");

        assertThat(cluster.networking().pluginMode()).isEmpty();
        assertThat(cluster.ranges().findPodCidr()).isEmpty();
        assertThat(cluster.nodePools().get(0).maxPods()).isEqualTo(30);
    }

    @Test
    void kubenetHasItsOwnPodCidrAnd110Pods() {
        AksCluster cluster = cluster("cluster: {networkPlugin: kubenet}\n");

        assertThat(cluster.ranges().findPodCidr()).contains(Cidr.parse("10.244.0.0/16"));
        assertThat(cluster.nodePools().get(0).maxPods()).isEqualTo(110);
    }

    @Test
    void theNodesKernelIsCurrentUnlessItIsSaidToBeOld() {
        assertThat(cluster("cluster: {}\n").networking().nodeKernel()).isEqualTo(NodeKernel.CURRENT);
        assertThat(cluster("cluster: {nodeKernel: before-2024}\n").networking().nodeKernel())
                .isEqualTo(NodeKernel.BEFORE_2024);
    }

    @Test
    void podsMayUseTheMetadataServiceUnlessTheClusterRestrictsIt() {
        assertThat(cluster("cluster: {}\n").networking().nodes().podLinkLocalAccess())
                .isEqualTo(PodLinkLocalAccess.IMDS);
        assertThat(cluster("cluster: {enableImdsRestriction: true}\n")
                        .networking()
                        .nodes()
                        .podLinkLocalAccess())
                .isEqualTo(PodLinkLocalAccess.NONE);
    }

    @Test
    void theOperatingSystemOfAPoolIsItsOwnOrTheClusters() {
        AksCluster cluster = cluster("""
                cluster: {osSku: AzureLinux, nodePools: [{name: a}, {name: b, osSku: Ubuntu}]}
                """);

        assertThat(cluster.nodePools())
                .extracting(pool -> pool.features().osSku())
                .containsExactly("AzureLinux", "Ubuntu");
        assertThat(cluster("cluster: {}\n").nodePools())
                .extracting(pool -> pool.features().osSku())
                .containsExactly("");
    }

    @Test
    void poolsTakeWhatTheyDoNotSayFromTheCluster() {
        AksCluster cluster = cluster("""
                cluster:
                  nodeCount: 2
                  zones: [1, 2]
                  nodePools: [{name: system}, {name: user, nodeCount: 5, maxPods: 50, zones: ["3"]}]
                """);

        assertThat(cluster.nodePools())
                .containsExactly(
                        new NodePool("system", 2, 250, List.of("1", "2")), new NodePool("user", 5, 50, List.of("3")));
    }

    @Test
    void aPodSubnetIsThePoolsOwnOrTheClusters() {
        AksCluster cluster = cluster("""
                azure:
                  vnets:
                    - name: v
                      addressPrefixes: [10.1.0.0/16]
                      subnets:
                        - {name: nodes, addressPrefix: 10.1.0.0/24}
                        - {name: pods, addressPrefix: 10.1.64.0/18}
                        - {name: blocks, addressPrefix: 10.1.128.0/18}
                cluster:
                  networkPlugin: azure
                  vnetSubnetId: v/nodes
                  podSubnetId: v/pods
                  nodePools:
                    - {name: system}
                    - {name: user, podSubnetId: v/blocks, podIpAllocationMode: StaticBlock, maxPods: 31}
                """);

        assertThat(cluster.networking().pluginMode()).isEmpty();
        assertThat(cluster.nodePools())
                .extracting(NodePool::subnets)
                .containsExactly(
                        podSubnet("pods", PodIpAllocationMode.DYNAMIC_INDIVIDUAL),
                        podSubnet("blocks", PodIpAllocationMode.STATIC_BLOCK));
        assertThat(cluster.nodePools()).extracting(NodePool::maxPods).containsExactly(250, 31);
    }

    private static PoolSubnets podSubnet(String name, PodIpAllocationMode mode) {
        return new PoolSubnets(new SubnetReference("v", "nodes"), new SubnetReference("v", name), mode);
    }

    @Test
    void aPodSubnetWithoutAPluginIsNoOverlay() {
        AksCluster cluster = cluster("""
                azure:
                  vnets:
                    - name: v
                      addressPrefixes: [10.1.0.0/16]
                      subnets: [{name: nodes, addressPrefix: 10.1.0.0/24}, {name: pods, addressPrefix: 10.1.64.0/18}]
                cluster:
                  create: az aks create -n c --vnet-subnet-id v/nodes --pod-subnet-id v/pods --pod-ip-allocation-mode StaticBlock
                """);

        assertThat(cluster.networking().plugin()).isEqualTo("azure");
        assertThat(cluster.networking().pluginMode()).isEmpty();
        assertThat(cluster.nodePools().get(0).subnets()).isEqualTo(podSubnet("pods", PodIpAllocationMode.STATIC_BLOCK));
    }

    @Test
    void aPastedCommandIsReadAsAShellWould() {
        AksCluster cluster = cluster("""
                azure:
                  vnets: [{name: v, addressPrefixes: [10.1.0.0/16], subnets: [{name: s, addressPrefix: 10.1.0.0/20}]}]
                cluster:
                  create: |
                    az aks create -g rg --name "my cluster" \\
                      --network-plugin azure --network-plugin-mode='overlay' \\
                      --vnet-subnet-id /subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/s \\
                      --zones 1 2 3 -c 4 --enable-managed-identity --pod-cidr 10.200.0.0/16 --generate-ssh-keys
                  podCidr: 10.201.0.0/16
                """);

        assertThat(cluster.name()).isEqualTo("my cluster");
        assertThat(cluster.networking().pluginMode()).isEqualTo("overlay");
        assertThat(cluster.findVnetSubnet()).contains(new SubnetReference("v", "s"));
        PoolSubnets inS = new PoolSubnets(new SubnetReference("v", "s"), null, PodIpAllocationMode.DYNAMIC_INDIVIDUAL);
        assertThat(cluster.nodePools()).containsExactly(new NodePool("nodepool1", 4, 250, List.of("1", "2", "3"), inS));
        assertThat(cluster.ranges().findPodCidr()).contains(Cidr.parse("10.201.0.0/16"));
    }

    @Test
    void flagsOfTheCommandAreChecked() {
        String text = HEAD + """
                cluster:
                  create: |
                    az aks create -n c \\
                      --network-plugn azure \\
                      --frobnicate yes --max-pods 5
                """;

        assertThat(errors(text))
                .containsExactly(
                        "6:7: unknown flag --network-plugn; did you mean '--network-plugin'?",
                        "7:35: 'maxPods' must be from 10 to 250, not 5");
        assertThat(notes(text)).containsExactly("7:7: the flag --frobnicate is unknown and passed over");
        assertThat(errors(HEAD + "cluster: {create: az group create}\n"))
                .containsExactly("3:19: the command must begin with 'az aks create'");
    }

    @Test
    void aVariantTakesBackWhatTheCommandSays() {
        LoadResult result = Inputs.load(HEAD + """
                cluster: {create: az aks create -n c --network-plugin azure --network-plugin-mode overlay}
                variants: {overlay: {}, flat: {cluster: {networkPluginMode: null}}}
                """);

        assertThat(result.scenario().orElseThrow().variants())
                .extracting(variant -> variant.input().cluster().networking().pluginMode())
                .containsExactly("overlay", "");
    }

    @Test
    void bothShapesOfAzAksShowAreRead() throws IOException {
        String profile = """
                "networkProfile": {"networkPlugin": "azure", "networkPluginMode": "overlay", "networkDataplane": "cilium",
                  "networkPolicy": "cilium", "podCidr": "10.9.0.0/16", "serviceCidr": "10.8.0.0/16", "%s": "10.8.0.10",
                  "outboundType": "loadBalancer", "loadBalancerProfile": {"allocatedOutboundPorts": 2048},
                  "podLinkLocalAccess": "None"},
                "agentPoolProfiles": [{"name": "sys", "count": 2, "maxPods": 100, "availabilityZones": ["1"],
                  "vnetSubnetId": null}]
                """;
        Files.writeString(folder.resolve("flat.json"), "{\"name\": \"c\", " + profile.formatted("dnsServiceIp") + "}");
        Files.writeString(
                folder.resolve("arm.json"),
                "{\"name\": \"c\", \"properties\": {" + profile.formatted("dnsServiceIP") + "}}");

        for (String shape : List.of("flat", "arm")) {
            Path file = folder.resolve(shape + ".podpath.yaml");
            Files.writeString(file, HEAD + "cluster: {from: " + shape + ".json}\n");
            LoadResult result = ScenarioLoader.load(file, LoadOptions.DEFAULT);
            AksCluster cluster =
                    result.scenario().orElseThrow().variants().get(0).input().cluster();

            assertThat(cluster.networking())
                    .isEqualTo(new AksCluster.Networking(
                            "azure",
                            "overlay",
                            "cilium",
                            "cilium",
                            KubeProxySetup.DEFAULT,
                            new AksCluster.NodeStack(NodeKernel.CURRENT, PodLinkLocalAccess.NONE)));
            assertThat(cluster.ranges().dnsServiceIp()).hasToString("10.8.0.10");
            assertThat(cluster.nodePools()).containsExactly(new NodePool("sys", 2, 100, List.of("1")));
            assertThat(cluster.egress().allocatedOutboundPorts()).isEqualTo(2048);
        }
    }

    private static AksCluster cluster(String text) {
        return Inputs.only(HEAD + text).input().cluster();
    }
}
