package io.podpath.plan;

import io.podpath.azure.snat.SnatPortAllocation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Source ports of the outbound rule of a cluster.
 *
 * <p>Left to Azure, the ports per node fall in steps as the pool grows, for the nodes that are there already too, so an
 * upgrade's surge node can cost every node half its ports. A number set by hand stays, and the addresses end the growth
 * instead: 64,000 ports of each are given out.
 *
 * <p><i>Source:</i> aks-docs, Configure the load balancer, Calculate and verify outbound ports and IPs; facts
 * LB-SNAT-POOL-TABLE, LB-SNAT-PORTS-PER-IP, PLAN-SNAT-NODES.
 */
public final class SnatPorts {

    /** Where the documented table of automatic ports ends. */
    public static final int TABLE_ENDS = 1_000;

    private SnatPorts() {}

    /**
     * A row of the table of automatic ports.
     *
     * @param fromNodes the smallest pool
     * @param toNodes the largest pool
     * @param portsPerNode the ports of each node
     */
    public record Tier(int fromNodes, int toNodes, int portsPerNode) {}

    /** The table of automatic ports. */
    public static List<Tier> tiers() {
        List<Tier> tiers = new ArrayList<>();
        int from = 1;
        for (int nodes = 1; nodes <= TABLE_ENDS; nodes++) {
            int ports = SnatPortAllocation.automaticPorts(nodes);
            if (nodes == TABLE_ENDS || SnatPortAllocation.automaticPorts(nodes + 1) != ports) {
                tiers.add(new Tier(from, nodes, ports));
                from = nodes + 1;
            }
        }
        return tiers;
    }

    /** The ports of each node; nothing beyond the documented table. */
    public static OptionalInt perNode(PlannedEgress egress, int nodes) {
        if (egress.kind() != PlannedEgress.Kind.LOAD_BALANCER) {
            return OptionalInt.empty();
        }
        if (egress.portsPerNode() > 0) {
            return OptionalInt.of(egress.portsPerNode());
        }
        return nodes > TABLE_ENDS
                ? OptionalInt.empty()
                : OptionalInt.of(SnatPortAllocation.automaticPorts(Math.max(1, nodes)));
    }

    /** The ports all addresses of an outbound rule have together. */
    public static OptionalLong available(PlannedEgress egress) {
        return egress.publicIps().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of((long) SnatPortAllocation.PORTS_PER_ADDRESS
                        * egress.publicIps().getAsInt());
    }

    /**
     * The nodes that get this many ports each. The page asks for rounding to the nearest number; rounded up, the last node
     * would have ports that do not exist, so this rounds down.
     */
    public static long mostNodes(int portsPerNode, int publicIps) {
        return (long) SnatPortAllocation.PORTS_PER_ADDRESS * publicIps / portsPerNode;
    }

    /** The most ports, a multiple of 8, that can be set by hand for this many nodes. */
    public static long mostPortsPerNode(int nodes, int publicIps) {
        long each = (long) SnatPortAllocation.PORTS_PER_ADDRESS * publicIps / Math.max(1, nodes);
        return Math.min(each, SnatPortAllocation.PORTS_PER_ADDRESS)
                / SnatPortAllocation.GRANULE
                * SnatPortAllocation.GRANULE;
    }
}
