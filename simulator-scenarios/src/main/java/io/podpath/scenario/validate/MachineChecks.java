package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Machines beside the cluster and on the internet. */
final class MachineChecks {

    private final SimulationInput input;
    private final VirtualNetworkChecks networks;
    private final Findings findings;
    private final Set<String> names = new HashSet<>();

    MachineChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.networks = new VirtualNetworkChecks(input, findings);
        this.findings = findings;
    }

    void run() {
        Map<String, String> privateIps = new HashMap<>();
        for (VirtualMachineSpec vm : input.azure().virtualMachines()) {
            checkVm(vm, privateIps);
        }
        names.clear();
        Map<IpAddress, String> publicIps = new HashMap<>();
        for (InternetHost host : input.azure().internetHosts()) {
            Subject subject = Subject.azure("internet", host.name());
            unique(host.name(), subject);
            String other = publicIps.putIfAbsent(host.ip(), host.name());
            if (other != null) {
                findings.error(subject.part("ip"), host.ip() + " is the address of '" + other + "' already");
            }
        }
    }

    private void unique(String name, Subject subject) {
        if (!names.add(name)) {
            findings.error(subject, "there are two of the name '" + name + "'");
        }
    }

    private void checkVm(VirtualMachineSpec vm, Map<String, String> privateIps) {
        Subject subject = Subject.azure("vm", vm.name());
        unique(vm.name(), subject);
        Optional<Cidr> subnet = networks.checkReference(vm.subnet(), subject.part("subnet"));
        vm.nic().findNetworkSecurityGroup().ifPresent(name -> networks.checkNsg(name, subject.part("nsg")));
        vm.findPrivateIp().ifPresent(ip -> {
            subnet.ifPresent(range -> SubnetAddress.check(ip, range, subject.part("privateIp"), findings));
            String key = vm.subnet().virtualNetwork() + " " + ip;
            String other = privateIps.putIfAbsent(key, vm.name());
            if (other != null) {
                findings.error(subject.part("privateIp"), ip + " is the address of '" + other + "' already");
            }
        });
    }
}
