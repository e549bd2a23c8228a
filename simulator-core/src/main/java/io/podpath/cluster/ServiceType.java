package io.podpath.cluster;

/** How a Service is exposed. */
public enum ServiceType {
    CLUSTER_IP("ClusterIP"),
    NODE_PORT("NodePort"),
    LOAD_BALANCER("LoadBalancer"),
    EXTERNAL_NAME("ExternalName");

    private final String text;

    ServiceType(String text) {
        this.text = text;
    }

    /** The spelling of the API. */
    public String text() {
        return text;
    }
}
