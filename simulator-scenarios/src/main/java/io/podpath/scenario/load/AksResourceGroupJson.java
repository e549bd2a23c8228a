package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What AKS has made for a cluster, from the resources in its node resource group: they count instead of what podpath would
 * write, and a note says so.
 *
 * <p><i>Source:</i> Azure REST API, Virtual Machine Scale Set VMs; Azure docs, FAQ about AKS (two resource groups).
 */
final class AksResourceGroupJson {

    private final Decoding decoding;
    private final ResourceIndex index;
    private final String group;
    private final Location place;

    private AksResourceGroupJson(Decoding decoding, String group, Location place) {
        this.decoding = decoding;
        this.index = decoding.index();
        this.group = group;
        this.place = place;
    }

    /** Adds {@code azure.nodeResourceGroup} if the input holds resources of exactly one cluster. */
    static void decode(Decoding decoding) {
        ResourceIndex index = decoding.index();
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        index.list(AzureTypes.CLUSTER)
                .forEach(cluster -> AksNodeGroups.namedBy(cluster).ifPresent(named::add));
        Set<String> groups = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<ResourceView> resources = new ArrayList<>();
        for (String type : index.types()) {
            for (ResourceView resource : index.list(type)) {
                if (index.isNodeGroup(resource.id().group())) {
                    groups.add(resource.id().group());
                    resources.add(resource);
                }
            }
        }
        if (named.size() == 1) {
            groups.retainAll(named);
        }
        if (groups.size() > 1) {
            decoding.warn(
                    resources.get(0).location(),
                    "the files hold resources of several clusters (" + String.join(", ", groups)
                            + ") and not which of them is meant; podpath writes what AKS would");
        }
        if (groups.size() == 1) {
            String group = groups.iterator().next();
            resources.stream()
                    .filter(resource -> resource.id().group().equalsIgnoreCase(group))
                    .findFirst()
                    .ifPresent(first -> new AksResourceGroupJson(decoding, group, first.location()).decode());
        }
    }

    private void decode() {
        TreeBuilder inline = new TreeBuilder(place).putText("name", group, place);
        addSecurity(inline);
        addRoutes(inline);
        addLoadBalancing(inline);
        List<ScalarNode> addresses = nodeNics().stream()
                .flatMap(nic -> NicJson.primary(nic).stream())
                .flatMap(one -> one.find("privateIpAddress").stream())
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .toList();
        inline.putList("nodeIps", addresses, place).putList("nodePublicIps", publicIps(), place);
        decoding.put("nodeResourceGroup", inline.build());
    }

    private List<ResourceView> inGroup(String type) {
        return index.list(type).stream()
                .filter(resource -> resource.id().group().equalsIgnoreCase(group))
                .toList();
    }

    private List<ResourceView> nodeNics() {
        List<ResourceView> nics = new ArrayList<>(inGroup(AzureTypes.SCALE_SET_NIC));
        nics.addAll(inGroup(AzureTypes.NIC));
        return nics.stream().filter(nic -> NicJson.isOfNode(nic, index)).toList();
    }

    private void addSecurity(TreeBuilder inline) {
        List<ResourceView> groups = inGroup(AzureTypes.NSG);
        if (groups.isEmpty()) {
            return;
        }
        ResourceView first = groups.get(0);
        decoding.note(
                first.location(),
                "the security group " + Texts.quoted(first.text("name"))
                        + " that AKS keeps is given; it counts, and podpath writes no rules for Services into one");
        List<ScalarNode> names = groups.stream()
                .map(one -> new ScalarNode(ScalarNode.Type.TEXT, index.nameOf(one), one.location()))
                .toList();
        inline.putList("networkSecurityGroups", names, first.location());
        onNodes(first).ifPresent(name -> inline.putText("nodeNicSecurityGroup", name, first.location()));
    }

