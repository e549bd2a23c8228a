package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * NICs: each that a machine uses becomes a machine of podpath. Those of AKS nodes are told from others by their resource
 * group and are left to {@link AksResourceGroupJson}.
 *
 * <p><i>Models:</i> the first IP configuration of the primary NIC. <i>Does not model:</i> further NICs of a machine.
 *
 * <p><i>Source:</i> Azure REST API, Network Interfaces; Virtual Machines.
 */
final class NicJson {

    private NicJson() {}

    static void decode(ResourceView nic, Decoding decoding) {
        String machine = machineOf(nic);
        boolean isOfPlatform = !nic.reference("privateEndpoint").isEmpty()
                || !nic.reference("privateLinkService").isEmpty();
        if (isOfPlatform || isOfNode(nic, decoding.index())) {
            return;
        }
        Optional<ResourceView> configuration = primary(nic);
        String subnet = configuration.map(found -> found.reference("subnet")).orElse("");
        if (machine.isEmpty() || subnet.isEmpty()) {
            decoding.note(
                    nic.location(),
                    "NIC " + Texts.quoted(nic.text("name")) + " is attached to no machine; passed over");
            return;
        }
        if (decoding.index().find(subnet).isEmpty()) {
            decoding.warn(
                    nic.location(),
                    "NIC " + Texts.quoted(nic.text("name")) + " is in the subnet "
                            + Texts.quoted(decoding.index().subnetOf(subnet))
                            + ", which is not among the files; its machine is passed over");
            return;
        }
        if (isFurther(nic, machine, decoding.index())) {
            decoding.warn(
                    nic.location(),
                    "podpath gives a machine one NIC; " + Texts.quoted(nic.text("name")) + " of "
                            + Texts.quoted(ResourceView.lastSegment(machine)) + " is passed over");
            return;
        }
        decoding.add("vms", machine(nic, configuration.get(), machine, decoding));
    }

    private static MappingNode machine(
            ResourceView nic, ResourceView configuration, String machine, Decoding decoding) {
        decoding.note(
                nic.location(),
                "no Azure file says on which ports a machine listens; machines from Azure answer on every port");
        Location place = nic.location();
        String publicIp = configuration.reference("publicIpAddress");
        TreeBuilder inline = new TreeBuilder(place)
                .putText("name", machineName(machine, decoding.index()), place)
                .putText("subnet", decoding.index().subnetOf(configuration.reference("subnet")), place)
                .put("privateIp", configuration.find("privateIpAddress"))
                .putText("networkSecurityGroup", decoding.given(nic, "networkSecurityGroup", "security group"), place)
                .put("ipForwarding", nic.find("enableIpForwarding"))
                .putList("asgs", groups(configuration, place), place)
                .putList("listen", everyPort(place), place);
        if (!publicIp.isEmpty()) {
            inline.put(
                    "publicIp", decoding.publicAddresses(nic, List.of(publicIp)).get(0));
        }
        decoding.index()
                .find(machine)
                .flatMap(found -> found.items("zones").stream().findFirst())
                .ifPresent(zone -> inline.put("zone", zone));
        return inline.build();
    }

    /** Instances of a scale set are called by the scale set and their number. */
    private static String machineName(String machine, ResourceIndex index) {
        ResourceId id = ResourceId.parse(machine);
        return id.names().size() == 2 ? id.names().get(0) + "_" + id.name() : index.nameOf(machine);
    }

    /** The name of the machine a NIC is attached to; empty if it is attached to none. */
    static String machineName(ResourceView nic, ResourceIndex index) {
        String machine = machineOf(nic);
        return machine.isEmpty() ? "" : machineName(machine, index);
    }

    /** The id of the machine a NIC is attached to; for scale sets it is part of the NIC's own id. */
    static String machineOf(ResourceView nic) {
        String stated = nic.reference("virtualMachine");
        boolean isInstance = nic.type().equals(AzureTypes.SCALE_SET_NIC);
        if (!stated.isEmpty() || !isInstance) {
            return stated;
        }
        String id = nic.text("id");
        return id.substring(0, id.lastIndexOf("/networkInterfaces"));
    }

    /** Whether AKS made this NIC for a node. */
    static boolean isOfNode(ResourceView nic, ResourceIndex index) {
        boolean isInNodeGroup = index.isNodeGroup(nic.id().group());
        return isInNodeGroup
                && (nic.type().equals(AzureTypes.SCALE_SET_NIC)
                        || !machineOf(nic).isEmpty());
    }

    /** The primary IP configuration, else the first. */
    static Optional<ResourceView> primary(ResourceView nic) {
        List<ResourceView> configurations = nic.children("ipConfigurations");
        return configurations.stream()
                .filter(one -> one.text("primary").equals("true"))
                .findFirst()
                .or(() -> configurations.stream().findFirst());
    }

    /** Whether another NIC stands for the machine. */
    private static boolean isFurther(ResourceView nic, String machine, ResourceIndex index) {
        return index.primaryNic(machine)
                .filter(first -> !first.key().equals(nic.key()))
                .isPresent();
    }

    private static List<ScalarNode> groups(ResourceView configuration, Location place) {
        Set<String> names = new HashSet<>();
        List<ScalarNode> groups = new ArrayList<>();
        for (String id : configuration.references("applicationSecurityGroups")) {
            String name = ResourceView.lastSegment(id);
            if (names.add(name)) {
                groups.add(new ScalarNode(ScalarNode.Type.TEXT, name, place));
            }
        }
        return groups;
    }

    private static List<ScalarNode> everyPort(Location place) {
        return List.of(
                new ScalarNode(ScalarNode.Type.TEXT, "tcp/*", place),
                new ScalarNode(ScalarNode.Type.TEXT, "udp/*", place));
    }
}
