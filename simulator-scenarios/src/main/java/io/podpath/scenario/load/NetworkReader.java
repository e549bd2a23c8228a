package io.podpath.scenario.load;

import io.podpath.azure.resource.PeeringSpec;
import io.podpath.azure.resource.PrivateEndpointPolicies;
import io.podpath.azure.resource.SubnetSettings;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads virtual networks and their subnets. */
final class NetworkReader {

    private static final Map<String, PrivateEndpointPolicies> POLICIES =
            Choices.of(PrivateEndpointPolicies.values(), PrivateEndpointPolicies::text);

    private final Problems problems;
    private final Locations locations;

    NetworkReader(Problems problems, Locations locations) {
        this.problems = problems;
        this.locations = locations;
    }

    Optional<VirtualNetworkSpec> vnet(Fields vnet) {
        Optional<String> name = vnet.required("name");
        List<Cidr> prefixes = vnet.list("addressPrefixes", vnet.values()::range);
        if (vnet.items("addressPrefixes").isEmpty()) {
            problems.error(vnet.at("addressPrefixes"), "a virtual network needs at least one of 'addressPrefixes'");
        }
        Subject subject = Subject.azure("vnet", name.orElse(""));
        locations.put(subject, vnet.at("name"));
        locations.put(subject.part("addressPrefixes"), vnet.at("addressPrefixes"));
        locations.put(subject.part("peerings"), vnet.at("peerings"));
        List<SubnetSpec> subnets = new ArrayList<>();
        vnet.objects("subnets")
                .forEach(subnet -> subnet(subnet, name.orElse("")).ifPresent(subnets::add));
        List<PeeringSpec> peerings = vnet.list("peerings", (node, what) -> PeeringReader.read(node, vnet));
        List<IpAddress> dnsServers = vnet.list("dnsServers", vnet.values()::address);
        return name.map(found -> new VirtualNetworkSpec(found, prefixes, subnets, peerings, dnsServers));
    }

    private Optional<SubnetSpec> subnet(Fields subnet, String vnet) {
        Optional<String> name = subnet.required("name");
        List<Cidr> prefixes = prefixes(subnet);
        Optional<String> nsg = either(subnet, "nsg", "networkSecurityGroup");
        Optional<String> routeTable = subnet.text("routeTable");
        Subject subject = Subject.azure("subnet", vnet + "/" + name.orElse(""));
        locations.put(subject, subnet.at("name"));
        locations.put(
                subject.part("addressPrefix"),
                subnet.at(subnet.has("addressPrefixes") ? "addressPrefixes" : "addressPrefix"));
        locations.put(subject.part("nsg"), subnet.at(subnet.has("nsg") ? "nsg" : "networkSecurityGroup"));
        locations.put(subject.part("routeTable"), subnet.at("routeTable"));
        Optional<String> natGateway = subnet.text("natGateway");
        locations.put(subject.part("natGateway"), subnet.at("natGateway"));
        boolean lends = !subnet.has("defaultOutboundAccess") || subnet.flag("defaultOutboundAccess");
        locations.put(subject.part("serviceEndpoints"), subnet.at("serviceEndpoints"));
        List<String> services = subnet.list("serviceEndpoints", (node, what) -> service(node, subnet));
        PrivateEndpointPolicies policies =
                subnet.choice("privateEndpointNetworkPolicies", POLICIES).orElse(PrivateEndpointPolicies.DISABLED);
        SubnetSettings settings = SubnetSettings.NONE
                .withNetworkSecurityGroup(nsg.orElse(null))
                .withRouteTable(routeTable.orElse(null))
                .withNatGateway(natGateway.orElse(null))
                .withDefaultOutboundAccess(lends)
                .withServiceEndpoints(services)
                .withEndpointPolicies(policies);
        return name.isPresent() && !prefixes.isEmpty()
                ? Optional.of(new SubnetSpec(name.get(), prefixes, settings))
                : Optional.empty();
    }

    /** One range, or with both families a list of two. */
    private static List<Cidr> prefixes(Fields subnet) {
        if (!subnet.has("addressPrefixes")) {
            return subnet.required("addressPrefix", subnet.values()::range).stream()
                    .toList();
        }
        if (subnet.has("addressPrefix")) {
            subnet.error("addressPrefixes", "'addressPrefix' and 'addressPrefixes' say the same thing twice; keep one");
        }
        List<Cidr> prefixes = subnet.list("addressPrefixes", subnet.values()::range);
        if (subnet.items("addressPrefixes").isEmpty()) {
            subnet.error("addressPrefixes", "a subnet needs at least one of 'addressPrefixes'");
        }
        return prefixes;
    }

    /** A service by its name, or as the mapping {@code az} prints. */
    private Optional<String> service(SourceNode node, Fields subnet) {
        return node instanceof MappingNode mapping
                ? new Fields(mapping, problems).required("service")
                : subnet.values().text(node, "serviceEndpoints");
    }

    /** A reference under its short or its long name. */
    static Optional<String> either(Fields fields, String shortName, String longName) {
        if (fields.has(shortName) && fields.has(longName)) {
            fields.error(longName, "'" + shortName + "' and '" + longName + "' are the same; keep one");
        }
        Optional<String> first = fields.text(shortName);
        Optional<String> second = fields.text(longName);
        return first.isPresent() ? first : second;
    }
}
