package io.podpath.plan;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is asked of a cluster.
 *
 * @param operation whether the nodes only have to be there or to be upgraded as well
 * @param nodes nodes of the whole cluster, the first pool being scaled; empty for the pools as declared, each as large
 *     as its autoscaler may make it
 * @param podsOnNodes how many pods with addresses of their own each node runs; empty for full nodes
 */
public record PlanQuestion(Operation operation, OptionalInt nodes, List<Integer> podsOnNodes) {

    /** What is done to the nodes. */
    public enum Operation {
        /** They run. */
        SCALE,
        /** They are upgraded, all pools at once, with surge nodes beside them. */
        UPGRADE
    }

    public PlanQuestion {
        podsOnNodes = List.copyOf(podsOnNodes);
        if (nodes.isPresent() && !podsOnNodes.isEmpty() && nodes.getAsInt() != podsOnNodes.size()) {
            throw new IllegalArgumentException(podsOnNodes.size() + " nodes with pods of " + nodes.getAsInt());
        }
    }

    /** Whether the cluster fits as declared. */
    public static PlanQuestion asDeclared(Operation operation) {
        return new PlanQuestion(operation, OptionalInt.empty(), List.of());
    }

    /** Whether the cluster fits with this many nodes. */
    public static PlanQuestion ofNodes(Operation operation, int nodes) {
        return new PlanQuestion(operation, OptionalInt.of(nodes), List.of());
    }
}
