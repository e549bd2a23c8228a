package io.podpath.scenario.load;

import java.util.List;
import java.util.Optional;

/**
 * Virtual network gateways, and the networks their connections lead to.
 *
 * <p><i>Models:</i> the ranges that a local network gateway lists. <i>Does not model:</i> ranges learnt by BGP, which no
 * resource holds.
 *
 * <p><i>Source:</i> Azure REST API, Virtual Network Gateways, Local Network Gateways, Virtual Network Gateway Connections.
 */
final class GatewayJson {

    private GatewayJson() {}

    static void decode(ResourceView gateway, Decoding decoding) {
        Optional<String> subnet = gateway.children("ipConfigurations").stream()
                .map(one -> one.reference("subnet"))
                .filter(id -> decoding.index().find(id).isPresent())
                .findFirst();
        if (subnet.isEmpty()) {
            decoding.warn(
                    gateway.location(),
                    "gateway " + Texts.quoted(gateway.text("name"))
                            + " is in a virtual network that is not among the files; passed over");
            return;
        }
        String place = decoding.index().subnetOf(subnet.get());
        decoding.add(
                "gateways",
                new TreeBuilder(gateway.location())
                        .putText("name", decoding.index().nameOf(gateway), VnetJson.nameLocation(gateway))
                        .putText("vnet", place.substring(0, place.indexOf('/')), gateway.location())
                        .put("gatewayType", gateway.find("gatewayType"))
                        .build());
    }

    static void decodeConnection(ResourceView connection, Decoding decoding) {
        String gateway = connection.reference("virtualNetworkGateway1");
        Optional<ResourceView> site = decoding.index().find(connection.reference("localNetworkGateway2"));
        List<SourceNode> prefixes = site.flatMap(found -> found.child("localNetworkAddressSpace"))
                .map(space -> space.items("addressPrefixes"))
                .orElse(List.of());
        if (decoding.index().find(gateway).isEmpty() || site.isEmpty() || prefixes.isEmpty()) {
            decoding.note(
                    connection.location(),
                    "connection " + Texts.quoted(connection.text("name"))
                            + " leads to ranges that no file lists (learnt by BGP, or a circuit); they are not known");
            return;
        }
        decoding.add(
                "onPrem",
                new TreeBuilder(site.get().location())
                        .putText("name", decoding.index().nameOf(site.get()), VnetJson.nameLocation(site.get()))
                        .putText("gateway", decoding.index().nameOf(gateway), connection.location())
                        .putList("prefixes", prefixes, site.get().location())
                        .build());
    }
}
