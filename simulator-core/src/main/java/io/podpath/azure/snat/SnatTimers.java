package io.podpath.azure.snat;

/**
 * How long a translation lives, and how long its port rests before it serves the same destination again.
 *
 * @param halfOpenNanos a TCP connection nobody answered
 * @param tcpIdleNanos a silent TCP connection
 * @param udpIdleNanos a silent UDP flow
 * @param restAfterFinNanos the port of a TCP connection that both sides closed
 * @param restAfterResetNanos the port of a TCP connection that was reset
 * @param restAfterUdpNanos the port of a UDP flow that ended
 */
public record SnatTimers(
        long halfOpenNanos,
        long tcpIdleNanos,
        long udpIdleNanos,
        long restAfterFinNanos,
        long restAfterResetNanos,
        long restAfterUdpNanos) {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long HALF_OPEN_SECONDS = 30;
    private static final long UDP_IDLE_SECONDS = 240;
    private static final long REST_AFTER_FIN_SECONDS = 65;
    private static final long REST_AFTER_RESET_SECONDS = 16;

    /**
     * Those of a NAT gateway.
     *
     * <p><i>Source:</i> Azure docs, Azure NAT Gateway resource, section Timers; Microsoft adds that they may change.
     *
     * @param tcpIdleMinutes its idle timeout
     */
    public static SnatTimers natGateway(int tcpIdleMinutes) {
        return new SnatTimers(
                nanos(HALF_OPEN_SECONDS),
                nanos(tcpIdleMinutes * SECONDS_PER_MINUTE),
                nanos(UDP_IDLE_SECONDS),
                nanos(REST_AFTER_FIN_SECONDS),
                nanos(REST_AFTER_RESET_SECONDS),
                nanos(REST_AFTER_FIN_SECONDS));
    }

    private static long nanos(long seconds) {
        return seconds * NANOS_PER_SECOND;
    }
}
