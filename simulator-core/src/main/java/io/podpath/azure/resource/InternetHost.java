package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;

/**
 * A machine on the internet.
 *
 * @param name its name
 * @param ip its public address
 * @param listeners the ports it listens on
 * @param fqdns the names clients call it by
 */
public record InternetHost(String name, IpAddress ip, List<Listener> listeners, List<String> fqdns)
        implements AzureResource {

    public InternetHost {
        listeners = List.copyOf(listeners);
        fqdns = List.copyOf(fqdns);
    }

    /** A machine without a name that clients know. */
    public InternetHost(String name, IpAddress ip, List<Listener> listeners) {
        this(name, ip, listeners, List.of());
    }
}
