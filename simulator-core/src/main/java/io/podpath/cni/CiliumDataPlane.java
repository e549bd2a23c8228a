package io.podpath.cni;

import io.podpath.aks.AksCluster;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.azure.fabric.OverlayDomain;
import io.podpath.cluster.Pod;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.IpConfiguration;
import java.util.List;
import java.util.Map;

/**
 * Azure CNI powered by Cilium: addresses as in the model underneath, pods wired by Cilium, no kube-proxy.
 *
 * <pre>
 * pod eth0 10.244.1.7/32 -- default via 169.254.23.0 --&gt; lxc1a2b3c4d -- 10.244.1.7 dev lxc1a2b3c4d -- node eth0
 * </pre>
 *
 * <p><i>Models:</i> the default variant, in which packets pass the host's stack and iptables, and the same chains as
 * without Cilium translate their source. <i>Does not model:</i> Cilium's own programs at the interfaces: Services (see
 * {@link CiliumServices}) and network policies, which end {@code NOT_MODELLED}; its iptables chains, which accept and translate nothing; eBPF host
 * routing, for which there is no recipe.
 *
 * <p><i>Source:</i> Azure/azure-container-networking {@code test/integration/manifests/cilium/v1.18/cilium-config} (native
 * routing, endpoint routes, host legacy routing, no masquerading, routers 169.254.23.0 and fe80::) and {@code
 * test/integration/manifests/cnsconfig/ciliumconfigmap.yaml} (CNS writes SWIFT-POSTROUTING with a pod subnet).
 */
final class CiliumDataPlane implements NetworkModel {

    private static final String INTERFACE_PREFIX = "lxc";
    private static final IpAddress ROUTER = IpAddress.parse("169.254.23.0");
    private static final IpAddress IPV6_ROUTER = IpAddress.parse("fe80::");

    private final NetworkModel addressing;

    /** Cilium on top of a model that says where addresses come from. */
    CiliumDataPlane(NetworkModel addressing) {
        this.addressing = addressing;
    }

    @Override
    public String label() {
        return addressing.label() + "-cilium";
    }

    @Override
    public PodAddressSource podAddressSource() {
        return addressing.podAddressSource();
    }

    @Override
    public List<IpAddress> podAddresses(Cidr nodeRange) {
        return addressing.podAddresses(nodeRange);
    }

    @Override
    public String hostInterface(Pod pod) {
        return InterfaceNames.of(INTERFACE_PREFIX, pod.name());
    }

    @Override
    public IpConfiguration nodeConfiguration(NodePlan node, Map<IpAddress, String> interfaceByPodIp) {
        return TransparentMode.node(node, interfaceByPodIp, List.of());
    }

    @Override
    public IpConfiguration podConfiguration(NodePlan node, List<IpAddress> podIps) {
        return TransparentMode.pod(podIps, ROUTER, IPV6_ROUTER);
    }

    @Override
    public NicIdentity nic(NodePlan node) {
        return addressing.nic(node);
    }

    @Override
    public SourceTranslation sourceTranslation(AksCluster cluster, NodePlan node) {
        return addressing.sourceTranslation(cluster, node);
    }

    @Override
    public Cidr clusterCidr(ClusterPlan plan) {
        return addressing.clusterCidr(plan);
    }

    @Override
    public List<OverlayDomain> overlays(AksCluster cluster, List<NodePlan> nodes) {
        return addressing.overlays(cluster, nodes);
    }
}
