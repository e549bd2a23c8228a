package io.podpath.cluster;

import io.podpath.model.Cidr;
import java.util.List;

/**
 * What a ConfigMap tells ip-masq-agent; several are merged.
 *
 * <p><i>Source:</i> Azure/ip-masq-agent-v2 README.
 *
 * @param name the ConfigMap
 * @param nonMasqueradeCidrs destinations that see the pod's address
 * @param masqLinkLocal whether 169.254.0.0/16 is masqueraded too
 */
public record MasqueradeConfig(NamespacedName name, List<Cidr> nonMasqueradeCidrs, boolean masqLinkLocal) {

    /** The ConfigMap that AKS writes and keeps in sync itself. */
    public static final NamespacedName OF_AKS =
            new NamespacedName("kube-system", "azure-ip-masq-agent-config-reconciled");

    public MasqueradeConfig {
        nonMasqueradeCidrs = List.copyOf(nonMasqueradeCidrs);
    }
}
