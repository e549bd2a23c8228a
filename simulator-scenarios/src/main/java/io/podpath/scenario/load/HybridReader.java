package io.podpath.scenario.load;

import io.podpath.azure.resource.Listener;
import io.podpath.azure.resource.OnPremisesSpec;
import io.podpath.azure.resource.PrivateEndpointSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec.Kind;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads gateways, networks outside Azure, and private endpoints. */
final class HybridReader {

    private static final Map<String, Kind> KINDS = Choices.of(Kind.values(), Kind::text);

    private final Problems problems;
    private final Locations locations;

    HybridReader(Problems problems, Locations locations) {
        this.problems = problems;
        this.locations = locations;
    }

    Optional<VirtualNetworkGatewaySpec> gateway(Fields gateway) {
        Optional<String> name = gateway.required("name");
        Optional<String> vnet = gateway.required("vnet");
        Kind kind = gateway.choice("gatewayType", KINDS).orElse(Kind.VPN);
        note(Subject.azure("gateway", name.orElse("")), gateway, "vnet", "gatewayType");
        return name.isPresent() && vnet.isPresent()
                ? Optional.of(new VirtualNetworkGatewaySpec(name.get(), vnet.get(), kind))
                : Optional.empty();
    }

    Optional<OnPremisesSpec> site(Fields site) {
        Optional<String> name = site.required("name");
        Optional<String> gateway = site.required("gateway");
        List<Cidr> prefixes = site.list("prefixes", site.values()::range);
        if (site.items("prefixes").isEmpty()) {
            problems.error(site.at("prefixes"), "a network outside Azure needs at least one of 'prefixes'");
        }
        List<OnPremisesSpec.Host> hosts = new ArrayList<>();
        site.objects("hosts").forEach(host -> host(host).ifPresent(hosts::add));
        note(Subject.azure("onPrem", name.orElse("")), site, "gateway", "prefixes");
        return name.isPresent() && gateway.isPresent()
                ? Optional.of(new OnPremisesSpec(name.get(), gateway.get(), prefixes, hosts))
                : Optional.empty();
    }

    private Optional<OnPremisesSpec.Host> host(Fields host) {
        Optional<String> name = host.required("name");
        Optional<IpAddress> ip = host.required("ip", host.values()::address);
        List<Listener> listeners = ListenerReader.read(host);
        note(Subject.azure("onPremHost", name.orElse("")), host, "ip");
        return name.isPresent() && ip.isPresent()
                ? Optional.of(new OnPremisesSpec.Host(name.get(), ip.get(), listeners))
                : Optional.empty();
    }

    Optional<PrivateEndpointSpec> privateEndpoint(Fields endpoint) {
        Optional<String> name = endpoint.required("name");
        Optional<SubnetReference> subnet = endpoint.required("subnet")
                .flatMap(text -> SubnetReferences.parse(text, endpoint.at("subnet"), problems));
        Optional<IpAddress> ip = endpoint.address("privateIp");
        List<Listener> listeners = ListenerReader.read(endpoint);
        Optional<String> service = endpoint.text("privateLinkService");
        if (service.isPresent() && !listeners.isEmpty()) {
            endpoint.mismatch(
                    "listen", "an endpoint of a 'privateLinkService' answers where that does; leave out 'listen'");
        }
        note(Subject.azure("privateEndpoint", name.orElse("")), endpoint, "subnet", "privateIp", "privateLinkService");
        return name.isPresent() && subnet.isPresent()
                ? Optional.of(new PrivateEndpointSpec(
                        name.get(), subnet.get(), ip.orElse(null), listeners, service.orElse(null)))
                : Optional.empty();
    }

    private void note(Subject subject, Fields fields, String... parts) {
        locations.put(subject, fields.at("name"));
        for (String part : parts) {
            locations.put(subject.part(part), fields.at(part));
        }
    }
}
