package io.podpath.cluster;

import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Service by which pods call the API server: default/kubernetes, at the first address of the service range.
 *
 * <p><i>Models:</i> the Service, which has no selector, and the slice that the API server writes itself. <i>Does not
 * model:</i> several endpoints; that system pods call the API server by its name instead.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/controlplane/controller/kubernetesservice}; facts AKS-API-SERVER-ENDPOINT and
 * AKS-API-SERVER-FQDN.
 */
public final class ApiServer {

    /** The Service every pod knows by its environment. */
    public static final NamespacedName SERVICE = new NamespacedName(NamespacedName.DEFAULT_NAMESPACE, "kubernetes");

    /** Where it is called, and where it answers. */
    public static final int PORT = 443;

    private static final String PORT_NAME = "https";

    private ApiServer() {}

    /** These objects with the Service and an endpoint at this address, unless they have the Service already. */
    public static ClusterObjects addTo(ClusterObjects objects, IpAddress endpoint) {
        if (objects.hasService(SERVICE)) {
            return objects;
        }
        List<EndpointSlice> slices = new ArrayList<>(objects.endpointSlices());
        slices.add(slice(endpoint));
        ClusterObjects withSlice = new ClusterObjects(
                objects.nodes(),
                objects.workloads(),
                objects.pods(),
                objects.services(),
                slices,
                objects.networkPolicies(),
                objects.httpRouting(),
                objects.masqueradeConfigs());
        return withSlice.with(List.of(), List.of(service()));
    }

    private static Service service() {
        return new Service(
                SERVICE,
                Service.Metadata.NONE,
                ServiceType.CLUSTER_IP,
                List.of(),
                false,
                List.of(new ServicePort(PORT_NAME, Protocol.TCP, PORT, TargetPort.ofNumber(PORT), 0, "")),
                new Service.Backend(Map.of(), TrafficPolicy.CLUSTER, 0, false, ""),
                ServiceExposure.NONE);
    }

    private static EndpointSlice slice(IpAddress endpoint) {
        return new EndpointSlice(
                SERVICE,
                SERVICE.name(),
                endpoint.family(),
                List.of(new EndpointSlice.Port(PORT_NAME, Protocol.TCP, PORT)),
                List.of(new EndpointSlice.Endpoint(
                        List.of(endpoint), EndpointSlice.Conditions.READY, null, EndpointSlice.Hints.NONE)));
    }
}
