package io.podpath.aks;

import io.podpath.azure.resource.SubnetReference;
import io.podpath.cluster.LocalDnsProfile;
import io.podpath.cluster.NodeSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as the flags of {@code az aks create} describe it, with AKS's defaults filled in.
 *
 * @param name the cluster's name
 * @param networking plugin, mode, data plane and policy engine
 * @param ranges the address ranges
 * @param nodePools at least one pool
 * @param egress how pods reach the internet
 * @param vnetSubnet the subnet of nodes whose pool names none; none for the network AKS creates
 */
public record AksCluster(
        String name,
        Networking networking,
        Ranges ranges,
        List<NodePool> nodePools,
        Egress egress,
        @Nullable SubnetReference vnetSubnet) {

    public AksCluster {
        nodePools = List.copyOf(nodePools);
    }

    /** The subnet of the nodes, if it is one's own. */
    public Optional<SubnetReference> findVnetSubnet() {
        return Optional.ofNullable(vnetSubnet);
    }

    /** The pool a node says it is of; the first one if it says nothing. */
    public NodePool poolOf(NodeSpec node) {
        String name = node.labels().get("agentpool");
        return nodePools.stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElse(nodePools.get(0));
    }

    /** Whether pods have a subnet of their own; AKS takes one kind of networking for all pools of a cluster. */
    public boolean usesPodSubnet() {
        return nodePools.stream().anyMatch(pool -> pool.subnets().findPods().isPresent());
    }

    /**
     * {@code --network-plugin} and what goes with it. Spelled as AKS does.
     *
     * @param plugin {@code kubenet}, {@code azure} or {@code none}
     * @param pluginMode {@code overlay} or empty
     * @param dataplane {@code azure} or {@code cilium}
     * @param policy {@code none}, {@code azure}, {@code calico} or {@code cilium}
     * @param kubeProxy how kube-proxy is set up
     * @param nodes what is set about the nodes themselves
     */
    public record Networking(
            String plugin,
            String pluginMode,
            String dataplane,
            String policy,
            KubeProxySetup kubeProxy,
            NodeStack nodes) {

        /** On nodes with the kernel of AKS's default images. */
        public Networking(String plugin, String pluginMode, String dataplane, String policy, KubeProxySetup kubeProxy) {
            this(plugin, pluginMode, dataplane, policy, kubeProxy, NodeStack.DEFAULT);
        }

        /** How old the nodes' kernel is. */
        public NodeKernel nodeKernel() {
            return nodes.kernel();
        }

        /** Whether kube-proxy runs on the nodes; Cilium takes its place. */
        public boolean runsKubeProxy() {
            return !dataplane.equals("cilium") && kubeProxy.mode() != KubeProxySetup.Mode.DISABLED;
        }
    }

    /**
     * What is set about the network stack of every node.
     *
     * @param kernel how old its kernel is
     * @param podLinkLocalAccess whether its pods may use the metadata service
     */
    public record NodeStack(NodeKernel kernel, PodLinkLocalAccess podLinkLocalAccess) {

        /** The kernel of AKS's default images, and no restriction. */
        public static final NodeStack DEFAULT = new NodeStack(NodeKernel.CURRENT, PodLinkLocalAccess.IMDS);
    }

    /**
     * The address ranges. AKS knows clusters of IPv4 and clusters of both families, IPv4 first.
     *
     * @param podCidr {@code --pod-cidr}, or the first of {@code --pod-cidrs}; none for flat models
     * @param serviceCidr {@code --service-cidr}, or the first of {@code --service-cidrs}
     * @param dnsServiceIp {@code --dns-service-ip}
     * @param ipv6 the second ranges, with {@code --ip-families ipv4,ipv6}
     */
    public record Ranges(
            @Nullable Cidr podCidr,
            Cidr serviceCidr,
            IpAddress dnsServiceIp,
            @Nullable Ipv6Ranges ipv6) {

        /** A cluster of IPv4. */
        public Ranges(@Nullable Cidr podCidr, Cidr serviceCidr, IpAddress dnsServiceIp) {
            this(podCidr, serviceCidr, dnsServiceIp, null);
        }

        /** The range of the pods, if the model has one of its own. */
        public Optional<Cidr> findPodCidr() {
            return Optional.ofNullable(podCidr);
        }

        /** The ranges of IPv6, if the cluster has both families. */
        public Optional<Ipv6Ranges> findIpv6() {
            return Optional.ofNullable(ipv6);
        }

        /** The pod ranges of all families, that of IPv4 first. */
        public List<Cidr> podCidrs() {
            return Stream.of(findPodCidr(), findIpv6().map(Ipv6Ranges::podCidr))
                    .flatMap(Optional::stream)
                    .toList();
        }

        /** The service ranges of all families, that of IPv4 first. */
        public List<Cidr> serviceCidrs() {
            return ipv6 == null ? List.of(serviceCidr) : List.of(serviceCidr, ipv6.serviceCidr);
        }

        /** The families of the cluster. */
        public List<IpFamily> families() {
            return serviceCidrs().stream().map(Cidr::family).toList();
        }
    }

    /**
     * The ranges of IPv6 of a dual-stack cluster.
     *
     * @param podCidr the second of {@code --pod-cidrs}
     * @param serviceCidr the second of {@code --service-cidrs}
     */
    public record Ipv6Ranges(Cidr podCidr, Cidr serviceCidr) {

        /** What AKS takes if nothing is said. */
        public static final Ipv6Ranges DEFAULT =
                new Ipv6Ranges(Cidr.parse("fd12:3456:789a::/64"), Cidr.parse("fd12:3456:789a:1::/108"));
    }

    /**
     * A pool of equal nodes.
     *
     * @param name its name
     * @param nodeCount how many nodes
     * @param maxPods how many pods each may run
     * @param zones the zones its nodes are spread over; empty for none
     * @param subnets where its nodes and pods are
     * @param features what its nodes are and run beside pods
     */
    public record NodePool(
            String name, int nodeCount, int maxPods, List<String> zones, PoolSubnets subnets, PoolFeatures features) {

        public NodePool {
            zones = List.copyOf(zones);
        }

        /** A pool of Ubuntu nodes that run pods, without LocalDNS. */
        public NodePool(String name, int nodeCount, int maxPods, List<String> zones, PoolSubnets subnets) {
            this(name, nodeCount, maxPods, zones, subnets, PoolFeatures.DEFAULT);
        }

        /** A pool in the cluster's own subnet. */
        public NodePool(String name, int nodeCount, int maxPods, List<String> zones) {
            this(name, nodeCount, maxPods, zones, PoolSubnets.OF_CLUSTER);
        }

        /** Whether its nodes run Azure Linux, whichever version; Mariner is its older name. */
        public boolean runsAzureLinux() {
            String osSku = features.osSku();
            return osSku.regionMatches(true, 0, "AzureLinux", 0, "AzureLinux".length())
                    || osSku.equalsIgnoreCase("CBLMariner");
        }

        /** Whether its nodes are gateways and run no ordinary pods. */
        public boolean isGateway() {
            return features.gatewayPrefixSize() != null;
        }

        /** LocalDNS on its nodes, if it runs there. */
        public Optional<LocalDnsProfile> findLocalDns() {
            return Optional.ofNullable(features.localDns());
        }
    }

    /**
     * How pods reach the internet.
     *
     * @param outboundType {@code --outbound-type}
     * @param outboundIps the public addresses of the outbound rule; empty to have one allocated
     * @param allocatedOutboundPorts source ports per node of the outbound rule, or 0 for automatic
     * @param natGateway what AKS gives a NAT gateway it creates
     * @param publicIpPools the pools whose nodes have public addresses of their own
     * @param loadBalancer what else is set about the load balancers of the cluster
     */
    public record Egress(
            OutboundType outboundType,
            List<IpAddress> outboundIps,
            int allocatedOutboundPorts,
            ManagedNatGateway natGateway,
            Set<String> publicIpPools,
            LoadBalancerProfile loadBalancer) {

        public Egress {
            outboundIps = List.copyOf(outboundIps);
            publicIpPools = Set.copyOf(publicIpPools);
        }

        /** AKS's default: an outbound rule with one address and automatic ports. */
        public static final Egress DEFAULT = new Egress(
                OutboundType.LOAD_BALANCER,
                List.of(),
                0,
                ManagedNatGateway.DEFAULT,
                Set.of(),
                LoadBalancerProfile.DEFAULT);

        /** The same of another type. */
        public Egress of(OutboundType type) {
            return new Egress(type, outboundIps, allocatedOutboundPorts, natGateway, publicIpPools, loadBalancer);
        }

        /** The same with public addresses on the nodes of these pools. */
        public Egress withPublicIpPools(Set<String> pools) {
            return new Egress(outboundType, outboundIps, allocatedOutboundPorts, natGateway, pools, loadBalancer);
        }

        /** The same with another load balancer profile. */
        public Egress with(LoadBalancerProfile profile) {
            return new Egress(outboundType, outboundIps, allocatedOutboundPorts, natGateway, publicIpPools, profile);
        }
    }

    /**
     * A NAT gateway that AKS creates.
     *
     * @param outboundIps its public addresses; empty to have them allocated
     * @param managedOutboundIpCount how many to allocate, 1 to 16
     * @param idleTimeoutMinutes its idle timeout, 4 to 120
     */
    public record ManagedNatGateway(List<IpAddress> outboundIps, int managedOutboundIpCount, int idleTimeoutMinutes) {

        /** One address, four minutes. */
        public static final ManagedNatGateway DEFAULT = new ManagedNatGateway(List.of(), 1, 4);

        public ManagedNatGateway {
            outboundIps = List.copyOf(outboundIps);
        }
    }
}
