package io.podpath.cni;

import io.podpath.aks.AksCluster;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;

/**
 * {@code --network-plugin none}: AKS builds nodes, kube-proxy and DNS, and leaves the pods to a plugin of one's own.
 *
 * <p><i>Models:</i> nodes and what is around them. <i>Does not model:</i> anything the plugin decides: the pods' addresses
 * are placeholders out of the pod CIDR, and a flow that involves a pod or a Service ends {@code NOT_MODELLED}.
 *
 * <p><i>Source:</i> Azure docs, Bring your own CNI plugin with AKS.
 */
final class BringYourOwnCni implements TransparentModel {

    @Override
    public String label() {
        return "byo";
    }

    @Override
    public PodAddressSource podAddressSource() {
        return PodAddressSource.POD_CIDR;
    }

    @Override
    public List<IpAddress> podAddresses(Cidr nodeRange) {
        return new AzureCniOverlay().podAddresses(nodeRange);
    }

    @Override
    public NicIdentity nic(NodePlan node) {
        return NicIdentity.of(node.name(), node.ips().toArray(IpAddress[]::new));
    }

    @Override
    public SourceTranslation sourceTranslation(AksCluster cluster, NodePlan node) {
        return new NoSourceTranslation();
    }

    @Override
    public Cidr clusterCidr(ClusterPlan plan) {
        return plan.cluster().ranges().findPodCidr().orElse(plan.subnet().prefix());
    }
}
