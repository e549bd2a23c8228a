package io.podpath.azure.resource;

import io.podpath.model.Cidr;
import java.util.List;

/**
 * What a service tag stands for, as someone gives it: Azure's own lists change every week and differ by cloud.
 *
 * <p><i>Source:</i> Azure docs, Virtual network service tags, section Discover service tags by using downloadable JSON
 * files.
 *
 * @param name the tag, with the region if it is regional, such as {@code Storage.WestEurope}
 * @param prefixes the ranges of the service
 */
public record ServiceTagSpec(String name, List<Cidr> prefixes) implements AzureResource {

    public ServiceTagSpec {
        prefixes = List.copyOf(prefixes);
    }
}