    /** The group on the nodes' NICs: as these say, as their scale set says, else AKS's own unless a subnet has it. */
    private Optional<String> onNodes(ResourceView ofAks) {
        List<ResourceView> nics = nodeNics();
        if (!nics.isEmpty()) {
            return reference(nics.get(0).reference("networkSecurityGroup"));
        }
        Optional<ResourceView> configuration = inGroup(AzureTypes.SCALE_SET).stream()
                .flatMap(set -> set.child("virtualMachineProfile").stream())
                .flatMap(profile -> profile.child("networkProfile").stream())
                .flatMap(profile -> profile.children("networkInterfaceConfigurations").stream())
                .findFirst();
        if (configuration.isPresent()) {
            return reference(configuration.get().reference("networkSecurityGroup"));
        }
        boolean isOnSubnet = index.list(AzureTypes.VNET).stream()
                .flatMap(vnet -> vnet.children("subnets").stream())
                .anyMatch(subnet -> index.find(subnet.reference("networkSecurityGroup"))
                        .filter(found -> found.id().key().equals(ofAks.id().key()))
                        .isPresent());
        return isOnSubnet ? Optional.empty() : Optional.of(index.nameOf(ofAks));
    }

    private Optional<String> reference(String id) {
        return Optional.of(id).filter(text -> index.find(text).isPresent()).map(index::nameOf);
    }

    private void addRoutes(TreeBuilder inline) {
        List<ResourceView> tables = inGroup(AzureTypes.ROUTE_TABLE);
        boolean isOnNodes = !tables.isEmpty()
                || nodeSubnets()
                        .anyMatch(subnet ->
                                index.find(subnet.reference("routeTable")).isPresent());
        if (isOnNodes) {
            decoding.note(
                    tables.isEmpty() ? place : tables.get(0).location(),
                    "the route table of the nodes is given; its routes count, and podpath adds none");
            inline.put("routeTablesGiven", new ScalarNode(ScalarNode.Type.BOOLEAN, "true", place));
        }
    }

    private Stream<ResourceView> nodeSubnets() {
        return index.list(AzureTypes.CLUSTER).stream()
                .flatMap(cluster -> cluster.children("agentPoolProfiles").stream())
                .flatMap(pool -> index.find(pool.text("vnetSubnetId")).stream());
    }

    private void addLoadBalancing(TreeBuilder inline) {
        List<ResourceView> balancers = inGroup(AzureTypes.LOAD_BALANCER);
        if (balancers.isEmpty()) {
            return;
        }
        List<MappingNode> rules = new ArrayList<>();
        for (ResourceView balancer : balancers) {
            for (ResourceView rule : balancer.children("loadBalancingRules")) {
                String address = index.find(rule.reference("frontendIpConfiguration"))
                        .map(frontend -> LoadBalancerJson.address(frontend, index))
                        .orElse("");
                if (address.isEmpty()) {
                    decoding.warn(
                            rule.location(),
                            "the frontend address of rule " + Texts.quoted(rule.text("name"))
                                    + " is not among the files (public IPs); podpath takes the rules that AKS would"
                                    + " write");
                    return;
                }
                rules.add(LoadBalancerJson.givenRule(rule, address, index));
            }
        }
        inline.put(
                "loadBalancingRules",
                new SequenceNode(List.copyOf(rules), balancers.get(0).location()));
    }

    /** Instance addresses name the IP configuration they belong to in their own id. */
    private List<MappingNode> publicIps() {
        List<MappingNode> addresses = new ArrayList<>();
        for (ResourceView publicIp : inGroup(AzureTypes.SCALE_SET_PUBLIC_IP)) {
            Optional<SourceNode> node =
                    index.find(publicIp.id().parent()).flatMap(configuration -> configuration.find("privateIpAddress"));
            if (node.isPresent() && publicIp.find("ipAddress").isPresent()) {
                addresses.add(new TreeBuilder(publicIp.location())
                        .put("nodeIp", node.get())
                        .put("publicIp", publicIp.find("ipAddress"))
                        .build());
            }
        }
        return addresses;
    }
}
