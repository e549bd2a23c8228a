package io.podpath.cni;

import io.podpath.aks.AksCluster;
import io.podpath.element.Bridge;
import java.util.Optional;

/** Finds the recipe for a cluster's flags. */
public final class NetworkModels {

    private NetworkModels() {}

    /** The model these flags ask for, or nothing if podpath does not know its packet path. */
    public static Optional<NetworkModel> find(AksCluster cluster, Bridge.Hairpin kubenetHairpin) {
        AksCluster.Networking networking = cluster.networking();
        return switch (networking.dataplane()) {
            case "azure" -> withIptables(cluster, kubenetHairpin);
            case "cilium" -> azureCni(cluster).map(CiliumDataPlane::new);
            default -> Optional.empty();
        };
    }

    private static Optional<NetworkModel> withIptables(AksCluster cluster, Bridge.Hairpin kubenetHairpin) {
        return switch (cluster.networking().plugin()) {
            case "kubenet" -> Optional.of(new Kubenet(kubenetHairpin));
            case "none" -> Optional.of(new BringYourOwnCni());
            default -> azureCni(cluster);
        };
    }

    private static Optional<NetworkModel> azureCni(AksCluster cluster) {
        if (!cluster.networking().plugin().equals("azure")) {
            return Optional.empty();
        }
        return switch (cluster.networking().pluginMode()) {
            case "overlay" -> Optional.of(new AzureCniOverlay());
            case "" -> Optional.of(flat(cluster));
            default -> Optional.empty();
        };
    }

    /**
     * The model whose addresses come closest, to show a cluster whose packet path is not known.
     */
    public static NetworkModel closest(AksCluster cluster) {
        boolean hasPodRange = cluster.ranges().findPodCidr().isPresent();
        return hasPodRange ? new AzureCniOverlay() : flat(cluster);
    }

    private static NetworkModel flat(AksCluster cluster) {
        return cluster.usesPodSubnet() ? new AzureCniPodSubnet() : new AzureCniNodeSubnet();
    }
}
