package io.podpath;

import io.podpath.azure.resource.ApplicationGatewaySpec;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.AzureResource;
import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.Listener;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.PeeringSpec;
import io.podpath.azure.resource.PrivateEndpointPolicies;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSettings;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is around a cluster, as text. */
final class TestAzure {

    private final List<VirtualNetworkSpec> networks = new ArrayList<>();
    private final List<NetworkSecurityGroupSpec> groups = new ArrayList<>();
    private final List<RouteTableSpec> routeTables = new ArrayList<>();
    private final List<VirtualMachineSpec> machines = new ArrayList<>();
    private final List<InternetHost> internetHosts = new ArrayList<>();
    private final List<AzureResource> others = new ArrayList<>();
    private final TestHybrid hybrid = new TestHybrid();
    private final List<ApplicationGatewaySpec> gateways = new ArrayList<>();

    AzureEnvironment environment() {
        List<AzureResource> resources = new ArrayList<>(networks);
        resources.addAll(groups);
        resources.addAll(routeTables);
        resources.addAll(machines);
        resources.addAll(internetHosts);
        resources.addAll(others);
        resources.addAll(hybrid.resources());
        resources.addAll(gateways);
        return AzureEnvironment.of(resources);
    }

    TestHybrid hybrid() {
        return hybrid;
    }

    List<VirtualMachineSpec> machines() {
        return machines;
    }

    /**
     * {@code corp 10.1.0.0/16 peer=hub:forwarded} with {@code nodes 10.1.1.0/24 group=x table=y nat=z policies=Enabled}; a
     * {@code private} subnet has no default outbound access.
     */
    void network(String network, String... subnets) {
        String[] words = network.split(" ", -1);
        List<SubnetSpec> specs = Arrays.stream(subnets).map(TestAzure::subnet).toList();
        networks.add(new VirtualNetworkSpec(
                words[0],
                ranges(words[1]),
                specs,
                Arrays.stream(words)
                        .filter(word -> word.startsWith("peer="))
                        .map(word -> peering(word.substring("peer=".length())))
                        .toList()));
    }

    /** {@code hub}, with {@code :closed}, {@code :forwarded}, {@code :lends-gateway} and {@code :uses-gateway}. */
    private static PeeringSpec peering(String text) {
        List<String> words = List.of(text.split(":", -1));
        return new PeeringSpec(
                words.get(0),
                !words.contains("closed"),
                words.contains("forwarded"),
                words.contains("lends-gateway"),
                words.contains("uses-gateway"));
    }

    /** Adds a /18 for pods in the second quarter of a network, as {@code 10.1.64.0/18}, unless it is declared. */
    void addPodSubnet(String network, String name) {
        for (int i = 0; i < networks.size(); i++) {
            VirtualNetworkSpec found = networks.get(i);
            boolean isDeclared =
                    found.subnets().stream().anyMatch(subnet -> subnet.name().equals(name));
            if (found.name().equals(network) && !isDeclared) {
                long quarter = found.addressPrefixes().get(0).size() / 4;
                IpAddress start = found.addressPrefixes().get(0).network().plus(quarter);
                List<SubnetSpec> subnets = new ArrayList<>(found.subnets());
                subnets.add(SubnetSpec.of(name, Cidr.of(start, 18)));
                networks.set(i, new VirtualNetworkSpec(network, found.addressPrefixes(), subnets, found.peerings()));
            }
        }
    }

    private static SubnetSpec subnet(String text) {
        String[] words = text.split(" ", -1);
        String policies = option(words, "policies");
        String service = option(words, "service");
        SubnetSettings settings = SubnetSettings.NONE
                .withNetworkSecurityGroup(option(words, "group"))
                .withRouteTable(option(words, "table"))
                .withNatGateway(option(words, "nat"))
                .withDefaultOutboundAccess(!List.of(words).contains("private"))
                .withServiceEndpoints(service == null ? List.of() : List.of(service))
                .withEndpointPolicies(
                        policies == null
                                ? PrivateEndpointPolicies.DISABLED
                                : PrivateEndpointPolicies.valueOf(policies));
        return new SubnetSpec(words[0], ranges(words[1]), settings);
    }

