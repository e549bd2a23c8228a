package io.podpath.azure.route;

import io.podpath.azure.resource.VirtualNetworkGatewaySpec;
import io.podpath.model.Cidr;
import java.util.List;

/**
 * What a gateway learned about the networks behind it, whether by BGP or from a local network gateway.
 *
 * @param gateway the name of the gateway
 * @param kind what the gateway connects by
 * @param prefixes the ranges behind it
 */
public record LearnedRoutes(String gateway, VirtualNetworkGatewaySpec.Kind kind, List<Cidr> prefixes) {

    public LearnedRoutes {
        prefixes = List.copyOf(prefixes);
    }
}
