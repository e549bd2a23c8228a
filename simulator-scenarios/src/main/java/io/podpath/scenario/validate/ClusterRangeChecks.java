package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.aks.AksCluster;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The address ranges of the cluster: which may not collide, and whether they are large enough.
 *
 * <p><i>Source:</i> Azure docs, CNI networking overview and IP address planning.
 */
final class ClusterRangeChecks {

    /** Ranges that AKS keeps for itself. */
    static final List<Cidr> FORBIDDEN = List.of(
            Cidr.parse("169.254.0.0/16"),
            Cidr.parse("172.30.0.0/16"),
            Cidr.parse("172.31.0.0/16"),
            Cidr.parse("192.0.2.0/24"));

    private static final int LARGEST_SERVICE_PREFIX = 12;
    private static final int NODE_RANGE_PREFIX = 24;

    private final SimulationInput input;
    private final AksCluster cluster;
    private final NodeNetwork network;
    private final Findings findings;

    ClusterRangeChecks(SimulationInput input, NodeNetwork network, Findings findings) {
        this.input = input;
        this.cluster = input.cluster();
        this.network = network;
        this.findings = findings;
    }

    void run() {
        Cidr services = cluster.ranges().serviceCidr();
        Optional<Cidr> pods = cluster.ranges().findPodCidr();
        forbidden("serviceCidr", services);
        pods.ifPresent(range -> forbidden("podCidr", range));
        onlyIpv4("serviceCidr", services);
        pods.ifPresent(range -> onlyIpv4("podCidr", range));
        serviceRange(services);
        dnsServiceIp(services, cluster.ranges().dnsServiceIp());
        pods.ifPresent(range -> podRange(range, services));
    }

    private void onlyIpv4(String flag, Cidr range) {
        if (!range.network().isIpv4()) {
            findings.error(
                    Subject.cluster(flag),
                    flag + " " + range + " is IPv6; AKS knows clusters of IPv4 and of both families, IPv4 first");
        }
    }

    private void forbidden(String flag, Cidr range) {
        for (Cidr reserved : FORBIDDEN) {
            if (range.overlaps(reserved)) {
                findings.error(
                        Subject.cluster(flag), flag + " " + range + " overlaps " + reserved + ", which AKS reserves");
            }
        }
    }

    private void serviceRange(Cidr services) {
        Subject subject = Subject.cluster("serviceCidr");
        if (services.prefixLength() <= LARGEST_SERVICE_PREFIX
                && services.network().isIpv4()) {
            findings.error(subject, "serviceCidr " + services + " must be smaller than /12");
        }
        for (Cidr prefix : network.prefixes()) {
            if (services.overlaps(prefix)) {
                findings.error(
                        subject,
                        "serviceCidr " + services + " overlaps " + prefix + " of the cluster's virtual network");
            }
        }
        for (VirtualNetworkSpec peer : peers()) {
            peer.addressPrefixes().stream()
                    .filter(services::overlaps)
                    .forEach(prefix -> findings.warning(
                            subject,
                            "serviceCidr " + services + " overlaps " + prefix + " of the peered network "
                                    + peer.name()));
        }
    }

    private List<VirtualNetworkSpec> peers() {
        List<VirtualNetworkSpec> peers = new ArrayList<>();
        for (VirtualNetworkSpec vnet : input.azure().virtualNetworks()) {
            if (vnet.findPeering(network.virtualNetwork()).isPresent()) {
                peers.add(vnet);
            }
        }
        return peers;
    }

    private void dnsServiceIp(Cidr services, IpAddress dns) {
        Subject subject = Subject.cluster("dnsServiceIp");
        if (!services.contains(dns)) {
            findings.error(
                    subject,
                    "dnsServiceIp " + dns + " is not inside serviceCidr " + services + "; use for example "
                            + services.network().plus(10));
        } else if (dns.equals(services.network().plus(1)) || dns.equals(services.network())) {
            findings.error(
                    subject,
                    "dnsServiceIp " + dns + " must not be the first address of serviceCidr " + services
                            + ", which is the API server's");
        }
    }

    private void podRange(Cidr pods, Cidr services) {
        Subject subject = Subject.cluster("podCidr");
        if (pods.overlaps(services)) {
            findings.error(subject, "podCidr " + pods + " overlaps serviceCidr " + services);
        }
        List<Cidr> hit = network.subnets().stream().filter(pods::overlaps).toList();
        hit.forEach(subnet ->
                findings.error(subject, "podCidr " + pods + " overlaps " + subnet + ", the subnet of the nodes"));
        network.prefixes().stream()
                .filter(prefix -> hit.isEmpty() && pods.overlaps(prefix))
                .forEach(prefix -> findings.warning(
                        subject, "podCidr " + pods + " overlaps " + prefix + " of the cluster's virtual network"));
        for (VirtualNetworkSpec peer : peers()) {
            peer.addressPrefixes().stream()
                    .filter(pods::overlaps)
                    .forEach(prefix -> findings.warning(
                            subject,
                            "podCidr " + pods + " overlaps " + prefix + " of the peered network " + peer.name()));
        }
        if (pods.network().isIpv4()) {
            int free = NODE_RANGE_PREFIX - pods.prefixLength();
            long nodes = free < 0 ? 0 : 1L << free;
            if (nodes < network.nodeCount()) {
                findings.error(
                        subject,
                        "podCidr " + pods + " is too small: a /24 for each node makes " + nodes + ", but there are "
                                + network.nodeCount() + " nodes");
            }
        }
    }
}
