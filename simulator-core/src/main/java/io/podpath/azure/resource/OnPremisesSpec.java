package io.podpath.azure.resource;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;

/**
 * A network outside Azure, connected through a gateway.
 *
 * @param name the name of the site
 * @param gateway the name of the virtual network gateway it is connected to
 * @param prefixes what it advertises by BGP, or what the local network gateway says of it
 * @param hosts machines in it
 */
public record OnPremisesSpec(String name, String gateway, List<Cidr> prefixes, List<Host> hosts)
        implements AzureResource {

    public OnPremisesSpec {
        prefixes = List.copyOf(prefixes);
        hosts = List.copyOf(hosts);
    }

    /**
     * A machine of the site.
     *
     * @param name its name, unique among the hosts of all sites
     * @param ip its address
     * @param listeners the ports it listens on
     */
    public record Host(String name, IpAddress ip, List<Listener> listeners) {

        public Host {
            listeners = List.copyOf(listeners);
        }
    }
}
