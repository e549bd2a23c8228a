package io.podpath.scenario.load;

import io.podpath.aks.AksCluster.Networking;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.aks.PodIpAllocationMode;
import io.podpath.aks.PoolFeatures;
import io.podpath.aks.PoolSubnets;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the node pools of a cluster. What a pool does not say, the flags of the cluster say, which in {@code az aks create}
 * are those of its first pool.
 *
 * <p><i>Source:</i> Azure docs: az aks create; IP address planning (pods per node); Azure CNI Pod Subnet.
 */
final class NodePoolReader {

    static final String POD_SUBNET = "podSubnetId";
    private static final String NODE_SUBNET = "vnetSubnetId";
    private static final String ALLOCATION = "podIpAllocationMode";

    private static final String OS_SKU = "osSku";

    /** az's own default, not one of the API. */
    private static final int DEFAULT_NODE_COUNT = 3;

    private static final int MAX_NODE_COUNT = 5000;
    private static final int LEAST_MAX_PODS = 10;
    private static final int MAX_PODS_LIMIT = 250;
    private static final int MAX_PODS_KUBENET = 110;
    private static final int MAX_PODS_NODE_SUBNET = 30;

    private static final Map<String, PodIpAllocationMode> ALLOCATIONS =
            Choices.of(PodIpAllocationMode.values(), PodIpAllocationMode::label);

    private final Fields flags;
    private final Networking networking;
    private final Problems problems;
    private final Locations locations;

    NodePoolReader(Fields flags, Networking networking, Problems problems, Locations locations) {
        this.flags = flags;
        this.networking = networking;
        this.problems = problems;
        this.locations = locations;
    }

    List<NodePool> read() {
        PoolSubnets ofCluster = subnets(flags, PoolSubnets.OF_CLUSTER);
        int nodeCount = flags.integer("nodeCount", 1, MAX_NODE_COUNT, DEFAULT_NODE_COUNT);
        int maxPods = flags.integer("maxPods", LEAST_MAX_PODS, MAX_PODS_LIMIT, defaultMaxPods(ofCluster));
        List<String> zones = zones(flags);
        String osSku = flags.text(OS_SKU, "");
        LocalDnsReader localDns = new LocalDnsReader(flags, networking);
        List<NodePool> pools = new ArrayList<>();
        for (Fields pool : flags.objects("nodePools")) {
            pool.required("name").ifPresent(name -> {
                locate(name, pool);
                locate(name, flags);
                PoolSubnets subnets = subnets(pool, ofCluster);
                int most = flags.has("maxPods") ? maxPods : defaultMaxPods(subnets);
                int count = pool.integer("nodeCount", 0, MAX_NODE_COUNT, nodeCount);
                pools.add(new NodePool(
                        name,
                        count,
                        pool.integer("maxPods", LEAST_MAX_PODS, MAX_PODS_LIMIT, most),
                        pool.has("zones") ? zones(pool) : zones,
                        subnets,
                        new PoolFeatures(
                                pool.text(OS_SKU, osSku),
                                localDns.read(pool).orElse(null),
                                EgressGatewayReader.prefixSize(pool, flags, count)
                                        .orElse(null))));
            });
        }
        if (pools.isEmpty()) {
            String name = flags.text("nodepoolName", "nodepool1");
            locate(name, flags);
            PoolFeatures features = new PoolFeatures(osSku, localDns.read(flags).orElse(null), null);
            pools.add(new NodePool(name, nodeCount, maxPods, zones, ofCluster, features));
        }
        return pools;
    }

    /** A flag of a pool is where the pool says it, else where the cluster does. */
    private void locate(String pool, Fields fields) {
        fields.node()
                .listFields()
                .forEach(field -> locations.put(
                        Subject.nodePool(pool, field.name()), field.value().location()));
        locations.put(Subject.nodePool(pool, ""), fields.at("name"));
    }

    private int defaultMaxPods(PoolSubnets subnets) {
        if (networking.plugin().equals("kubenet")) {
            return MAX_PODS_KUBENET;
        }
        boolean inNodeSubnet = networking.plugin().equals("azure")
                && networking.pluginMode().isEmpty()
                && subnets.findPods().isEmpty();
        return inNodeSubnet ? MAX_PODS_NODE_SUBNET : MAX_PODS_LIMIT;
    }

    private PoolSubnets subnets(Fields fields, PoolSubnets absent) {
        Optional<SubnetReference> nodes = subnet(fields, NODE_SUBNET).or(absent::findNodes);
        Optional<SubnetReference> pods = subnet(fields, POD_SUBNET);
        boolean fits =
                networking.plugin().equals("azure") && networking.pluginMode().isEmpty();
        if (pods.isPresent() && !fits) {
            fields.mismatch(
                    POD_SUBNET,
                    "'podSubnetId' goes with networkPlugin 'azure' without a mode, not with "
                            + (networking.plugin().equals("azure")
                                    ? "mode '" + networking.pluginMode() + "'"
                                    : "networkPlugin '" + networking.plugin() + "'"));
        }
        Optional<SubnetReference> podsOrAbsent = fields.has(POD_SUBNET) ? pods : absent.findPods();
        Optional<PodIpAllocationMode> allocation = fields.choice(ALLOCATION, ALLOCATIONS);
        if (allocation.isPresent() && podsOrAbsent.isEmpty()) {
            fields.mismatch(ALLOCATION, "'podIpAllocationMode' goes with 'podSubnetId'");
        }
        return new PoolSubnets(
                nodes.orElse(null), fits ? podsOrAbsent.orElse(null) : null, allocation.orElse(absent.allocation()));
    }

    private Optional<SubnetReference> subnet(Fields fields, String name) {
        return fields.text(name)
                .filter(id -> !id.isEmpty())
                .flatMap(id -> SubnetReferences.parse(id, fields.at(name), problems));
    }

    private static List<String> zones(Fields fields) {
        return fields.list("zones", fields.values()::word);
    }
}
