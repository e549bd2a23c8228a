package io.podpath.scenario.load;

import io.podpath.azure.resource.ApplicationGatewaySpec;
import io.podpath.azure.resource.ApplicationGatewaySpec.Kind;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.cluster.Subject;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;

/** Reads application gateways of both kinds. */
final class ApplicationGatewayReader {

    private final Problems problems;
    private final Locations locations;

    ApplicationGatewayReader(Problems problems, Locations locations) {
        this.problems = problems;
        this.locations = locations;
    }

    Optional<ApplicationGatewaySpec> gateway(Fields gateway) {
        int instances = gateway.integer(
                "instances", 1, ApplicationGatewaySpec.MAX_INSTANCES, ApplicationGatewaySpec.DEFAULT_INSTANCES);
        return read(gateway, Kind.V2, instances, gateway.address("privateIp"));
    }

    Optional<ApplicationGatewaySpec> forContainers(Fields gateway) {
        return read(gateway, Kind.FOR_CONTAINERS, ApplicationGatewaySpec.DEFAULT_INSTANCES, Optional.empty());
    }

    private Optional<ApplicationGatewaySpec> read(
            Fields gateway, Kind kind, int instances, Optional<IpAddress> privateIp) {
        Optional<String> name = gateway.required("name");
        Optional<SubnetReference> subnet = gateway.required("subnet")
                .flatMap(text -> SubnetReferences.parse(text, gateway.at("subnet"), problems));
        Optional<IpAddress> publicIp = gateway.address("publicIp");
        Subject subject = Subject.azure("appgw", name.orElse(""));
        locations.put(subject, gateway.at("name"));
        for (String part : List.of("subnet", "privateIp", "publicIp")) {
            locations.put(subject.part(part), gateway.at(part));
        }
        return name.isPresent() && subnet.isPresent()
                ? Optional.of(new ApplicationGatewaySpec(
                        name.get(), subnet.get(), kind, instances, privateIp.orElse(null), publicIp.orElse(null)))
                : Optional.empty();
    }
}
