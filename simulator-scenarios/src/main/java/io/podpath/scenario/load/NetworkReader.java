package io.podpath.scenario.load;

import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.PeeringSpec;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetSettings;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.scenario.validate.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads virtual networks, their subnets, and route tables. */
final class NetworkReader {

    private static final Map<String, NextHopType> NEXT_HOPS = Choices.of(
            new NextHopType[] {
                NextHopType.VIRTUAL_APPLIANCE,
                NextHopType.VNET_LOCAL,
                NextHopType.VIRTUAL_NETWORK_GATEWAY,
                NextHopType.INTERNET,
                NextHopType.NONE
            },
            NextHopType::text);

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
        List<IpAddress> dnsServers = vnet.list("dnsServers", vnet.values()::address);
        List<PeeringSpec> peerings =
                vnet.texts("peerings").stream().map(PeeringSpec::to).toList();
        return name.map(found -> new VirtualNetworkSpec(found, prefixes, subnets, peerings, dnsServers));
    }

    private Optional<SubnetSpec> subnet(Fields subnet, String vnet) {
        Optional<String> name = subnet.required("name");
        Optional<Cidr> prefix = subnet.required("addressPrefix", subnet.values()::range);
        Optional<String> nsg = either(subnet, "nsg", "networkSecurityGroup");
        Optional<String> routeTable = subnet.text("routeTable");
        Subject subject = Subject.azure("subnet", vnet + "/" + name.orElse(""));
        locations.put(subject, subnet.at("name"));
        locations.put(subject.part("addressPrefix"), subnet.at("addressPrefix"));
        locations.put(subject.part("nsg"), subnet.at(subnet.has("nsg") ? "nsg" : "networkSecurityGroup"));
        locations.put(subject.part("routeTable"), subnet.at("routeTable"));
        Optional<String> natGateway = subnet.text("natGateway");
        locations.put(subject.part("natGateway"), subnet.at("natGateway"));
        boolean lends = !subnet.has("defaultOutboundAccess") || subnet.flag("defaultOutboundAccess");
        return name.isPresent() && prefix.isPresent()
                ? Optional.of(SubnetSpec.of(name.get(), prefix.get())
                        .with(SubnetSettings.NONE
                                .withNetworkSecurityGroup(nsg.orElse(null))
                                .withRouteTable(routeTable.orElse(null))
                                .withNatGateway(natGateway.orElse(null))
                                .withDefaultOutboundAccess(lends)))
                : Optional.empty();
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

    Optional<RouteTableSpec> routeTable(Fields table) {
        Optional<String> name = table.required("name");
        locations.put(Subject.azure("routeTable", name.orElse("")), table.at("name"));
        List<UserRoute> routes = new ArrayList<>();
        table.objects("routes").forEach(route -> route(route).ifPresent(routes::add));
        return name.map(found -> RouteTableSpec.of(found, routes));
    }

    private Optional<UserRoute> route(Fields route) {
        Optional<String> name = route.required("name");
        Optional<Cidr> prefix = route.required("addressPrefix", route.values()::range);
        Optional<NextHopType> type =
                route.required("nextHopType", (node, what) -> route.values().choice(node, what, NEXT_HOPS));
        Optional<IpAddress> hop = route.address("nextHopIpAddress");
        boolean appliance = type.filter(NextHopType.VIRTUAL_APPLIANCE::equals).isPresent();
        if (appliance && !route.has("nextHopIpAddress")) {
            problems.error(route.at("nextHopType"), "'VirtualAppliance' needs 'nextHopIpAddress'");
        }
        if (type.isPresent() && !appliance && route.has("nextHopIpAddress")) {
            route.error("nextHopIpAddress", "'nextHopIpAddress' goes with 'VirtualAppliance' only");
        }
        boolean usable = name.isPresent() && prefix.isPresent() && type.isPresent() && appliance == hop.isPresent();
        return usable
                ? Optional.of(new UserRoute(name.get(), prefix.get(), type.get(), hop.orElse(null)))
                : Optional.empty();
    }
}
