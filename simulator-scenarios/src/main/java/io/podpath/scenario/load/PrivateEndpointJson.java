package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Private endpoints. The address is on the endpoint's NIC; the port is that of the service's sub-resource ({@code
 * groupIds}).
 *
 * <p><i>Source:</i> Azure REST API, Private Endpoints; Azure docs, Private endpoint properties (sub-resources); ports from
 * the pages of the services: SQL 1433, MySQL 3306, PostgreSQL 5432, Redis 6380, MongoDB of Cosmos DB 10255, all others
 * HTTPS.
 */
final class PrivateEndpointJson {

    private static final Map<String, Integer> PORTS = Map.of(
            "sqlserver", 1433,
            "managedinstance", 1433,
            "mysqlserver", 3306,
            "mariadbserver", 3306,
            "postgresqlserver", 5432,
            "rediscache", 6380,
            "mongodb", 10255);

    private static final int HTTPS = 443;

    private PrivateEndpointJson() {}

    static void decode(ResourceView endpoint, Decoding decoding) {
        String subnet = endpoint.reference("subnet");
        if (decoding.index().find(subnet).isEmpty()) {
            decoding.warn(
                    endpoint.location(),
                    "private endpoint " + Texts.quoted(endpoint.text("name"))
                            + " is in a subnet that is not among the files; passed over");
            return;
        }
        Location place = endpoint.location();
        decoding.add(
                "privateEndpoints",
                new TreeBuilder(place)
                        .putText("name", decoding.index().nameOf(endpoint), VnetJson.nameLocation(endpoint))
                        .putText("subnet", decoding.index().subnetOf(subnet), place)
                        .put("privateIp", address(endpoint, decoding.index()))
                        .putList("listen", listeners(endpoint, place), place)
                        .build());
    }

    private static Optional<SourceNode> address(ResourceView endpoint, ResourceIndex index) {
        Optional<SourceNode> static_ = endpoint.children("ipConfigurations").stream()
                .flatMap(one -> one.find("privateIpAddress").stream())
                .findFirst();
        Optional<SourceNode> byDns = endpoint.children("customDnsConfigs").stream()
                .flatMap(one -> one.items("ipAddresses").stream())
                .findFirst();
        Optional<SourceNode> byNic = endpoint.references("networkInterfaces").stream()
                .flatMap(id -> index.find(id).stream())
                .flatMap(nic -> NicJson.primary(nic).stream())
                .flatMap(one -> one.find("privateIpAddress").stream())
                .findFirst();
        return byNic.or(() -> static_).or(() -> byDns);
    }

    private static List<ScalarNode> listeners(ResourceView endpoint, Location place) {
        List<ResourceView> connections = new ArrayList<>(endpoint.children("privateLinkServiceConnections"));
        connections.addAll(endpoint.children("manualPrivateLinkServiceConnections"));
        return connections.stream()
                .flatMap(connection -> connection.items("groupIds").stream())
                .filter(ScalarNode.class::isInstance)
                .map(group -> PORTS.getOrDefault(((ScalarNode) group).text().toLowerCase(Locale.ROOT), HTTPS))
                .distinct()
                .map(port -> new ScalarNode(ScalarNode.Type.TEXT, "tcp/" + port, place))
                .toList();
    }
}
