package io.podpath;

import io.podpath.aks.ApiServerAccess;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.AzureResource;
import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.Listener;
import io.podpath.cluster.ApiServer;
import io.podpath.cluster.NamespacedName;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a cluster has without anybody declaring it: the Service of the API server and, on a public cluster, a host of the
 * internet behind it. The address is a stand-in, since no flag of a cluster says it; where a private one stands must be
 * declared for the same reason.
 */
final class UndeclaredApiServer {

    private static final IpAddress FIRST_STAND_IN = IpAddress.parse("203.0.113.200");
    private static final String HOST = "api-server";

    private UndeclaredApiServer() {}

    /** The input with them, if the probe calls the API server and nothing is declared. */
    static SimulationInput addTo(SimulationInput input, Probe probe) {
        boolean isKnown = input.objects().hasService(ApiServer.SERVICE);
        if (input.apiServer() == ApiServerAccess.PRIVATE || isKnown || !isCalledBy(probe, input)) {
            return input;
        }
        IpAddress standIn = standIn(input.azure());
        List<AzureResource> resources = new ArrayList<>(input.azure().resources());
        resources.add(new InternetHost(HOST, standIn, List.of(new Listener(Protocol.TCP, ApiServer.PORT))));
        return new SimulationInput(
                input.cluster(),
                new AzureEnvironment(resources, input.azure().notModelled()),
                ApiServer.addTo(input.objects(), standIn),
                input.seed(),
                input.apiServer());
    }

    private static IpAddress standIn(AzureEnvironment azure) {
        Set<IpAddress> taken = azure.internetHosts().stream()
                .flatMap(host -> host.ips().stream())
                .collect(Collectors.toSet());
        return Stream.iterate(FIRST_STAND_IN, address -> address.plus(1))
                .filter(address -> !taken.contains(address))
                .findFirst()
                .orElseThrow();
    }

    /** By its Service, by that one's address, or by a name of it. */
    private static boolean isCalledBy(Probe probe, SimulationInput input) {
        EndpointReference to = probe.to();
        return switch (to.kind()) {
            case SERVICE -> new NamespacedName(to.namespace(), to.name()).equals(ApiServer.SERVICE);
            case IP ->
                input.cluster()
                        .ranges()
                        .serviceCidr()
                        .network()
                        .plus(1)
                        .toString()
                        .equals(to.name());
            case FQDN -> to.name().startsWith(ApiServer.SERVICE.name() + "." + ApiServer.SERVICE.namespace());
            default -> false;
        };
    }
}
