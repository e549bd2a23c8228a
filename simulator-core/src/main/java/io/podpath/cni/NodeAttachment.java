package io.podpath.cni;

import io.podpath.azure.fabric.MappedAddresses;
import io.podpath.azure.fabric.NicAttachment;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The NIC of a node as its virtual network knows it: in the node's subnet, with what is mapped to it from a pod subnet. */
public final class NodeAttachment {

    private NodeAttachment() {}

    /** The NIC of a node, which may send and receive as {@code identity} says. */
    public static NicAttachment of(
            NodePlan node,
            NicIdentity identity,
            @Nullable IpAddress publicIp,
            Map<IpAddress, Optional<IpAddress>> secondary) {
        List<MappedAddresses> mapped = node.findPodSubnet().stream()
                .map(share -> new MappedAddresses(share.subnet().subnet(), share.held()))
                .toList();
        List<IpAddress> own = new ArrayList<>(node.ips());
        if (mapped.isEmpty()) {
            identity.addresses().stream()
                    .filter(address -> !node.ips().contains(address) && !secondary.containsKey(address))
                    .sorted()
                    .forEach(own::add);
        }
        String zone = node.spec().findZone().orElse("");
        Map<IpAddress, IpAddress> publicIps = new HashMap<>();
        secondary.forEach((inside, outside) -> outside.ifPresent(address -> publicIps.put(inside, address)));
        return new NicAttachment(node.name(), node.subnet().subnet().name(), own, publicIp, zone, mapped)
                .withSecondary(List.copyOf(secondary.keySet()), publicIps);
    }
}
