package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;

/**
 * NAT gateways; their addresses are resources of their own.
 *
 * <p><i>Source:</i> Azure REST API, Nat Gateways.
 */
final class NatGatewayJson {

    private NatGatewayJson() {}

    static void decode(ResourceView gateway, Decoding decoding) {
        for (String id : gateway.references("publicIpAddresses")) {
            if (isOfOther(id, decoding.index())) {
                decoding.warn(
                        gateway.location(),
                        "NAT gateway " + Texts.quoted(gateway.text("name")) + " lists the public IP "
                                + Texts.quoted(ResourceView.lastSegment(id))
                                + ", which says itself that a NIC or load balancer has it; that counts");
            }
        }
        List<ScalarNode> addresses = new ArrayList<>(decoding.publicAddresses(gateway, own(gateway, decoding.index())));
        addresses.addAll(decoding.prefixAddresses(gateway, gateway.references("publicIpPrefixes")));
        if (addresses.isEmpty()) {
            decoding.warn(
                    gateway.location(),
                    "NAT gateway " + Texts.quoted(gateway.text("name"))
                            + " has no public address, so nothing leaves by it; passed over");
            return;
        }
        decoding.add(
                "natGateways",
                new TreeBuilder(gateway.location())
                        .putText("name", decoding.index().nameOf(gateway), VnetJson.nameLocation(gateway))
                        .putList("publicIps", addresses, gateway.location())
                        .put("idleTimeoutInMinutes", gateway.find("idleTimeoutInMinutes"))
                        .put("sku", gateway.child("sku").flatMap(sku -> sku.find("name")))
                        .build());
    }

    /** Whether anything can leave by it. */
    static boolean hasAddress(ResourceView gateway, ResourceIndex index) {
        return !own(gateway, index).isEmpty()
                || !gateway.references("publicIpPrefixes").isEmpty();
    }

    private static List<String> own(ResourceView gateway, ResourceIndex index) {
        return gateway.references("publicIpAddresses").stream()
                .filter(id -> !isOfOther(id, index))
                .toList();
    }

    /** A public IP names what it is attached to: an IP configuration, or a NAT gateway. */
    private static boolean isOfOther(String id, ResourceIndex index) {
        return index.find(id)
                .filter(publicIp -> !publicIp.reference("ipConfiguration").isEmpty())
                .isPresent();
    }
}
