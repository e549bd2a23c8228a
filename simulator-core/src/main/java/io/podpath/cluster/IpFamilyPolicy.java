package io.podpath.cluster;

/**
 * How many families a Service asks for.
 *
 * <p><i>Source:</i> Kubernetes API core/v1, {@code ServiceSpec.ipFamilyPolicy}; KEP-563.
 */
public enum IpFamilyPolicy {
    /** One: the first of {@code ipFamilies}, else the first of the cluster. */
    SINGLE_STACK("SingleStack"),
    /** Both if the cluster has both, else the cluster's one. */
    PREFER_DUAL_STACK("PreferDualStack"),
    /** Both; a cluster with one family refuses the Service. */
    REQUIRE_DUAL_STACK("RequireDualStack");

    private final String text;

    IpFamilyPolicy(String text) {
        this.text = text;
    }

    /** As manifests spell it. */
    public String text() {
        return text;
    }
}
