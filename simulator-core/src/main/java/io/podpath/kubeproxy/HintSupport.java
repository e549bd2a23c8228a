package io.podpath.kubeproxy;

/** Which topology hints a version of kube-proxy acts on. */
public enum HintSupport {
    /** Zones only. */
    ZONES,
    /** Nodes, and zones where no endpoint names this node; default since Kubernetes 1.34 (beta). */
    NODES_AND_ZONES
}
