package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Virtual networks with their subnets and peerings, which may be listed in them or by themselves.
 *
 * <p><i>Source:</i> Azure REST API, Virtual Networks, Subnets, Virtual Network Peerings.
 */
final class VnetJson {

    private static final List<String> FLAGS =
            List.of("allowVirtualNetworkAccess", "allowForwardedTraffic", "allowGatewayTransit", "useRemoteGateways");

    private VnetJson() {}

    static void decode(ResourceView vnet, Decoding decoding) {
        List<ResourceView> subnets = new ArrayList<>(vnet.children("subnets"));
        addMissing(decoding.index().inside(vnet, AzureTypes.SUBNET), subnets);
        List<ResourceView> peerings = new ArrayList<>(vnet.children("virtualNetworkPeerings"));
        addMissing(decoding.index().inside(vnet, AzureTypes.PEERING), peerings);
        decoding.add(
                "vnets",
                new TreeBuilder(vnet.location())
                        .putText("name", decoding.index().nameOf(vnet), nameLocation(vnet))
                        .put(
                                "addressPrefixes",
                                vnet.child("addressSpace").flatMap(space -> space.find("addressPrefixes")))
                        .putList(
                                "subnets",
                                subnets.stream()
                                        .map(subnet -> subnet(subnet, decoding))
                                        .toList(),
                                vnet.location())
                        .putList("peerings", peerings(peerings, decoding), vnet.location())
                        .putList(
                                "dnsServers",
                                vnet.child("dhcpOptions")
                                        .map(options -> options.items("dnsServers"))
                                        .orElse(List.of()),
                                vnet.location())
                        .build());
    }

    static Location nameLocation(ResourceView resource) {
        return resource.find("name").map(SourceNode::location).orElse(resource.location());
    }

    private static void addMissing(List<ResourceView> separate, List<ResourceView> listed) {
        for (ResourceView one : separate) {
            String name = one.id().name();
            boolean isListed = listed.stream()
                    .anyMatch(other -> other.text("name").equalsIgnoreCase(name)
                            || other.id().name().equalsIgnoreCase(name));
            if (!isListed) {
                listed.add(one);
            }
        }
    }

    private static List<MappingNode> peerings(List<ResourceView> peerings, Decoding decoding) {
        List<MappingNode> inline = new ArrayList<>();
        for (ResourceView peering : peerings) {
            String remote = peering.reference("remoteVirtualNetwork");
            if (remote.isEmpty()) {
                continue;
            }
            if (decoding.index().find(remote).isEmpty()) {
                decoding.note(
                        peering.location(),
                        "the virtual network " + Texts.quoted(ResourceView.lastSegment(remote)) + " of peering "
                                + Texts.quoted(peering.text("name"))
                                + " is not among the files; what is beyond it is not known");
                continue;
            }
            String state = peering.text("peeringState");
            if (!state.isEmpty() && !state.equalsIgnoreCase("Connected")) {
                decoding.warn(
                        peering.location(),
                        "peering " + Texts.quoted(peering.text("name")) + " is in state " + state
                                + ", so it carries nothing");
                continue;
            }
            inline.add(peering(peering, decoding.index().nameOf(remote)));
        }
        return inline;
    }

    private static MappingNode peering(ResourceView peering, String remote) {
        TreeBuilder inline = new TreeBuilder(peering.location()).putText("remoteVnet", remote, peering.location());
        FLAGS.forEach(flag -> inline.put(flag, peering.find(flag)));
        return inline.build();
    }

    private static MappingNode subnet(ResourceView subnet, Decoding decoding) {
        Optional<SourceNode> prefix = subnet.find("addressPrefix");
        List<SourceNode> prefixes = prefix.isPresent() ? List.of() : subnet.items("addressPrefixes");
        String name = subnet.text("name");
        return new TreeBuilder(subnet.location())
                .putText("name", ResourceView.lastSegment(name), nameLocation(subnet))
                .put("addressPrefix", prefix)
                .putList("addressPrefixes", prefixes, subnet.location())
                .putText(
                        "networkSecurityGroup",
                        attached(subnet, "networkSecurityGroup", AzureTypes.NSG, "security group", decoding),
                        subnet.location())
                .putText(
                        "routeTable",
                        attached(subnet, "routeTable", AzureTypes.ROUTE_TABLE, "route table", decoding),
                        subnet.location())
                .putText("natGateway", natGateway(subnet, decoding), subnet.location())
                .put("defaultOutboundAccess", subnet.find("defaultOutboundAccess"))
                .putList("serviceEndpoints", subnet.items("serviceEndpoints"), subnet.location())
                .put("privateEndpointNetworkPolicies", subnet.find("privateEndpointNetworkPolicies"))
                .build();
    }

    /** Both sides name each other in Azure; one of them is enough. */
    private static String attached(ResourceView subnet, String field, String type, String kind, Decoding decoding) {
        String own = subnet.reference(field);
        String id = own.isEmpty() ? decoding.index().attachedTo(subnet, type) : own;
        return decoding.givenId(subnet, id, kind);
    }

    private static String natGateway(ResourceView subnet, Decoding decoding) {
        String own = subnet.reference("natGateway");
        String id = own.isEmpty() ? decoding.index().attachedTo(subnet, AzureTypes.NAT_GATEWAY) : own;
        boolean isUsable = decoding.index()
                .find(id)
                .filter(gateway -> NatGatewayJson.hasAddress(gateway, decoding.index()))
                .isPresent();
        return decoding.index().find(id).isPresent() && !isUsable ? "" : decoding.givenId(subnet, id, "NAT gateway");
    }

    /** A subnet or peering listed by itself counts where its virtual network is; without one it says nothing. */
    static void decodeInner(ResourceView inner, Decoding decoding) {
        if (decoding.index().find(inner.id().parent()).isEmpty()) {
            decoding.warn(
                    inner.location(),
                    Texts.quoted(inner.text("name")) + " belongs to the virtual network "
                            + Texts.quoted(inner.id().parent().name()) + ", which is not among the files; passed over");
        }
    }
}
