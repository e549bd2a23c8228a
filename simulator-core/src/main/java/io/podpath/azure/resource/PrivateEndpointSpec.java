package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A private endpoint: an address of a subnet behind which a service answers.
 *
 * @param name its name
 * @param subnet where its address is from
 * @param privateIp its address; none to have one allocated
 * @param listeners the ports at which the service answers; empty if it is one's own behind a private link service
 * @param privateLinkService the private link service it leads to; none for a service of Azure
 */
public record PrivateEndpointSpec(
        String name,
        SubnetReference subnet,
        @Nullable IpAddress privateIp,
        List<Listener> listeners,
        @Nullable String privateLinkService)
        implements AzureResource {

    public PrivateEndpointSpec {
        listeners = List.copyOf(listeners);
    }

    /** An endpoint of a service of Azure. */
    public PrivateEndpointSpec(
            String name, SubnetReference subnet, @Nullable IpAddress privateIp, List<Listener> listeners) {
        this(name, subnet, privateIp, listeners, null);
    }

    /** The private link service it leads to. */
    public Optional<String> findPrivateLinkService() {
        return Optional.ofNullable(privateLinkService);
    }

    /** Its declared address. */
    public Optional<IpAddress> findPrivateIp() {
        return Optional.ofNullable(privateIp);
    }
}
