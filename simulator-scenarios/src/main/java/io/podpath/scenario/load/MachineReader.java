package io.podpath.scenario.load;

import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.Listener;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.azure.resource.VirtualMachineSpec.NicSettings;
import io.podpath.cluster.Subject;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;

/** Reads machines beside the cluster and on the internet. */
final class MachineReader {

    private final Problems problems;
    private final Locations locations;

    MachineReader(Problems problems, Locations locations) {
        this.problems = problems;
        this.locations = locations;
    }

    Optional<VirtualMachineSpec> vm(Fields vm) {
        Optional<String> name = vm.required("name");
        Optional<SubnetReference> subnet =
                vm.required("subnet").flatMap(text -> SubnetReferences.parse(text, vm.at("subnet"), problems));
        Optional<IpAddress> privateIp = vm.address("privateIp");
        Optional<IpAddress> publicIp = vm.address("publicIp");
        List<Listener> listeners = ListenerReader.read(vm);
        Optional<String> nsg = NetworkReader.either(vm, "nsg", "networkSecurityGroup");
        NicSettings nic = new NicSettings(
                nsg.orElse(null),
                vm.flag("ipForwarding"),
                vm.word("zone").orElse(""),
                vm.texts("asgs"),
                vm.list("loopbackIps", vm.values()::address),
                vm.address("privateIpv6").orElse(null));
        Subject subject = Subject.azure("vm", name.orElse(""));
        locations.put(subject, vm.at("name"));
        for (String part : List.of("subnet", "privateIp", "privateIpv6", "publicIp")) {
            locations.put(subject.part(part), vm.at(part));
        }
        locations.put(subject.part("asgs"), vm.at("asgs"));
        locations.put(subject.part("nsg"), vm.at(vm.has("nsg") ? "nsg" : "networkSecurityGroup"));
        return name.isPresent() && subnet.isPresent()
                ? Optional.of(new VirtualMachineSpec(
                        name.get(), subnet.get(), privateIp.orElse(null), publicIp.orElse(null), listeners, nic))
                : Optional.empty();
    }

    Optional<InternetHost> internetHost(Fields host) {
        Optional<String> name = host.required("name");
        Optional<IpAddress> ip = host.required("ip", host.values()::address);
        List<Listener> listeners = ListenerReader.read(host);
        List<String> fqdns = host.texts("fqdns");
        Subject subject = Subject.azure("internet", name.orElse(""));
        locations.put(subject, host.at("name"));
        locations.put(subject.part("ip"), host.at("ip"));
        return name.isPresent() && ip.isPresent()
                ? Optional.of(new InternetHost(
                        name.get(),
                        ip.get(),
                        listeners,
                        fqdns,
                        host.address("ipv6").orElse(null)))
                : Optional.empty();
    }
}
