package io.podpath.cni;

import io.podpath.azure.fabric.NicIdentity;
import io.podpath.azure.fabric.OverlayDomain;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Azure CNI Overlay: pods in a private range that only the fabric's overlay domain of this cluster knows. Nothing is
 * encapsulated and no route table takes part.
 *
 * <pre>
 * pod eth0 10.244.1.5/32 -- azvXXXXXXXX -- node eth0 10.224.0.5 -- NIC -- overlay domain: 10.244.1.0/24 -&gt; node
 * </pre>
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Overlay overview; ip-masq-agent with {@code MasqLinkLocal: true} and the pod
 * CIDR, Azure/azure-container-networking.
 */
public final class AzureCniOverlay implements TransparentModel {

    @Override
    public String label() {
        return "overlay";
    }

    @Override
    public PodAddressSource podAddressSource() {
        return PodAddressSource.POD_CIDR;
    }

    /** All addresses of the range can be given out; the first one is kept for last, since it surprises people. */
    @Override
    public List<IpAddress> podAddresses(Cidr nodeRange) {
        List<IpAddress> addresses = new ArrayList<>();
        for (long offset = 1; offset < nodeRange.size(); offset++) {
            addresses.add(nodeRange.network().plus(offset));
        }
        addresses.add(nodeRange.network());
        return addresses;
    }

    @Override
    public NicIdentity nic(NodePlan node) {
        return NicIdentity.of(node.name(), node.ip()).withOverlayPrefix(node.requirePodCidr());
    }

    @Override
    public SourceTranslation sourceTranslation(AksCluster cluster, NodePlan node) {
        return new MasqueradeAgent(cluster.ranges().findPodCidr().stream().toList());
    }

    @Override
    public Cidr clusterCidr(ClusterPlan plan) {
        return plan.cluster().ranges().findPodCidr().orElse(plan.subnet().prefix());
    }

    @Override
    public Optional<String> detectedInterfacePrefix() {
        return Optional.of(TransparentMode.INTERFACE_PREFIX);
    }

    @Override
    public Optional<OverlayDomain> overlay(AksCluster cluster, List<NodePlan> nodes) {
        Map<String, Cidr> prefixByNic = new LinkedHashMap<>();
        nodes.forEach(node -> prefixByNic.put(node.name(), node.requirePodCidr()));
        return cluster.ranges().findPodCidr().map(range -> new OverlayDomain(cluster.name(), range, prefixByNic));
    }
}
