package io.podpath.lint;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NicSecurity;
import io.podpath.azure.security.RuleReach;
import io.podpath.azure.security.ServiceTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each declared security group works, once for each meaning its service tags have: for NICs as the network says,
 * for subnets without NICs with the ranges of their virtual network.
 */
final class GroupPlaces {

    private final List<NetworkSecurityGroupSpec> groups;
    private final Map<String, Map<ServiceTags, NetworkSecurityGroup>> placesByName = new LinkedHashMap<>();
    private final Reaches reaches = new Reaches();

    private GroupPlaces(LintInput input) {
        this.groups = input.azure().networkSecurityGroups();
        groups.forEach(group -> placesByName.put(group.name(), new LinkedHashMap<>()));
        for (NicSecurity nic : input.network().securityByNic().values()) {
            nic.listGroups().forEach(this::add);
        }
        for (VirtualNetworkSpec network : input.azure().virtualNetworks()) {
            network.subnets().forEach(subnet -> addUnused(network, subnet));
        }
    }

    private void add(NetworkSecurityGroup group) {
        Map<ServiceTags, NetworkSecurityGroup> found =
                placesByName.get(group.spec().name());
        if (found != null && groups.contains(group.spec())) {
            found.putIfAbsent(group.tags(), group);
        }
    }

    private void addUnused(VirtualNetworkSpec network, SubnetSpec subnet) {
        String name = subnet.settings().findNetworkSecurityGroup().orElse("");
        for (NetworkSecurityGroupSpec group : groups) {
            if (group.name().equals(name) && of(group).isEmpty()) {
                add(new NetworkSecurityGroup(
                        group,
                        "subnet " + network.name() + "/" + subnet.name(),
                        ServiceTags.ofVirtualNetwork(network.addressPrefixes())));
            }
        }
    }

    static GroupPlaces of(LintInput input) {
        return new GroupPlaces(input);
    }

    /** The declared groups, attached or not. */
    List<NetworkSecurityGroupSpec> groups() {
        return groups;
    }

    /** The group at its places; none if it is attached to nothing. */
    List<NetworkSecurityGroup> of(NetworkSecurityGroupSpec group) {
        return List.copyOf(placesByName.getOrDefault(group.name(), Map.of()).values());
    }

    /** What the rules of a group match at each of its places. */
    List<RuleReach> reaches(NetworkSecurityGroupSpec group, TrafficDirection direction) {
        return of(group).stream().map(placed -> reaches.of(placed, direction)).toList();
    }
}
