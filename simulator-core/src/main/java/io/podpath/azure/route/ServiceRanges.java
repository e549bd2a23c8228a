package io.podpath.azure.route;

import io.podpath.model.Cidr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ranges of Azure services, as far as someone gave them: podpath keeps no list of its own.
 *
 * @param endpoints the ranges of each service the subnet has a service endpoint for, by the service's name
 * @param tags the ranges each service tag stands for, by tag
 */
public record ServiceRanges(Map<String, List<Cidr>> endpoints, Map<String, List<Cidr>> tags) {

    /** Nothing given. */
    public static final ServiceRanges NONE = new ServiceRanges(Map.of(), Map.of());

    public ServiceRanges {
        endpoints = new LinkedHashMap<>(endpoints);
        tags = new LinkedHashMap<>(tags);
    }
}
