package io.podpath.plan;

import io.podpath.plan.PlanQuestion.Operation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Answers questions about a cluster's addresses and ports.
 *
 * <p><i>Source:</i> aks-docs, IP address planning: {@code (nodes + surge) * (1 + pods)} addresses in a flat network, a /24
 * per node otherwise; Configure rolling upgrades.
 */
public final class Planner {

    private final PlannedCluster cluster;

    /** For this cluster. */
    public Planner(PlannedCluster cluster) {
        this.cluster = cluster;
    }

    /** What the question comes to. */
    public PlanAnswer answer(PlanQuestion question) {
        OptionalInt total = question.podsOnNodes().isEmpty()
                ? question.nodes()
                : OptionalInt.of(question.podsOnNodes().size() + cluster.otherNodes());
        List<PoolNodes> pools = PoolNodes.of(cluster, question.operation(), total);
        int nodes = pools.stream().mapToInt(PoolNodes::nodes).sum();
        int surge = pools.stream().mapToInt(PoolNodes::surgeNodes).sum();
        return new PlanAnswer(
                question,
                nodes,
                surge,
                LimitUses.of(cluster, pools, question.podsOnNodes()),
                batches(question),
                SnatPorts.perNode(cluster.egress(), nodes + surge));
    }

    /**
     * The greatest cluster that still fits, full of pods, when its first pool is scaled; of 0 nodes if the others do not
     * fit by themselves.
     */
    public MostNodes mostNodes(Operation operation) {
        int nodes = cluster.otherNodes();
        Optional<LimitUse> exceeded = exceeded(operation, nodes);
        if (exceeded.isPresent()) {
            return new MostNodes(0, exceeded.get());
        }
        // The ceiling of nodes per cluster ends this.
        while (exceeded.isEmpty()) {
            exceeded = exceeded(operation, ++nodes);
        }
        return new MostNodes(nodes - 1, exceeded.get());
    }

    private Optional<LimitUse> exceeded(Operation operation, int nodes) {
        return answer(PlanQuestion.ofNodes(operation, nodes)).uses().stream()
                .filter(use -> use.limit().endsCluster() && !use.fits())
                .findFirst();
    }

    private Optional<BatchAllocation> batches(PlanQuestion question) {
        boolean isKnown = cluster.model().podSource() == PodSource.POD_SUBNET_BATCHES
                && !question.podsOnNodes().isEmpty();
        OptionalLong free = isKnown
                ? cluster.space()
                        .findSubnet(cluster.scaledPool().podSubnet())
                        .map(subnet -> OptionalLong.of(subnet.free()))
                        .orElse(OptionalLong.empty())
                : OptionalLong.empty();
        return free.isEmpty()
                ? Optional.empty()
                : Optional.of(BatchAllocation.of(question.podsOnNodes(), free.getAsLong()));
    }
}
