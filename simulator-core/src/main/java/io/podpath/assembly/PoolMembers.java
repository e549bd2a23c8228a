package io.podpath.assembly;

import io.podpath.aks.ModelProblemException;
import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.BackendHealth;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.Listener;
import io.podpath.azure.resource.LoadBalancerSpec.BackendPoolSpec;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NodePlan;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.netfilter.ListeningSocket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may be in the pools of declared load balancers: machines, and nodes of the cluster; by name or by address.
 *
 * <p>A machine passes a probe if it listens at the probed TCP port; what it answers to an HTTP request is not known, and
 * podpath takes it for 200.
 */
final class PoolMembers {

    private final NodeHealth nodeHealth;
    private final Map<String, VirtualMachineSpec> machines = new HashMap<>();
    private final Map<String, Backend> byName = new LinkedHashMap<>();
    private final Map<String, String> networkByName = new HashMap<>();

    PoolMembers(AzureEnvironment azure, MachineAddresses addresses, ClusterPlan plan) {
        this.nodeHealth = new NodeHealth(plan);
        for (NodePlan node : plan.nodes()) {
            byName.put(node.name(), backend(node.name(), node.ips()));
            networkByName.put(node.name(), node.subnet().reference().virtualNetwork());
        }
        for (VirtualMachineSpec vm : azure.virtualMachines()) {
            machines.put(vm.name(), vm);
            byName.put(vm.name(), backend(vm.name(), addresses.of(vm)));
            networkByName.put(vm.name(), vm.subnet().virtualNetwork());
        }
    }

    private static Backend backend(String nic, List<IpAddress> addresses) {
        return new Backend(nic, addresses.get(0), addresses.size() == 1 ? null : addresses.get(1), List.of());
    }

    /**
     * The members of a pool.
     *
     * @throws ModelProblemException if nobody has one of the names or addresses
     */
    List<Backend> of(BackendPoolSpec pool) {
        Stream<Backend> named = pool.machines().stream()
                .map(name -> Optional.ofNullable(byName.get(name))
                        .orElseThrow(() -> new ModelProblemException(
                                "backend pool " + pool.name() + ": there is no machine " + name)));
        Stream<Backend> addressed = pool.addresses().stream()
                .map(address -> findByAddress(address)
                        .orElseThrow(() -> new ModelProblemException(
                                "backend pool " + pool.name() + ": no machine has the address " + address)));
        return Stream.concat(named, addressed).toList();
    }

    private Optional<Backend> findByAddress(IpAddress address) {
        return byName.values().stream()
                .filter(backend -> backend.addresses().contains(address))
                .findFirst();
    }

    /** The virtual network of the first member. */
    Optional<String> findNetwork(BackendPoolSpec pool) {
        return of(pool).stream().findFirst().map(backend -> Objects.requireNonNull(networkByName.get(backend.nic())));
    }

    /** What the probes find at them. */
    BackendHealth health() {
        return new BackendHealth() {
            @Override
            public boolean isUp(LoadBalancingRule rule, Backend backend) {
                return whyDown(rule, backend).isEmpty();
            }

            @Override
            public String whyDown(LoadBalancingRule rule, Backend backend) {
                VirtualMachineSpec machine = machines.get(backend.nic());
                return machine == null
                        ? nodeHealth.whyDown(rule, backend)
                        : rule.findProbe()
                                .filter(probe -> !listens(machine, probe))
                                .map(probe -> machine.name() + " does not listen at port " + probe.port())
                                .orElse("");
            }
        };
    }

    private static boolean listens(VirtualMachineSpec machine, HealthProbe probe) {
        return machine.listeners().stream()
                .anyMatch(listener -> listener.protocol() == Protocol.TCP && isAt(listener, probe.port()));
    }

    private static boolean isAt(Listener listener, int port) {
        return listener.port() == port || listener.port() == ListeningSocket.EVERY_PORT;
    }
}
