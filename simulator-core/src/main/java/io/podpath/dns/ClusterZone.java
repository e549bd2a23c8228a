package io.podpath.dns;

import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Service;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of {@code cluster.local} as CoreDNS answers them from the Kubernetes API.
 *
 * <pre>
 * SERVICE.NAMESPACE.svc            cluster IP; headless: its endpoints; ExternalName: the other name
 * ENDPOINT.SERVICE.NAMESPACE.svc   one endpoint of a headless Service, by its address with dashes
 * 10-244-1-5.NAMESPACE.pod         that address, whether such a pod exists or not
 * </pre>
 *
 * <p><i>Does not model:</i> SRV and PTR records, endpoint host names, other cluster domains.
 *
 * <p><i>Source:</i> Kubernetes DNS-Based Service Discovery 1.1.0; CoreDNS plugin kubernetes ({@code pods insecure} in AKS's
 * Corefile).
 */
public final class ClusterZone {

    /** The domain of every AKS cluster. */
    public static final String DOMAIN = "cluster.local";

    private static final String BY = "CoreDNS, zone " + DOMAIN;
    private static final DnsAnswer NO_SUCH_NAME = new DnsAnswer.NoSuchName(BY);
    private static final int SERVICE_LABELS = 3;
    private static final int ENDPOINT_LABELS = 4;

    private final Map<NamespacedName, Service> services = new HashMap<>();
    private final Map<NamespacedName, List<IpAddress>> endpoints = new HashMap<>();

    /** The names of these objects. */
    public ClusterZone(ClusterObjects objects) {
        objects.services().forEach(service -> services.putIfAbsent(service.name(), service));
        for (EndpointSlice slice : objects.endpointSlices()) {
            slice.endpoints().stream()
                    .filter(endpoint -> endpoint.conditions().ready())
                    .forEach(endpoint -> endpoints
                            .computeIfAbsent(slice.service(), name -> new ArrayList<>())
                            .addAll(endpoint.addresses()));
        }
    }

    /** Whether CoreDNS answers this name itself. */
    public boolean holds(String name) {
        return DomainNames.isUnder(DomainNames.normal(name), DOMAIN);
    }

    /**
     * The answer to a name that this zone {@link #holds}. A name that exists has no address of the other family, which is
     * not the same as that it does not exist.
     */
    public DnsAnswer answer(DnsQuestion question) {
        List<String> labels = DomainNames.labelsBelow(DomainNames.normal(question.name()), DOMAIN);
        String kind = labels.isEmpty() ? "" : labels.get(labels.size() - 1);
        if (kind.equals("svc") && labels.size() == SERVICE_LABELS) {
            return service(new NamespacedName(labels.get(1), labels.get(0)), question);
        }
        if (kind.equals("svc") && labels.size() == ENDPOINT_LABELS) {
            return endpoint(new NamespacedName(labels.get(2), labels.get(1)), labels.get(0), question);
        }
        if (kind.equals("pod") && labels.size() == SERVICE_LABELS) {
            return address(labels.get(0), question);
        }
        return NO_SUCH_NAME;
    }

    private DnsAnswer service(NamespacedName name, DnsQuestion question) {
        Service service = services.get(name);
        if (service == null) {
            return NO_SUCH_NAME;
        }
        if (service.findExternalName().isPresent()) {
            return new DnsAnswer.Alias(BY, service.findExternalName().get());
        }
        return service.headless()
                ? addresses(endpoints.getOrDefault(name, List.of()), question)
                : addresses(service.clusterIps(), question);
    }

    private DnsAnswer endpoint(NamespacedName name, String label, DnsQuestion question) {
        List<IpAddress> known = endpoints.getOrDefault(name, List.of());
        return addresses(
                known.stream().filter(address -> dashed(address).equals(label)).toList(), question);
    }

    private static String dashed(IpAddress address) {
        return address.toString().replace('.', '-').replace(':', '-');
    }

    private static DnsAnswer address(String label, DnsQuestion question) {
        return IpAddress.tryParse(label.replace('-', '.'))
                .or(() -> IpAddress.tryParse(label.replace('-', ':')))
                .map(found -> addresses(List.of(found), question))
                .orElse(NO_SUCH_NAME);
    }

    /** A name without any address does not exist. */
    private static DnsAnswer addresses(List<IpAddress> all, DnsQuestion question) {
        return all.isEmpty() ? NO_SUCH_NAME : new DnsAnswer.Addresses(BY, question.fitting(all));
    }
}
