package io.podpath.scenario.load;

import io.podpath.cluster.PodSpec;
import io.podpath.cluster.StaticGatewayConfiguration;
import io.podpath.cluster.StaticGatewayConfiguration.Addresses;
import io.podpath.cluster.StaticGatewayConfiguration.DefaultRoute;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what belongs to static egress gateways: their configurations, gateway pools, and the annotation of pods.
 *
 * <p><i>Source:</i> Azure docs, Configure Static Egress Gateway; Azure REST API, AgentPoolGatewayProfile; facts SEG-POOL,
 * SEG-PODS.
 */
final class EgressGatewayReader {

    static final String KIND = "StaticGatewayConfiguration";
    private static final String PREFIX_SIZE = "gatewayPrefixSize";
    private static final String ENABLED = "enableStaticEgressGateway";

    private static final int LARGEST_PREFIX = 28;
    private static final int SMALLEST_PREFIX = 31;
    private static final int ADDRESS_BITS = 32;
    private static final int NODES_OF_AVAILABILITY = 2;

    private static final Map<String, DefaultRoute> ROUTES = Choices.of(DefaultRoute.values(), DefaultRoute::text);

    private EgressGatewayReader() {}

    static Optional<StaticGatewayConfiguration> configuration(KubeObject object) {
        Fields spec = object.spec();
        boolean isPublic = !spec.has("provisionPublicIps") || spec.flag("provisionPublicIps");
        if (!isPublic && spec.has("publicIpPrefixId")) {
            spec.mismatch("publicIpPrefixId", "'publicIpPrefixId' goes with provisionPublicIps 'true'");
        }
        return spec.required("gatewayNodepoolName")
                .map(pool -> new StaticGatewayConfiguration(
                        object.name(),
                        pool,
                        spec.choice("defaultRoute", ROUTES).orElse(DefaultRoute.STATIC_EGRESS_GATEWAY),
                        spec.list("excludeCidrs", spec.values()::cidr),
                        isPublic ? Addresses.PUBLIC : Addresses.PRIVATE,
                        isPublic ? object.status().range("egressIpPrefix").orElse(null) : null));
    }

    /** The pod with the gateway that its metadata asks for. */
    static PodSpec annotated(PodSpec spec, Fields metadata) {
        return spec.withStaticGateway(metadata.map("annotations").get(StaticGatewayConfiguration.ANNOTATION));
    }

    /** The size of the public prefixes of a pool, if it is a gateway pool. */
    static Optional<Integer> prefixSize(Fields pool, Fields cluster, int nodeCount) {
        boolean isGateway =
                pool.word("mode").filter("gateway"::equalsIgnoreCase).isPresent();
        int size = pool.integer(PREFIX_SIZE, LARGEST_PREFIX, SMALLEST_PREFIX, SMALLEST_PREFIX);
        if (!isGateway) {
            if (pool.has(PREFIX_SIZE)) {
                pool.mismatch(PREFIX_SIZE, "'gatewayPrefixSize' goes with mode 'Gateway'");
            }
            return Optional.empty();
        }
        if (!cluster.flag(ENABLED)) {
            pool.mismatch("mode", "a pool of mode 'Gateway' needs enableStaticEgressGateway 'true' of the cluster");
        }
        if (pool.flag("enableClusterAutoscaler")) {
            pool.mismatch("enableClusterAutoscaler", "a gateway pool cannot be scaled automatically");
        }
        int most = 1 << (ADDRESS_BITS - size);
        if (nodeCount > most) {
            pool.mismatch(
                    "mode",
                    "a prefix of /" + size + " has " + most + " addresses, and the pool " + nodeCount + " nodes");
        } else if (nodeCount < NODES_OF_AVAILABILITY) {
            pool.warning("mode", "a gateway pool of less than two nodes is not highly available");
        }
        return Optional.of(size);
    }
}
