package io.podpath.scenario.load;

import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.cluster.Subject;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads NAT gateways. */
final class NatGatewayReader {

    private static final Map<String, NatGatewaySpec.Sku> SKUS =
            Choices.of(NatGatewaySpec.Sku.values(), NatGatewaySpec.Sku::text);

    private final Locations locations;

    NatGatewayReader(Locations locations) {
        this.locations = locations;
    }

    Optional<NatGatewaySpec> natGateway(Fields gateway) {
        Optional<String> name = gateway.required("name");
        List<IpAddress> publicIps = gateway.list("publicIps", gateway.values()::address);
        int count = gateway.items("publicIps").size();
        if (count < 1 || count > NatGatewaySpec.MAX_PUBLIC_IPS) {
            gateway.error("publicIps", "a NAT gateway needs 1 to 16 of 'publicIps', not " + count);
        }
        int idleMinutes = gateway.integer(
                "idleTimeoutInMinutes",
                NatGatewaySpec.MIN_IDLE_MINUTES,
                NatGatewaySpec.MAX_IDLE_MINUTES,
                NatGatewaySpec.MIN_IDLE_MINUTES);
        NatGatewaySpec.Sku sku = gateway.choice("sku", SKUS).orElse(NatGatewaySpec.Sku.STANDARD);
        Subject subject = Subject.azure("natGateway", name.orElse(""));
        locations.put(subject, gateway.at("name"));
        locations.put(subject.part("publicIps"), gateway.at("publicIps"));
        boolean usable = name.isPresent() && !publicIps.isEmpty() && count <= NatGatewaySpec.MAX_PUBLIC_IPS;
        return usable ? Optional.of(new NatGatewaySpec(name.get(), publicIps, idleMinutes, sku)) : Optional.empty();
    }
}
