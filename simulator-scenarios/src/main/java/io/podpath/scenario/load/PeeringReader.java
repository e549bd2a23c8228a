package io.podpath.scenario.load;

import io.podpath.azure.resource.PeeringSpec;
import java.util.Optional;

/** Reads one side of a peering: the name of the other network, or a mapping with the flags of {@code az}. */
final class PeeringReader {

    private PeeringReader() {}

    static Optional<PeeringSpec> read(SourceNode node, Fields vnet) {
        if (node instanceof MappingNode mapping) {
            Fields peering = new Fields(mapping, vnet.problems());
            boolean hasAccess = !peering.has("allowVirtualNetworkAccess") || peering.flag("allowVirtualNetworkAccess");
            boolean forwarded = peering.flag("allowForwardedTraffic");
            boolean transit = peering.flag("allowGatewayTransit");
            boolean remote = peering.flag("useRemoteGateways");
            return peering.required("remoteVnet")
                    .map(name -> new PeeringSpec(name, hasAccess, forwarded, transit, remote));
        }
        return vnet.values().text(node, "peerings").map(PeeringSpec::to);
    }
}
