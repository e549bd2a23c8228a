package io.podpath.azure.fabric;

/**
 * How long a packet takes one way between two NICs, and between Azure and a host on the internet.
 *
 * <p>Azure gives no figures; an older text promised a round trip below 2 ms between availability zones. The defaults are
 * podpath's, for teaching: halves of the round trips of 0.9 ms inside a zone and 1.6 ms between zones, near what a third
 * party measured with small machines (0.91 ms and 1.55 ms); to the internet 20 ms, which is 4,000 km of fibre at the 200
 * km per millisecond that Azure's tuning guide reckons with.
 *
 * <p><i>Source:</i> Azure docs, What are availability zones (old and current text); TCP/IP performance tuning for Azure
 * VMs; simonpainter.com, Exploring Azure Network Latency.
 *
 * @param sameZoneNanos between NICs of one zone, or when a zone is not known
 * @param crossZoneNanos between NICs of different zones
 * @param internetNanos between Azure's edge and a host on the internet
 */
public record FabricLatency(long sameZoneNanos, long crossZoneNanos, long internetNanos) {

    /** podpath's default inside a zone. */
    public static final long DEFAULT_SAME_ZONE_NANOS = 450_000;

    /** podpath's default between zones. */
    public static final long DEFAULT_CROSS_ZONE_NANOS = 800_000;

    /** podpath's default to the internet. */
    public static final long DEFAULT_INTERNET_NANOS = 20_000_000;

    /** The three defaults. */
    public static final FabricLatency DEFAULT =
            new FabricLatency(DEFAULT_SAME_ZONE_NANOS, DEFAULT_CROSS_ZONE_NANOS, DEFAULT_INTERNET_NANOS);

    /** One way between two zones; an empty name means that the zone is not known. */
    public long betweenZonesNanos(String from, String to) {
        boolean isCrossing = !from.isEmpty() && !to.isEmpty() && !from.equals(to);
        return isCrossing ? crossZoneNanos : sameZoneNanos;
    }
}
