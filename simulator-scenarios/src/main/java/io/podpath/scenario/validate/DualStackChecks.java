package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.aks.AksCluster;
import io.podpath.aks.AksCluster.Ipv6Ranges;
import io.podpath.aks.KubeProxySetup;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Optional;

/**
 * What the second family of a cluster asks of its network and its ranges.
 *
 * <p><i>Source:</i> Azure docs, Use dual-stack networking in AKS; Kubernetes {@code
 * pkg/controller/nodeipam/ipam/cidrset/cidr_set.go}, which cuts a range of IPv6 into 2^16 parts at most.
 */
final class DualStackChecks {

    private static final int NODE_RANGE_PREFIX = 80;
    private static final int LARGEST_POD_PREFIX = 64;
    /** A route table has 400 routes, and each node of kubenet needs one for each family. */
    private static final int MAX_KUBENET_NODES = 200;

    private static final Subject FAMILIES = Subject.cluster("ipFamilies");

    private final SimulationInput input;
    private final AksCluster cluster;
    private final Findings findings;

    DualStackChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.cluster = input.cluster();
        this.findings = findings;
    }

    void run() {
        cluster.ranges().findIpv6().ifPresent(ranges -> {
            checkPodRange(ranges.podCidr());
            checkOverlaps(ranges);
            checkCopies();
            cluster.nodePools().forEach(this::checkSubnet);
        });
    }

    private int nodeCount() {
        return input.objects().nodes().isEmpty()
                ? cluster.nodePools().stream()
                        .mapToInt(AksCluster.NodePool::nodeCount)
                        .sum()
                : input.objects().nodes().size();
    }

    private void checkPodRange(Cidr pods) {
        if (pods.prefixLength() < LARGEST_POD_PREFIX || pods.prefixLength() > NODE_RANGE_PREFIX) {
            findings.error(
                    FAMILIES,
                    "the pod range " + pods + " must be between /64 and /80, since each node gets a /80 of it");
            return;
        }
        long parts = 1L << (NODE_RANGE_PREFIX - pods.prefixLength());
        if (parts < nodeCount()) {
            findings.error(
                    FAMILIES,
                    "the pod range " + pods + " is too small: a /80 for each node makes " + parts + ", but there are "
                            + nodeCount() + " nodes");
        }
        boolean isKubenet = cluster.networking().plugin().equals("kubenet");
        if (isKubenet && nodeCount() > MAX_KUBENET_NODES) {
            findings.error(
                    FAMILIES,
                    "dual-stack kubenet has " + MAX_KUBENET_NODES + " nodes at most: a route table has 400 routes, and"
                            + " each node needs two");
        }
    }

    /** AKS drops the copies of kubenet's promiscuous bridge for IPv4 only (fact DUAL-BRIDGE-COPIES). */
    private void checkCopies() {
        AksCluster.Networking networking = cluster.networking();
        if (networking.plugin().equals("kubenet") && networking.kubeProxy().mode() == KubeProxySetup.Mode.NFTABLES) {
            findings.warning(
                    FAMILIES,
                    "with kube-proxy in nftables mode nothing drops the copies that kubenet's bridge makes of packets of"
                            + " IPv6: pods get some of them twice, and podpath walks each once"
                            + " (GAP-KUBENET-COPIES-IPV6-NFTABLES)");
        }
    }

    private void checkOverlaps(Ipv6Ranges ranges) {
        if (ranges.podCidr().overlaps(ranges.serviceCidr())) {
            findings.error(
                    FAMILIES,
                    "the pod range " + ranges.podCidr() + " overlaps the service range " + ranges.serviceCidr());
        }
        for (VirtualNetworkSpec network : input.azure().virtualNetworks()) {
            for (Cidr prefix : network.addressPrefixes()) {
                for (Cidr range : List.of(ranges.podCidr(), ranges.serviceCidr())) {
                    if (range.overlaps(prefix)) {
                        findings.error(
                                FAMILIES,
                                "the range " + range + " overlaps " + prefix + " of virtual network '" + network.name()
                                        + "'");
                    }
                }
            }
        }
    }

    private void checkSubnet(AksCluster.NodePool pool) {
        Optional<SubnetReference> reference = pool.subnets().findNodes().or(cluster::findVnetSubnet);
        reference
                .flatMap(this::findSubnet)
                .filter(subnet -> subnet.findAddressPrefix(IpFamily.IPV6).isEmpty())
                .ifPresent(subnet -> findings.error(
                        FAMILIES,
                        "dual stack needs a dual-stack virtual network, and subnet '" + reference.get() + "' has only "
                                + subnet.addressPrefix()));
    }

    private Optional<SubnetSpec> findSubnet(SubnetReference reference) {
        return input.azure().virtualNetworks().stream()
                .filter(network -> network.name().equals(reference.virtualNetwork()))
                .flatMap(network -> network.subnets().stream())
                .filter(subnet -> subnet.name().equals(reference.subnet()))
                .findFirst();
    }
}
