package io.podpath.benchmarks;

/** The networking models of generated clusters, as the flags of {@code az aks create} in a scenario. */
public enum GeneratedModel {
    /** Pods on a bridge, a user-defined route per node. */
    KUBENET("{networkPlugin: kubenet, podCidr: 10.128.0.0/9"),
    /** Pods with addresses of the node subnet. */
    NODE_SUBNET("{networkPlugin: azure"),
    /** Pods in an overlay range. */
    OVERLAY("{networkPlugin: azure, networkPluginMode: overlay, podCidr: 10.128.0.0/9");

    private final String flags;

    GeneratedModel(String flags) {
        this.flags = flags;
    }

    /** The start of a flow mapping, to be closed by whoever adds the size. */
    String flags() {
        return flags;
    }
}
