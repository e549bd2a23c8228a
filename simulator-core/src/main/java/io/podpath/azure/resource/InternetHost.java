package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine on the internet.
 *
 * @param name its name
 * @param ip its public address
 * @param listeners the ports it listens on
 * @param fqdns the names clients call it by
 * @param ipv6 its address of IPv6, if it has one besides
 */
public record InternetHost(
        String name,
        IpAddress ip,
        List<Listener> listeners,
        List<String> fqdns,
        @Nullable IpAddress ipv6) implements AzureResource {

    public InternetHost {
        listeners = List.copyOf(listeners);
        fqdns = List.copyOf(fqdns);
    }

    /** A machine without a name that clients know. */
    public InternetHost(String name, IpAddress ip, List<Listener> listeners) {
        this(name, ip, listeners, List.of(), null);
    }

    /** The machine with a second address. */
    public InternetHost withIpv6(@Nullable IpAddress address) {
        return new InternetHost(name, ip, listeners, fqdns, address);
    }

    /** Its addresses, the first one first. */
    public List<IpAddress> ips() {
        return ipv6 == null ? List.of(ip) : List.of(ip, ipv6);
    }
}
