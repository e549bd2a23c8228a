package io.podpath.cluster;

/** Which endpoints a Service may use. */
public enum TrafficPolicy {
    /** Those of the whole cluster. */
    CLUSTER("Cluster"),
    /** Those of the node that has the packet. */
    LOCAL("Local");

    private final String text;

    TrafficPolicy(String text) {
        this.text = text;
    }

    /** The spelling of the API. */
    public String text() {
        return text;
    }
}
