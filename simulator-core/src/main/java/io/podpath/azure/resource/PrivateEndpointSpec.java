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
 * @param listeners the ports at which the service answers
 */
public record PrivateEndpointSpec(
        String name, SubnetReference subnet, @Nullable IpAddress privateIp, List<Listener> listeners)
        implements AzureResource {

    public PrivateEndpointSpec {
        listeners = List.copyOf(listeners);
    }

    /** Its declared address. */
    public Optional<IpAddress> findPrivateIp() {
        return Optional.ofNullable(privateIp);
    }
}
