package io.podpath.lint;

import io.podpath.aks.AksCluster;
import io.podpath.assembly.AksNetwork;
import io.podpath.assembly.AksNetworkBuilder;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cni.NetworkModel;
import io.podpath.cni.NetworkModels;
import java.util.List;

/**
 * What rules look at: what was declared, and the network AKS makes of it.
 *
 * @param cluster the flags of the cluster
 * @param azure what is around it
 * @param objects the Kubernetes objects as declared
 * @param network the network built from all this, with effective rules and routes
 * @param declared flags as written
 * @param today the day on which somebody asks
 */
public record LintInput(
        AksCluster cluster,
        AzureEnvironment azure,
        ClusterObjects objects,
        AksNetwork network,
        List<Declared> declared,
        Day today) {

    public LintInput {
        declared = List.copyOf(declared);
    }

    /**
     * Builds the network and puts everything together.
     *
     * @throws io.podpath.aks.ModelProblemException if the cluster cannot be built as declared
     */
    public static LintInput of(
            AksCluster cluster, AzureEnvironment azure, ClusterObjects objects, List<Declared> declared, Day today) {
        NetworkModel model = NetworkModels.find(
                        cluster, cluster.networking().nodeKernel().bridgeHairpin())
                .orElseGet(() -> NetworkModels.closest(cluster));
        AksNetwork network = AksNetworkBuilder.build(cluster, model, azure, objects);
        return new LintInput(cluster, azure, objects, network, declared, today);
    }

    /** Whether pods have a routing domain of their own. */
    boolean isOverlay() {
        return cluster.networking().pluginMode().equals("overlay");
    }

    /** Whether user-defined routes carry the packets of pods. */
    boolean isKubenet() {
        return cluster.networking().plugin().equals("kubenet");
    }
}
