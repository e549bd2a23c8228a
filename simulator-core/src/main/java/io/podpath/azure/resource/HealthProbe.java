package io.podpath.azure.resource;

/**
 * A health probe.
 *
 * <p><i>Models:</i> what it asks; interval and threshold as values. <i>Does not model:</i> probes that change their mind
 * during a run.
 *
 * <p><i>Source:</i> Azure docs, Load Balancer health probes.
 *
 * @param name its name
 * @param kind how it asks
 * @param port the port it asks at the backend
 * @param path the path it asks for; empty for TCP
 * @param intervalSeconds the time between two probes, at least {@value #LEAST_INTERVAL_SECONDS}
 * @param threshold how many answers in a row change the mind
 */
public record HealthProbe(String name, Kind kind, int port, String path, int intervalSeconds, int threshold) {

    /** The shortest interval, and the default of the cloud provider. */
    public static final int LEAST_INTERVAL_SECONDS = 5;

    /** How many failures the cloud provider asks for. */
    public static final int DEFAULT_THRESHOLD = 2;

    /** Interval times threshold must stay below this. */
    public static final int MOST_SECONDS = 120;

    /** How a probe asks. */
    public enum Kind {
        /** A TCP handshake. */
        TCP("Tcp"),
        /** An HTTP request that must be answered with status 200. */
        HTTP("Http"),
        /** The same over TLS. */
        HTTPS("Https");

        private final String spelling;

        Kind(String spelling) {
            this.spelling = spelling;
        }

        /** Azure's spelling. */
        public String spelling() {
            return spelling;
        }
    }

    /** A TCP probe with the provider's timing. */
    public static HealthProbe tcp(String name, int port) {
        return new HealthProbe(name, Kind.TCP, port, "", LEAST_INTERVAL_SECONDS, DEFAULT_THRESHOLD);
    }

    /** An HTTP probe with the provider's timing. */
    public static HealthProbe http(String name, int port, String path) {
        return new HealthProbe(name, Kind.HTTP, port, path, LEAST_INTERVAL_SECONDS, DEFAULT_THRESHOLD);
    }

    /** The same probe with another timing. */
    public HealthProbe every(int newIntervalSeconds, int newThreshold) {
        return new HealthProbe(name, kind, port, path, newIntervalSeconds, newThreshold);
    }

    /** For example {@code Http /healthz at port 31080 every 5 s, 2 failures}. */
    @Override
    public String toString() {
        return kind.spelling() + " " + (path.isEmpty() ? "" : path + " ") + "at port " + port + " every "
                + intervalSeconds + " s, " + threshold + " failures";
    }
}
