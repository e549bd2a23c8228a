package io.podpath;

import io.podpath.assembly.AksNetworkBuilder;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.Service;
import io.podpath.cni.NodePlan;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.List;

/** Finds addresses by the names of their owners. */
final class TestAddresses {

    private final Simulator simulator;
    private final String namespace;
    private final List<VirtualMachineSpec> machines;

    TestAddresses(Simulator simulator, String namespace, List<VirtualMachineSpec> machines) {
        this.simulator = simulator;
        this.namespace = namespace;
        this.machines = machines;
    }

    IpAddress find(String owner) {
        String name = owner.substring(owner.indexOf('/') + 1);
        return switch (owner.substring(0, owner.indexOf('/'))) {
            case "pod" -> pod(name).findPodIp().orElseThrow();
            case "node" -> node(name).ip();
            case "cbr0" -> node(name).requirePodCidr().network().plus(1);
            case "service" -> service(name).findClusterIp().orElseThrow();
            case "frontend" ->
                service(name).exposure().loadBalancerIngress().get(0).ip();
            case "vm" -> machine(name).findPrivateIp().orElseThrow();
            case "internet" ->
                name.equals("server") ? AksNetworkBuilder.DEFAULT_SERVER.ip() : AksNetworkBuilder.DEFAULT_CLIENT.ip();
            default -> throw new IllegalArgumentException(owner);
        };
    }

    IpAddress findIpv6(String owner) {
        String name = owner.substring(owner.indexOf('/') + 1);
        List<IpAddress> all = switch (owner.substring(0, owner.indexOf('/'))) {
            case "pod" -> pod(name).status().podIps();
            case "node" -> node(name).ips();
            case "cbr0" ->
                node(name).podCidrs().stream()
                        .map(range -> range.network().plus(1))
                        .toList();
            case "service" -> service(name).clusterIps();
            case "frontend" ->
                service(name).exposure().loadBalancerIngress().stream()
                        .map(LoadBalancerIngress::ip)
                        .toList();
            case "vm" -> List.of(machine(name).nic().findIpv6().orElseThrow());
            case "internet" ->
                name.equals("server") ? AksNetworkBuilder.DEFAULT_SERVER.ips() : AksNetworkBuilder.DEFAULT_CLIENT.ips();
            default -> throw new IllegalArgumentException(owner);
        };
        return all.stream()
                .filter(address -> address.family() == IpFamily.IPV6)
                .findFirst()
                .orElseThrow();
    }

    private Pod pod(String name) {
        return simulator.objects().pods().stream()
                .filter(pod -> pod.name().equals(new NamespacedName(namespace, name)))
                .findFirst()
                .orElseThrow();
    }

    private NodePlan node(String name) {
        return simulator.plan().findNode(name).orElseThrow();
    }

    private Service service(String name) {
        return simulator.objects().services().stream()
                .filter(service -> service.name().equals(new NamespacedName(namespace, name)))
                .findFirst()
                .orElseThrow();
    }

    private VirtualMachineSpec machine(String name) {
        return machines.stream()
                .filter(machine -> machine.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
