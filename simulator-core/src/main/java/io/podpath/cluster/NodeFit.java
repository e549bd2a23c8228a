package io.podpath.cluster;

import java.util.List;
import java.util.Map;

/**
 * What a pod demands of its node by labels.
 *
 * <p><i>Models:</i> {@code nodeSelector} and required node affinity: all labels, and any one of the terms. <i>Does not
 * model:</i> taints and tolerations, preferences, affinity between pods, resources.
 *
 * @param nodeSelector labels the node must have
 * @param nodeAffinity terms, one of which must hold; empty for no demand
 */
record NodeFit(Map<String, String> nodeSelector, List<LabelSelector> nodeAffinity) {

    static NodeFit of(PodSpec spec) {
        return new NodeFit(spec.nodeSelector(), spec.nodeAffinity());
    }

    boolean isSatisfiedBy(NodeSpec node) {
        for (Map.Entry<String, String> wanted : nodeSelector.entrySet()) {
            if (!wanted.getValue().equals(node.labels().get(wanted.getKey()))) {
                return false;
            }
        }
        return nodeAffinity.isEmpty() || nodeAffinity.stream().anyMatch(term -> term.matches(node.labels()));
    }
}
