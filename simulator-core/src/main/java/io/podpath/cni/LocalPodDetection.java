package io.podpath.cni;

import io.podpath.aks.KubeProxySetup;
import io.podpath.kubeproxy.LocalTrafficDetector;
import io.podpath.model.IpFamily;

/**
 * How the kube-proxy of an AKS node tells the pods of its node: what AKS passes as {@code --detect-local-mode}.
 *
 * <p>With Azure CNI it is the name of the interface a packet came in on, {@code azv+}; with kubenet, and in mode nftables
 * everywhere, it is the cluster CIDR. The two differ for a packet from a pod of another node, or from a machine, whose
 * source lies in that range: by CIDR it is taken for a local pod and gets any endpoint of a Service with policy Local.
 *
 * <p>For flat networks the sources disagree. AKS announced the interface for all of Azure CNI, nodes show it for Overlay,
 * and two pages still warn of what the cluster CIDR does; podpath follows the pages there.
 *
 * <p><i>Source:</i> Azure/AKS CHANGELOG, release 2022-05-01; facts KP-LOCAL-DETECTION-IN-AKS, AKS-KUBE-PROXY-NFTABLES-ARGS.
 */
final class LocalPodDetection {

    private LocalPodDetection() {}

    /** The detector of every node of a cluster, for the proxier of a family. */
    static LocalTrafficDetector of(ClusterPlan plan, KubeProxySetup setup, IpFamily family) {
        return switch (setup.detection()) {
            case CLUSTER_CIDR -> byCidr(plan, family);
            case INTERFACE_NAME_PREFIX -> byInterface(TransparentMode.INTERFACE_PREFIX);
            case AS_AKS ->
                setup.mode() == KubeProxySetup.Mode.NFTABLES
                        ? byCidr(plan, family)
                        : plan.model()
                                .detectedInterfacePrefix()
                                .map(LocalPodDetection::byInterface)
                                .orElseGet(() -> byCidr(plan, family));
        };
    }

    private static LocalTrafficDetector byInterface(String prefix) {
        return new LocalTrafficDetector.InInterface(prefix + "+");
    }

    private static LocalTrafficDetector byCidr(ClusterPlan plan, IpFamily family) {
        return family == IpFamily.IPV4
                ? new LocalTrafficDetector.ClusterCidr(plan.model().clusterCidr(plan))
                : plan.model()
                        .ipv6ClusterCidr(plan)
                        .<LocalTrafficDetector>map(LocalTrafficDetector.ClusterCidr::new)
                        .orElseGet(LocalTrafficDetector.None::new);
    }
}
