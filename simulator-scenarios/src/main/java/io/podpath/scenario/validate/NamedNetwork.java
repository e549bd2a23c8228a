package io.podpath.scenario.validate;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.Subject;
import io.podpath.scenario.schema.Suggestion;
import java.util.List;
import java.util.Optional;

/** The virtual network that something says it stands in. */
final class NamedNetwork {

    private NamedNetwork() {}

    /** The network of this name; if there is none, that is found out about the subject. */
    static Optional<VirtualNetworkSpec> find(String name, Subject subject, AzureEnvironment azure, Findings findings) {
        Optional<VirtualNetworkSpec> network = azure.find(VirtualNetworkSpec.class, name);
        if (network.isEmpty()) {
            List<String> known = azure.virtualNetworks().stream()
                    .map(VirtualNetworkSpec::name)
                    .toList();
            findings.error(subject, "there is no virtual network '" + name + "'" + Suggestion.didYouMean(name, known));
        }
        return network;
    }
}
