package io.podpath.ipvs;

/**
 * How many connections a real server of one virtual server has.
 *
 * @param active TCP connections that are open or opening
 * @param inactive all others: TCP connections that are closing, UDP and SCTP
 */
record ServerLoad(int active, int inactive) {

    private static final int ACTIVE_WEIGHT = 256;

    /**
     * Active connections count 256 times.
     *
     * <p><i>Source:</i> Linux {@code include/net/ip_vs.h}, {@code ip_vs_dest_conn_overhead}.
     */
    long overhead() {
        return (long) active * ACTIVE_WEIGHT + inactive;
    }
}
