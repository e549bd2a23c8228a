package io.podpath.cni;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The addresses of the machines beside the cluster: the declared ones, and the next free ones of their subnets. */
final class MachineAddresses {

    private final AzureEnvironment azure;
    private final List<VirtualNetworkSpec> networks;
    private final ClusterPlan plan;
    private final Set<IpAddress> frontends;
    private final Map<String, IpAddress> byName = new LinkedHashMap<>();

    /**
     * Allocates addresses.
     *
     * @param frontends addresses of load balancers, some of which are in the node subnet
     * @throws ModelProblemException if a subnet is full or does not exist
     */
    MachineAddresses(
            AzureEnvironment azure, List<VirtualNetworkSpec> networks, ClusterPlan plan, Set<IpAddress> frontends) {
        this.azure = azure;
        this.networks = networks;
        this.plan = plan;
        this.frontends = frontends;
        Map<SubnetReference, SubnetPool> pools = new HashMap<>();
        for (VirtualMachineSpec vm : azure.virtualMachines()) {
            SubnetPool pool = pools.computeIfAbsent(vm.subnet(), this::pool);
            byName.put(
                    vm.name(),
                    vm.findPrivateIp()
                            .orElseGet(() -> pool.next()
                                    .orElseThrow(() -> new ModelProblemException(
                                            "subnet " + vm.subnet() + " has no address left for " + vm.name()))));
        }
    }

    /** The address of a machine. */
    IpAddress of(VirtualMachineSpec vm) {
        return Objects.requireNonNull(byName.get(vm.name()));
    }

    /** The addresses of the members of each application security group. */
    Map<String, Set<IpAddress>> applicationSecurityGroups() {
        Map<String, Set<IpAddress>> groups = new TreeMap<>();
        for (VirtualMachineSpec vm : azure.virtualMachines()) {
            for (String group : vm.nic().applicationSecurityGroups()) {
                groups.computeIfAbsent(group, name -> new TreeSet<>()).add(of(vm));
            }
        }
        return groups;
    }

    private SubnetPool pool(SubnetReference subnet) {
        Cidr prefix = networks.stream()
                .filter(network -> network.name().equals(subnet.virtualNetwork()))
                .flatMap(network -> network.subnets().stream())
                .filter(candidate -> candidate.name().equals(subnet.subnet()))
                .map(SubnetSpec::addressPrefix)
                .findFirst()
                .orElseThrow(() -> new ModelProblemException("there is no subnet " + subnet));
        SubnetPool pool = new SubnetPool(prefix);
        azure.virtualMachines().forEach(vm -> vm.findPrivateIp().ifPresent(pool::reserve));
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
