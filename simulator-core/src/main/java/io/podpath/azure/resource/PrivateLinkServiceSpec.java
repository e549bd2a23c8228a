package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;

/**
 * A Private Link Service: private endpoints of other networks and tenants reach a load balancer's frontend through it,
 * under addresses of one of the provider's subnets.
 *
 * <p><i>Source:</i> Azure docs, What is Azure Private Link service.
 *
 * @param name its name
 * @param loadBalancer the name of the load balancer
 * @param frontend the name of the frontend
 * @param nat the addresses that stand for the callers
 * @param proxyProtocol whether connections begin with a PROXY protocol v2 header
 */
public record PrivateLinkServiceSpec(
        String name, String loadBalancer, String frontend, NatAddresses nat, ProxyProtocol proxyProtocol)
        implements AzureResource {

    /** How many NAT addresses there may be. */
    public static final int MAX_NAT_ADDRESSES = 8;

    /**
     * The addresses callers appear under.
     *
     * @param subnet where they are from
     * @param declared those given by hand, the primary one first
     * @param count how many there are altogether, 1 to {@value #MAX_NAT_ADDRESSES}
     */
    public record NatAddresses(SubnetReference subnet, List<IpAddress> declared, int count) {

        public NatAddresses {
            declared = List.copyOf(declared);
            if (count < 1 || count > MAX_NAT_ADDRESSES || declared.size() > count) {
                throw new IllegalArgumentException("a private link service has 1 to 8 addresses, not " + count);
            }
        }
    }

    /** Whether the service tells the backend who called ({@code enableProxyProtocol}). */
    public enum ProxyProtocol {
        /** A PROXY protocol v2 header with the caller's address and the endpoint's link id comes first. */
        V2,
        /** Nothing does; the backend sees a NAT address only. */
        NONE
    }
}
