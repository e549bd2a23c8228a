package io.podpath.scenario.report;

import io.podpath.plan.AddressingModel;
import io.podpath.plan.PlannedCluster;
import io.podpath.plan.PlannedPool;
import io.podpath.plan.PodBatches;
import io.podpath.plan.PodBlocks;
import io.podpath.plan.PodSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where pods of a model get their addresses from, in a sentence, and for pod subnets in a table. */
final class PodSourceText {

    private static final List<Integer> SAMPLES = List.of(0, 8, 9, 24, 25, 30, 60, 110, 250);

    private PodSourceText() {}

    static String of(AddressingModel model) {
        return switch (model.podSource()) {
            case POD_CIDR -> "A node takes one address of its subnet and a /24 of the pod CIDR.";
            case NODE_SUBNET -> "A node takes one address of its subnet and at once one more for each pod it may run.";
            case POD_SUBNET_BATCHES ->
                "A node takes one address of its subnet; of the pod subnet it takes one for"
                        + " itself and batches of 16 for its pods, at least 8 of them free.";
            case POD_SUBNET_BLOCKS ->
                "A node takes one address of its subnet and whole blocks of 16 of the pod subnet.";
            case PLUGIN -> "A node takes one address of its subnet; where pods get theirs, the plugin decides.";
        };
    }

    /** What a node holds, by the pods it runs or may run. */
    static List<List<String>> table(PlannedCluster cluster) {
        return cluster.model().podSource() == PodSource.POD_SUBNET_BATCHES ? batches(cluster) : blocks(cluster);
    }

    private static List<List<String>> batches(PlannedCluster cluster) {
        Set<Integer> samples = new TreeSet<>(SAMPLES);
        cluster.pools().forEach(pool -> samples.add(pool.maxPods(cluster.model())));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("pods on the node", "addresses for pods", "idle", "taken of the subnet"));
        for (int pods : samples) {
            rows.add(List.of(
                    PlanWords.count(pods),
                    PlanWords.count(PodBatches.poolOnNode(pods)),
                    PlanWords.count(PodBatches.idleOnNode(pods)),
                    PlanWords.count(PodBatches.takenByNode(pods))));
        }
        return rows;
    }

    private static List<List<String>> blocks(PlannedCluster cluster) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("pool", "pods per node", "blocks", "addresses", "wasted", "ideal pods per node"));
        for (PlannedPool pool : cluster.pools()) {
            PodBlocks blocks = PodBlocks.of(pool.maxPods(cluster.model()));
            rows.add(List.of(
                    pool.name(),
                    PlanWords.count(blocks.maxPods()),
                    PlanWords.count(blocks.count()),
                    PlanWords.count(blocks.addresses()),
                    PlanWords.count(blocks.wasted()),
                    PlanWords.count(blocks.nextIdealMaxPods())));
        }
        return rows;
    }
}
