package io.podpath.azure.route;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which service tag holds the addresses of a service that a subnet can have an endpoint for.
 *
 * <p><i>Source:</i> Azure docs, Virtual network service endpoints; Virtual network service tags.
 */
public final class ServiceEndpoints {

    private static final Map<String, String> TAG_BY_SERVICE = Map.ofEntries(
            Map.entry("Microsoft.Storage", "Storage"),
            Map.entry("Microsoft.Storage.Global", "Storage"),
            Map.entry("Microsoft.Sql", "Sql"),
            Map.entry("Microsoft.AzureCosmosDB", "AzureCosmosDB"),
            Map.entry("Microsoft.KeyVault", "AzureKeyVault"),
            Map.entry("Microsoft.ServiceBus", "ServiceBus"),
            Map.entry("Microsoft.EventHub", "EventHub"),
            Map.entry("Microsoft.Web", "AppService"),
            Map.entry("Microsoft.CognitiveServices", "CognitiveServicesManagement"),
            Map.entry("Microsoft.ContainerRegistry", "AzureContainerRegistry"),
            Map.entry("Microsoft.AzureActiveDirectory", "AzureActiveDirectory"));

    private ServiceEndpoints() {}

    /** The services podpath knows. */
    public static Set<String> listServices() {
        return TAG_BY_SERVICE.keySet();
    }

    /** The tag of the service, such as {@code Storage} for {@code Microsoft.Storage}. */
    public static Optional<String> findTag(String service) {
        return Optional.ofNullable(TAG_BY_SERVICE.get(service));
    }
}
