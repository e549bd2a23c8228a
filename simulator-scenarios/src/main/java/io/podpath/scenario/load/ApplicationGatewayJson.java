package io.podpath.scenario.load;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Application gateways v2, and the associations that give an Application Gateway for Containers its subnet.
 *
 * <p>Where requests go is not taken from here: podpath computes what AGIC and the ALB controller write from the Kubernetes
 * objects. An autoscaling gateway shows how few and how many instances it may have, not how many it has; podpath takes
 * the fewest, and one where that is none.
 *
 * <p><i>Source:</i> Azure REST API, Application Gateways; Traffic Controller, Associations Interface; Azure docs, Scaling
 * Application Gateway v2.
 */
final class ApplicationGatewayJson {

    private static final String V2 = "_v2";
    private static final String CAPACITY = "capacity";

    private ApplicationGatewayJson() {}

    static void decode(ResourceView gateway, Decoding decoding) {
        String tier = gateway.child("sku").map(sku -> sku.text("tier")).orElse("");
        if (!tier.isEmpty() && !tier.toLowerCase(Locale.ROOT).endsWith(V2)) {
            decoding.warn(
                    gateway.location(),
                    "application gateway " + Texts.quoted(gateway.text("name")) + " is of the tier " + tier
                            + ", and podpath knows v2; passed over");
            return;
        }
        String subnet = gateway.children("gatewayIpConfigurations").stream()
                .map(one -> one.reference("subnet"))
                .findFirst()
                .orElse("");
        Optional<TreeBuilder> inline = place(gateway, subnet, decoding.index().nameOf(gateway), decoding);
        inline.ifPresent(tree -> decoding.add(
                "applicationGateways",
                tree.put("instances", instances(gateway))
                        .put("privateIp", privateAddress(gateway))
                        .put("publicIp", publicAddress(gateway, decoding))
                        .build()));
    }

    /** An association is a resource inside the gateway and carries its name. */
    static void decodeAssociation(ResourceView association, Decoding decoding) {
        String name = association.id().parent().name();
        place(association, association.reference("subnet"), name, decoding)
                .ifPresent(tree -> decoding.add("applicationGatewaysForContainers", tree.build()));
    }

    private static Optional<TreeBuilder> place(ResourceView resource, String subnet, String name, Decoding decoding) {
        if (decoding.index().find(subnet).isEmpty()) {
            decoding.warn(
                    resource.location(),
                    "application gateway " + Texts.quoted(name)
                            + " is in a subnet that is not among the files; passed over");
            return Optional.empty();
        }
        return Optional.of(new TreeBuilder(resource.location())
                .putText("name", name, VnetJson.nameLocation(resource))
                .putText("subnet", decoding.index().subnetOf(subnet), resource.location()));
    }

    private static Optional<SourceNode> instances(ResourceView gateway) {
        Optional<SourceNode> fixed = gateway.child("sku").flatMap(sku -> sku.find(CAPACITY));
        return fixed.or(() -> gateway.child("autoscaleConfiguration")
                .flatMap(scale -> scale.find("minCapacity"))
                .map(ApplicationGatewayJson::atLeastOne));
    }

    private static SourceNode atLeastOne(SourceNode capacity) {
        return capacity instanceof ScalarNode number && number.text().equals("0")
                ? new ScalarNode(ScalarNode.Type.INTEGER, "1", capacity.location())
                : capacity;
    }

    private static Optional<SourceNode> privateAddress(ResourceView gateway) {
        return gateway.children("frontendIpConfigurations").stream()
                .flatMap(frontend -> frontend.find("privateIpAddress").stream())
                .findFirst();
    }

    private static Optional<SourceNode> publicAddress(ResourceView gateway, Decoding decoding) {
        return gateway.children("frontendIpConfigurations").stream()
                .map(frontend -> frontend.reference("publicIpAddress"))
                .filter(id -> !id.isEmpty())
                .flatMap(id -> decoding.publicAddresses(gateway, List.of(id)).stream())
                .map(SourceNode.class::cast)
                .findFirst();
    }
}
