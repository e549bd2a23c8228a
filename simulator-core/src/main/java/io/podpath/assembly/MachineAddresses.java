package io.podpath.assembly;

import io.podpath.aks.ModelProblemException;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NodePlan;
import io.podpath.cni.PodAddressSource;
import io.podpath.controlplane.ReservedAddresses;
import io.podpath.controlplane.SubnetPool;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The addresses of what stands in subnets beside the cluster: the declared ones, and the next free ones of their
 * subnets. Machines come first, whatever else there is asks for its own.
 */
final class MachineAddresses {

    private final AzureEnvironment azure;
    private final SubnetRoutes subnets;
    private final ClusterPlan plan;
    private final Set<IpAddress> frontends;
    private final Map<SubnetReference, SubnetPool> pools = new HashMap<>();
    private final Map<String, List<IpAddress>> byName = new LinkedHashMap<>();

    /**
     * Allocates the addresses of machines.
     *
     * @param frontends addresses of load balancers, some of which are in the node subnet
     * @throws ModelProblemException if a subnet is full or does not exist
     */
    MachineAddresses(AzureEnvironment azure, SubnetRoutes subnets, ClusterPlan plan, Set<IpAddress> frontends) {
        this.azure = azure;
        this.subnets = subnets;
        this.plan = plan;
        this.frontends = frontends;
        for (VirtualMachineSpec vm : azure.virtualMachines()) {
            List<IpAddress> own = new ArrayList<>();
            own.add(take(vm.subnet(), vm.findPrivateIp(), vm.name()));
            vm.nic().findIpv6().ifPresent(own::add);
            byName.put(vm.name(), own);
        }
    }

    /** The addresses of a machine, the primary one first. */
    List<IpAddress> of(VirtualMachineSpec vm) {
        return Objects.requireNonNull(byName.get(vm.name()));
    }

    /**
     * The address of something else in a subnet.
     *
     * @throws ModelProblemException if the subnet is full or does not exist
     */
    IpAddress take(SubnetReference subnet, Optional<IpAddress> declared, String owner) {
        SubnetPool pool = pools.computeIfAbsent(subnet, this::pool);
        return declared.or(pool::next)
                .orElseThrow(() -> new ModelProblemException("subnet " + subnet + " has no address left for " + owner));
    }

    /** The addresses of the members of each application security group. */
    Map<String, Set<IpAddress>> applicationSecurityGroups() {
        Map<String, Set<IpAddress>> groups = new TreeMap<>();
        for (VirtualMachineSpec vm : azure.virtualMachines()) {
            for (String group : vm.nic().applicationSecurityGroups()) {
                groups.computeIfAbsent(group, name -> new TreeSet<>()).addAll(of(vm));
            }
        }
        return groups;
    }

    private SubnetPool pool(SubnetReference subnet) {
        SubnetSpec spec = subnets.subnet(subnet);
        SubnetPool pool = new SubnetPool(spec.findAddressPrefix(IpFamily.IPV4).orElse(spec.addressPrefix()));
        ReservedAddresses.of(azure).forEach(pool::reserve);
        for (NodePlan node : plan.nodes()) {
            pool.reserve(node.ip());
            if (plan.model().podAddressSource() != PodAddressSource.POD_CIDR) {
                node.podAddresses().forEach(pool::reserve);
            }
        }
        frontends.forEach(pool::reserve);
        return pool;
    }
}
