package io.podpath.scenario.load;

import java.util.Locale;
import java.util.Optional;

/**
 * Recognises the resource group in which AKS keeps what it creates: named by the cluster, by its usual name {@code
 * MC_group_cluster_region}, or by the tags {@code aks-managed-...} of the scale sets in it.
 *
 * <p><i>Source:</i> Azure docs, FAQ about AKS (two resource groups); Use Azure tags in AKS.
 */
final class AksNodeGroups {

    private static final String USUAL_NAME = "mc_";
    private static final String TAG = "aks-managed-";

    private AksNodeGroups() {}

    static boolean hasUsualName(String group) {
        return group.toLowerCase(Locale.ROOT).startsWith(USUAL_NAME);
    }

    /** Whether the tags of a resource say that AKS made it. */
    static boolean isMarked(ResourceView resource) {
        return resource.find("tags")
                .filter(MappingNode.class::isInstance)
                .map(tags -> ((MappingNode) tags)
                        .listFields().stream().anyMatch(tag -> tag.name().startsWith(TAG)))
                .orElse(false);
    }

    /** The group that a cluster names. */
    static Optional<String> namedBy(ResourceView cluster) {
        return Optional.of(cluster.text("nodeResourceGroup")).filter(name -> !name.isEmpty());
    }
}
