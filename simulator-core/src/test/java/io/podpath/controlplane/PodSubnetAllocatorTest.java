package io.podpath.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.aks.AksCluster;
import io.podpath.aks.KubeProxySetup;
import io.podpath.aks.PodIpAllocationMode;
import io.podpath.aks.PoolSubnets;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.PodStatus;
import io.podpath.cni.AzureCniPodSubnet;
import io.podpath.cni.NodePlan;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many addresses of a pod subnet a node holds, and which. */
class PodSubnetAllocatorTest {

    private static final SubnetReference PODS = new SubnetReference("corp", "pods");
    private static final SubnetReference NODES = new SubnetReference("corp", "nodes");

    /** Azure's own example is 25 pods, which need 48; with 8 free addresses a node does not ask yet. */
    @ParameterizedTest
    @CsvSource({"0, 16", "8, 16", "9, 32", "24, 32", "25, 48", "40, 48", "41, 64", "250, 272"})
    void aDynamicNodeKeepsHalfABatchFree(int pods, int held) {
        assertThat(PodIpAllocationMode.DYNAMIC_INDIVIDUAL.addressesHeld(pods, 250))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({"15, 16", "16, 32", "30, 32", "31, 32", "32, 48", "250, 256"})
    void aStaticNodeHoldsBlocksForAllItsPodsAndOneAddressMore(int maxPods, int held) {
        assertThat(PodIpAllocationMode.STATIC_BLOCK.addressesHeld(0, maxPods)).isEqualTo(held);
    }

    @Test
    void everyNodeGetsItsFirstBatchBeforeAnyGetsASecond() {
        List<NodePlan> nodes = assign(PodIpAllocationMode.DYNAMIC_INDIVIDUAL, pods("node-0", 9));

        assertThat(held(nodes, 0))
                .hasSize(32)
                .startsWith("10.1.64.4/32", "10.1.64.5/32")
                .endsWith("10.1.64.51/32");
        assertThat(held(nodes, 0).get(16)).isEqualTo("10.1.64.36/32");
        assertThat(held(nodes, 1)).hasSize(16).startsWith("10.1.64.20/32").endsWith("10.1.64.35/32");
    }

    /** The first block holds the addresses that Azure keeps; the platform keeps the first address of a node. */
    @Test
    void aStaticNodeGivesItsPodsAllAddressesOfItsBlocksButOne() {
        List<NodePlan> nodes = assign(PodIpAllocationMode.STATIC_BLOCK, List.of());

        assertThat(held(nodes, 0)).containsExactly("10.1.64.16/28", "10.1.64.32/28");
        assertThat(held(nodes, 1)).containsExactly("10.1.64.48/28", "10.1.64.64/28");
        assertThat(nodes.get(0).podAddresses())
                .hasSize(31)
                .startsWith(IpAddress.parse("10.1.64.17"))
                .endsWith(IpAddress.parse("10.1.64.47"));
    }

    @Test
    void aNodeHoldsTheDeclaredAddressesOfItsPods() {
        Pod seen = pod("seen", "node-1").withPodIps(List.of(IpAddress.parse("10.1.64.40")));

        assertThat(held(assign(PodIpAllocationMode.DYNAMIC_INDIVIDUAL, List.of(seen)), 1))
                .hasSize(16)
                .startsWith("10.1.64.40/32", "10.1.64.20/32");
        assertThat(held(assign(PodIpAllocationMode.STATIC_BLOCK, List.of(seen)), 1))
                .containsExactly("10.1.64.32/28", "10.1.64.64/28");
    }

    private static List<String> held(List<NodePlan> nodes, int node) {
        return nodes.get(node).findPodSubnet().orElseThrow().held().stream()
                .map(Cidr::toString)
                .toList();
    }

    private static List<Pod> pods(String node, int count) {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pods.add(pod("p" + i, node));
        }
        return pods;
    }

    private static Pod pod(String name, String node) {
        PodSpec spec = new PodSpec(List.of(), false, node, Map.of(), List.of());
        return new Pod(new NamespacedName("shop", name), Map.of(), spec, PodStatus.READY);
    }

    private static List<NodePlan> assign(PodIpAllocationMode mode, List<Pod> pods) {
        AksCluster cluster = new AksCluster(
                "test",
                new AksCluster.Networking("azure", "", "azure", "none", KubeProxySetup.DEFAULT),
                new AksCluster.Ranges(null, Cidr.parse("10.0.0.0/16"), IpAddress.parse("10.0.0.10")),
                List.of(new AksCluster.NodePool("pool", 2, 30, List.of(), new PoolSubnets(NODES, PODS, mode))),
                AksCluster.Egress.DEFAULT,
                NODES);
        List<SubnetSpec> declared = List.of(
                SubnetSpec.of("nodes", Cidr.parse("10.1.1.0/24")), SubnetSpec.of("pods", Cidr.parse("10.1.64.0/24")));
        VirtualNetworkSpec network =
                new VirtualNetworkSpec("corp", List.of(Cidr.parse("10.1.0.0/16")), declared, List.of());
        ClusterSubnets subnets = new ClusterSubnets(cluster, List.of(network), AzureEnvironment.of(List.of(network)));
        List<NodePlan> nodes = new NodePlanner(cluster, new AzureCniPodSubnet(), subnets).plan(List.<NodeSpec>of());
        return new PodSubnetAllocator(cluster, subnets, pods).assign(nodes);
    }
}