    /** {@code 10.1.0.0/16}, or of both families {@code 10.1.0.0/16,2001:db8:1::/56}. */
    private static List<Cidr> ranges(String text) {
        return Arrays.stream(text.split(",", -1)).map(Cidr::parse).toList();
    }

    private static @Nullable String option(String[] words, String name) {
        for (String word : words) {
            if (word.startsWith(name + "=")) {
                return word.substring(name.length() + 1);
            }
        }
        return null;
    }

    /** {@code 100 Inbound Deny * -> *}: priority, direction, access, source, destination. */
    void group(String name, String... rules) {
        groups.add(new NetworkSecurityGroupSpec(
                name, Arrays.stream(rules).map(TestAzure::rule).collect(Collectors.toList())));
    }

    private static NsgRule rule(String text) {
        String[] words = text.split(" ", -1);
        return new NsgRule(
                words[2] + words[1] + words[0],
                Integer.parseInt(words[0]),
                NsgRule.TrafficDirection.valueOf(words[1].toUpperCase(Locale.ROOT)),
                NsgRule.Access.valueOf(words[2].toUpperCase(Locale.ROOT)),
                null,
                new NsgRule.Side(List.of(words[3]), List.of()),
                new NsgRule.Side(List.of(words[5]), List.of()));
    }

    void add(AzureResource resource) {
        others.add(resource);
    }

    void natGateway(String name, String... publicIps) {
        others.add(NatGatewaySpec.of(
                name, Arrays.stream(publicIps).map(IpAddress::parse).toArray(IpAddress[]::new)));
    }

    /** {@code 0.0.0.0/0 10.1.3.4} for an appliance, {@code 10.2.0.0/16 none} to drop, {@code gateway} and so on. */
    void routes(String table, String... routes) {
        routeTables.add(RouteTableSpec.of(
                table, Arrays.stream(routes).map(TestAzure::route).toList()));
    }

    /** The table keeps learned routes out of its subnets. */
    void withoutPropagation(String table) {
        routeTables.replaceAll(spec -> spec.name().equals(table) ? spec.withoutPropagation() : spec);
    }

    private static UserRoute route(String text) {
        String[] words = text.split(" ", -1);
        NextHopType type = switch (words[1]) {
            case "none" -> NextHopType.NONE;
            case "gateway" -> NextHopType.VIRTUAL_NETWORK_GATEWAY;
            case "local" -> NextHopType.VNET_LOCAL;
            case "internet" -> NextHopType.INTERNET;
            default -> NextHopType.VIRTUAL_APPLIANCE;
        };
        return new UserRoute(
                "to-" + words[0].replace('/', '-'),
                Cidr.parse(words[0]),
                type,
                type == NextHopType.VIRTUAL_APPLIANCE ? IpAddress.parse(words[1]) : null);
    }

    /** {@code agw @ corp/appgw 198.51.100.7}; with {@code containers} at its end one for Containers. */
    void appGateway(String text) {
        String[] words = text.split(" ", -1);
        boolean forContainers = words[words.length - 1].equals("containers");
        gateways.add(new ApplicationGatewaySpec(
                words[0],
                reference(words[2]),
                forContainers ? ApplicationGatewaySpec.Kind.FOR_CONTAINERS : ApplicationGatewaySpec.Kind.V2,
                ApplicationGatewaySpec.DEFAULT_INSTANCES,
                null,
                IpAddress.parse(words[3])));
    }

    /**
     * {@code erp @ corp/vms 10.1.2.10 : 443}, of both families {@code 10.1.2.10,2001:db8:1:2::10}; with {@code forwards}
     * at its end an appliance.
     */
    void machine(String text) {
        String[] words = text.split(" ", -1);
        boolean forwards = words[words.length - 1].equals("forwards");
        String[] ips = words[3].split(",", -1);
        machines.add(new VirtualMachineSpec(
                words[0],
                reference(words[2]),
                IpAddress.parse(ips[0]),
                null,
                List.of(new Listener(Protocol.TCP, Integer.parseInt(words[5]))),
                new VirtualMachineSpec.NicSettings(
                        null, forwards, "", List.of(), List.of(), ips.length < 2 ? null : IpAddress.parse(ips[1]))));
    }

    /** {@code vnet/subnet}. */
    static SubnetReference reference(String text) {
        int slash = text.indexOf('/');
        return new SubnetReference(text.substring(0, slash), text.substring(slash + 1));
    }
}
