package io.podpath.azure.resource;

/**
 * What a load balancing rule hashes to decide which backend gets a flow.
 *
 * <p><i>Source:</i> Azure docs, Azure Load Balancer distribution modes.
 */
public enum LoadDistribution {
    /** Protocol, addresses and ports: each flow for itself. */
    FIVE_TUPLE("Default", "5-tuple hash"),
    /** Source and destination address: all flows of a client go to one backend. */
    SOURCE_IP("SourceIP", "2-tuple hash (source IP affinity)"),
    /** Source, destination address and protocol: TCP and UDP of a client may go to different backends. */
    SOURCE_IP_PROTOCOL("SourceIPProtocol", "3-tuple hash (source IP and protocol affinity)");

    private final String spelling;
    private final String text;

    LoadDistribution(String spelling, String text) {
        this.spelling = spelling;
        this.text = text;
    }

    /** Azure's spelling. */
    public String spelling() {
        return spelling;
    }

    /** Plain words. */
    public String text() {
        return text;
    }

    /** Whether a client keeps its backend from flow to flow. */
    public boolean keepsClient() {
        return this != FIVE_TUPLE;
    }
}
