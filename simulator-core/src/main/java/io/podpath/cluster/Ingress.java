package io.podpath.cluster;

import java.util.List;

/**
 * An Ingress, read but not walked yet.
 *
 * @param name namespace and name
 * @param ingressClass the controller that should serve it, or empty
 * @param hosts the host names of its rules
 * @param services the Services behind it
 */
public record Ingress(NamespacedName name, String ingressClass, List<String> hosts, List<NamespacedName> services) {

    public Ingress {
        hosts = List.copyOf(hosts);
        services = List.copyOf(services);
    }
}
