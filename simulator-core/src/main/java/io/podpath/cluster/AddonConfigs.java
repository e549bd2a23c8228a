package io.podpath.cluster;

import java.util.List;

/**
 * What objects of a cluster tell the add-ons that AKS installs.
 *
 * @param masquerade configurations of ip-masq-agent
 * @param coreDns what is added to CoreDNS's Corefile
 * @param staticGateways static gateway configurations
 */
public record AddonConfigs(
        List<MasqueradeConfig> masquerade, CoreDnsCustom coreDns, List<StaticGatewayConfiguration> staticGateways) {

    /** Every add-on as AKS installs it. */
    public static final AddonConfigs NONE = new AddonConfigs(List.of(), CoreDnsCustom.NONE, List.of());

    public AddonConfigs {
        masquerade = List.copyOf(masquerade);
        staticGateways = List.copyOf(staticGateways);
    }
}
