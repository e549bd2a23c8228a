package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;

/**
 * A machine on the internet.
 *
 * @param name its name
 * @param ip its public address
 * @param listeners the ports it listens on
 */
public record InternetHost(String name, IpAddress ip, List<Listener> listeners) implements AzureResource {

    public InternetHost {
        listeners = List.copyOf(listeners);
    }
}
