package io.podpath;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.AksCluster;
import io.podpath.aks.KubeProxySetup;
import io.podpath.aks.NodeKernel;
import io.podpath.aks.PodIpAllocationMode;
import io.podpath.aks.PodLinkLocalAccess;
import io.podpath.aks.PoolSubnets;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link TestNetwork} is told about the cluster itself. */
final class TestCluster {

    private final Model model;

    int nodes = 2;
    int maxPods = 30;
    String podCidr = "10.244.0.0/16";
    AksCluster.@Nullable Ipv6Ranges ipv6;
    NodeKernel kernel = NodeKernel.CURRENT;
    PodLinkLocalAccess podLinkLocalAccess = PodLinkLocalAccess.IMDS;
    KubeProxySetup proxy = KubeProxySetup.DEFAULT;
    AksCluster.Egress egress = AksCluster.Egress.DEFAULT;

    @Nullable
    SubnetReference subnet;

    String podSubnet = "pods";
    String dataplane = "azure";
    String policyEngine = "none";

    @Nullable
    String plugin;

    List<AksCluster.NodePool> pools = List.of();

    TestCluster(Model model) {
        this.model = model;
    }

    /** The cluster; a pod subnet is added to its network, and that network too if nothing names one. */
    AksCluster declare(TestAzure azure) {
        if (model.hasPodSubnet() && subnet == null) {
            azure.network("aks-vnet 10.224.0.0/12", "aks-subnet 10.224.0.0/16");
            subnet = TestAzure.reference("aks-vnet/aks-subnet");
        }
        Cidr range = model.isFlat() ? null : Cidr.parse(podCidr);
        AksCluster.Networking networking = new AksCluster.Networking(
                plugin != null ? plugin : model == Model.KUBENET ? "kubenet" : "azure",
                model == Model.OVERLAY && plugin == null ? "overlay" : "",
                dataplane,
                policyEngine,
                proxy,
                new AksCluster.NodeStack(kernel, podLinkLocalAccess));
        List<AksCluster.NodePool> all = pools.isEmpty()
                ? List.of(new AksCluster.NodePool("nodepool1", nodes, maxPods, List.of(), subnets(azure)))
                : pools;
        return new AksCluster(
                "test",
                networking,
                new AksCluster.Ranges(range, Cidr.parse("10.0.0.0/16"), IpAddress.parse("10.0.0.10"), ipv6),
                all,
                egress,
                subnet);
    }

    private PoolSubnets subnets(TestAzure azure) {
        SubnetReference ofNodes = subnet;
        if (ofNodes == null || !model.hasPodSubnet()) {
            return PoolSubnets.OF_CLUSTER;
        }
        azure.addPodSubnet(ofNodes.virtualNetwork(), podSubnet);
        return new PoolSubnets(
                ofNodes,
                new SubnetReference(ofNodes.virtualNetwork(), podSubnet),
                model == Model.POD_SUBNET_STATIC
                        ? PodIpAllocationMode.STATIC_BLOCK
                        : PodIpAllocationMode.DYNAMIC_INDIVIDUAL);
    }
}
