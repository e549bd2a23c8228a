package io.podpath.cni;

import io.podpath.aks.AksCluster;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.azure.fabric.OverlayDomain;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
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
 * CIDR, Azure/azure-container-networking, whose {@code cns/configuration} cuts a range of IPv6 to its first /120.
 */
public final class AzureCniOverlay implements TransparentModel {

    /** Of a range of IPv6 the node's agent takes the first /120 only. */
    private static final long MOST_ADDRESSES = 256;

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
        for (long offset = 1; offset < Math.min(nodeRange.size(), MOST_ADDRESSES); offset++) {
            addresses.add(nodeRange.network().plus(offset));
        }
        addresses.add(nodeRange.network());
        return addresses;
    }

    @Override
    public NicIdentity nic(NodePlan node) {
        return NicIdentity.of(node.name(), node.ips().toArray(IpAddress[]::new)).withOverlayPrefixes(node.podCidrs());
    }

    @Override
    public SourceTranslation sourceTranslation(AksCluster cluster, NodePlan node) {
        return new MasqueradeAgent(cluster.ranges().podCidrs());
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
    public List<OverlayDomain> overlays(AksCluster cluster, List<NodePlan> nodes) {
        return cluster.ranges().podCidrs().stream()
                .map(range -> new OverlayDomain(cluster.name(), range, prefixByNic(range.family(), nodes)))
                .toList();
    }

    private static Map<String, Cidr> prefixByNic(IpFamily family, List<NodePlan> nodes) {
        Map<String, Cidr> prefixByNic = new LinkedHashMap<>();
        for (NodePlan node : nodes) {
            node.podCidrs().stream()
                    .filter(range -> range.family() == family)
                    .forEach(range -> prefixByNic.put(node.name(), range));
        }
        return prefixByNic;
    }
}
