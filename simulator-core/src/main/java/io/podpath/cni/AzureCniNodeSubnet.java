package io.podpath.cni;

import io.podpath.aks.AksCluster;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Azure CNI with pods in the node subnet: every pod address is a secondary address of the node's NIC.
 *
 * <pre>
 * pod eth0 10.224.0.9/32 -- azvXXXXXXXX -- node eth0 10.224.0.4 -- NIC 10.224.0.4, .5 ... .34 -- VNet (VnetLocal)
 * </pre>
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Node Subnet (legacy); the masquerade list is the ConfigMap {@code
 * azure-ip-masq-agent-config-reconciled}. Which cluster CIDR AKS hands to kube-proxy is not documented; podpath takes
 * the node subnet.
 */
public final class AzureCniNodeSubnet implements TransparentModel {

    @Override
    public String label() {
        return "node-subnet";
    }

    @Override
    public PodAddressSource podAddressSource() {
        return PodAddressSource.NODE_SUBNET;
    }

    @Override
    public List<IpAddress> podAddresses(Cidr nodeRange) {
        throw new IllegalStateException("pods take addresses of the NIC, not of a range");
    }

    @Override
    public NicIdentity nic(NodePlan node) {
        Set<IpAddress> addresses = new HashSet<>(node.podAddresses());
        addresses.add(node.ip());
        return NicIdentity.of(node.name(), addresses.toArray(IpAddress[]::new));
    }

    @Override
    public SourceTranslation sourceTranslation(AksCluster cluster, NodePlan node) {
        return new MasqueradeAgent(node.subnet().network().addressPrefixes());
    }

    @Override
    public Cidr clusterCidr(ClusterPlan plan) {
        return plan.subnet().prefix();
    }
}
