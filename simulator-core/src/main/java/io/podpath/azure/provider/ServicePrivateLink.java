package io.podpath.azure.provider;

import io.podpath.azure.resource.PrivateLinkServiceSpec;
import io.podpath.azure.resource.PrivateLinkServiceSpec.NatAddresses;
import io.podpath.azure.resource.PrivateLinkServiceSpec.ProxyProtocol;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The private link service that the annotations of a Service ask for.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure {@code pkg/provider/azure_privatelinkservice.go}.
 */
public final class ServicePrivateLink {

    private ServicePrivateLink() {}

    /** Whether the Service asks for one. */
    public static boolean isWanted(Map<String, String> annotations) {
        return ServiceAnnotation.PLS_CREATE.isTrueIn(annotations);
    }

    /** Why the provider makes none although the Service asks for it. */
    public static Optional<String> findRefusal(Map<String, String> annotations) {
        boolean fits = ServiceAnnotation.INTERNAL.isTrueIn(annotations)
                || ServiceAnnotation.DISABLE_FLOATING_IP.isTrueIn(annotations);
        return !isWanted(annotations) || fits
                ? Optional.empty()
                : Optional.of("a private link service needs an internal load balancer, or rules without floating IP");
    }

    /**
     * The private link service.
     *
     * @param frontend load balancer and frontend of the Service
     * @param nodeSubnet the subnet of the cluster, where the addresses are from unless an annotation names another
     * @param absentName the name if no annotation gives one
     * @throws IllegalArgumentException if the provider refuses what the annotations say
     */
    public static PrivateLinkServiceSpec of(
            Map<String, String> annotations, FrontendName frontend, SubnetReference nodeSubnet, String absentName) {
        String subnet = ServiceAnnotation.PLS_SUBNET
                .findIn(annotations)
                .or(() -> ServiceAnnotation.INTERNAL_SUBNET
                        .findIn(annotations)
                        .filter(name -> ServiceAnnotation.INTERNAL.isTrueIn(annotations)))
                .filter(name -> !name.isEmpty())
                .orElse(nodeSubnet.subnet());
        ServiceAnnotation countKey = ServiceAnnotation.PLS_IP_ADDRESS_COUNT;
        int count = countKey.findIn(annotations)
                .map(text -> ServiceProbes.number(text, countKey.key(), 1))
                .orElse(1);
        return new PrivateLinkServiceSpec(
                ServiceAnnotation.PLS_NAME.findIn(annotations).orElse(absentName),
                frontend.loadBalancer(),
                frontend.frontend(),
                new NatAddresses(
                        new SubnetReference(nodeSubnet.virtualNetwork(), subnet), addresses(annotations), count),
                ServiceAnnotation.PLS_PROXY_PROTOCOL.isTrueIn(annotations) ? ProxyProtocol.V2 : ProxyProtocol.NONE);
    }

    /**
     * A frontend by name.
     *
     * @param loadBalancer the load balancer
     * @param frontend its frontend
     */
    public record FrontendName(String loadBalancer, String frontend) {}

    private static List<IpAddress> addresses(Map<String, String> annotations) {
        List<IpAddress> addresses = new ArrayList<>();
        for (String text :
                ServiceAnnotation.PLS_IP_ADDRESS.findIn(annotations).orElse("").split(" ", -1)) {
            if (!text.isBlank()) {
                IpAddress address = IpAddress.tryParse(text.strip())
                        .orElseThrow(() -> new IllegalArgumentException(
                                ServiceAnnotation.PLS_IP_ADDRESS.key() + ": '" + text + "' is not an IP address"));
                if (!address.isIpv4()) {
                    throw new IllegalArgumentException("a private link service has IPv4 addresses only, not " + text);
                }
                addresses.add(address);
            }
        }
        return addresses;
    }
}
