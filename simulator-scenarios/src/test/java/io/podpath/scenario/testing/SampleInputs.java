package io.podpath.scenario.testing;

import io.podpath.SimulationInput;
import io.podpath.aks.AksCluster;
import io.podpath.aks.KubeProxySetup;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.cluster.ClusterObjects;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;

/** Clusters of two nodes. */
public final class SampleInputs {

    private SampleInputs() {}

    /** Azure CNI Overlay. */
    public static SimulationInput overlay() {
        return of("azure", "overlay");
    }

    /** A cluster with this plugin and mode. */
    public static SimulationInput of(String plugin, String mode) {
        AksCluster cluster = new AksCluster(
                "aks",
                new AksCluster.Networking(plugin, mode, "azure", "none", KubeProxySetup.DEFAULT),
                new AksCluster.Ranges(
                        Cidr.parse("10.244.0.0/16"), Cidr.parse("10.0.0.0/16"), IpAddress.parse("10.0.0.10")),
                List.of(new AksCluster.NodePool("nodepool1", 2, 30, List.of())),
                AksCluster.Egress.DEFAULT,
                null);
        return new SimulationInput(cluster, AzureEnvironment.EMPTY, ClusterObjects.EMPTY, 1);
    }
}
