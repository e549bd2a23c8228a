package io.podpath.scenario.load;

import io.podpath.SimulationInput;
import io.podpath.aks.AksCluster;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.aks.PodIpAllocationMode;
import io.podpath.azure.provider.ServiceAnnotation;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceType;
import io.podpath.model.Cidr;
import io.podpath.plan.AddressSpace;
import io.podpath.plan.AddressingModel;
import io.podpath.plan.PlannedCluster;
import io.podpath.plan.PlannedEgress;
import io.podpath.plan.PlannedPool;
import io.podpath.plan.PlannedSubnet;
import io.podpath.plan.PoolSize;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The cluster of a scenario as planning sees it. */
final class PlannedClusters {

    /** The subnet that AKS creates, 10.224.0.0/16 as observed; fact ADDR-MANAGED-VNET-RANGE. */
    private static final PlannedSubnet MANAGED = PlannedSubnet.of("aks-vnet/aks-subnet", Cidr.parse("10.224.0.0/16"));

    private static final String INTERNAL = ServiceAnnotation.INTERNAL.key();
    private static final String INTERNAL_SUBNET = ServiceAnnotation.INTERNAL_SUBNET.key();

    private final SimulationInput input;
    private final AksCluster cluster;
    private final PlanFlags flags;

    private PlannedClusters(SimulationInput input, PlanFlags flags) {
        this.input = input;
        this.cluster = input.cluster();
        this.flags = flags;
    }

    static PlannedCluster of(SimulationInput input, PlanFlags flags) {
        return new PlannedClusters(input, flags).plan();
    }

    private PlannedCluster plan() {
        List<PlannedPool> pools = new ArrayList<>();
        cluster.nodePools().forEach(pool -> pools.add(pool(pool, pools.isEmpty())));
        Cidr podCidr = cluster.ranges().findPodCidr().orElse(AddressSpace.DEFAULT_POD_CIDR);
        return new PlannedCluster(model(), pools, new AddressSpace(subnets(), podCidr), egress());
    }

    private AddressingModel model() {
        String plugin = cluster.networking().plugin();
        if (!plugin.equals("azure")) {
            return plugin.equals("kubenet") ? AddressingModel.KUBENET : AddressingModel.BRING_YOUR_OWN;
        }
        if (cluster.networking().pluginMode().equals("overlay")) {
            return AddressingModel.OVERLAY;
        }
        if (!cluster.usesPodSubnet()) {
            return AddressingModel.NODE_SUBNET;
        }
        boolean inBlocks = cluster.nodePools().stream()
                .anyMatch(pool -> pool.subnets().allocation() == PodIpAllocationMode.STATIC_BLOCK);
        return inBlocks ? AddressingModel.POD_SUBNET_STATIC : AddressingModel.POD_SUBNET;
    }

    private PlannedPool pool(NodePool pool, boolean isFirst) {
        PlanFlags.OfPool own = flags.of(pool.name());
        int now = declaredNodes(pool, isFirst).orElse(pool.nodeCount());
        return new PlannedPool(
                pool.name(),
                new PoolSize(now, Math.max(now, own.autoscalerMost().orElse(now))),
                own.maxPods(),
                own.surge(),
                pool.subnets().findNodes().map(Object::toString).orElse(clusterSubnet()),
                pool.subnets().findPods().map(Object::toString).orElse(""));
    }

    /** Nodes given as objects take the place of the counts in the flags. */
    private OptionalInt declaredNodes(NodePool pool, boolean isFirst) {
        List<NodeSpec> nodes = input.objects().nodes();
        if (nodes.isEmpty()) {
            return OptionalInt.empty();
        }
        List<String> names = cluster.nodePools().stream().map(NodePool::name).toList();
        return OptionalInt.of((int) nodes.stream()
                .map(node -> node.labels().getOrDefault("agentpool", ""))
                .filter(label -> label.equals(pool.name()) || (isFirst && !names.contains(label)))
                .count());
    }

    private String clusterSubnet() {
        return cluster.findVnetSubnet().map(Object::toString).orElse(MANAGED.name());
    }

    private List<PlannedSubnet> subnets() {
        List<PlannedSubnet> subnets = new ArrayList<>();
        for (VirtualNetworkSpec vnet : input.azure().virtualNetworks()) {
            for (SubnetSpec subnet : vnet.subnets()) {
                String name = vnet.name() + "/" + subnet.name();
                subnets.add(new PlannedSubnet(name, subnet.addressPrefix(), takenByOthers(name, subnet.name())));
            }
        }
        if (cluster.findVnetSubnet().isEmpty()) {
            subnets.add(
                    new PlannedSubnet(MANAGED.name(), MANAGED.prefix(), takenByOthers(MANAGED.name(), "aks-subnet")));
        }
        return subnets;
    }

    /** Machines, private endpoints, and frontends of internal load balancers, which come from the subnet of the nodes unless told. */
    private long takenByOthers(String reference, String subnet) {
        long machines = input.azure().virtualMachines().stream()
                .filter(machine -> machine.subnet().toString().equals(reference))
                .count();
        long endpoints = input.azure().privateEndpoints().stream()
                .filter(endpoint -> endpoint.subnet().toString().equals(reference))
                .count();
        long frontends = input.objects().services().stream()
                .filter(PlannedClusters::isInternal)
                .map(service -> service.metadata().annotations().getOrDefault(INTERNAL_SUBNET, ""))
                .filter(named -> named.isEmpty() ? reference.equals(clusterSubnet()) : named.equals(subnet))
                .count();
        return machines + endpoints + frontends;
    }

    private static boolean isInternal(Service service) {
        return service.type() == ServiceType.LOAD_BALANCER
                && "true".equals(service.metadata().annotations().get(INTERNAL));
    }

    private PlannedEgress egress() {
        PlannedEgress.Kind kind = switch (cluster.egress().outboundType()) {
            case LOAD_BALANCER -> PlannedEgress.Kind.LOAD_BALANCER;
            case MANAGED_NAT_GATEWAY, MANAGED_NAT_GATEWAY_V2, USER_ASSIGNED_NAT_GATEWAY ->
                PlannedEgress.Kind.NAT_GATEWAY;
            case USER_DEFINED_ROUTING, NONE, BLOCK -> PlannedEgress.Kind.OTHER;
        };
        return new PlannedEgress(kind, flags.publicIps(), cluster.egress().allocatedOutboundPorts());
    }
}
