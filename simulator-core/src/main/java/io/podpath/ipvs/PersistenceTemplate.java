package io.podpath.ipvs;

/**
 * What keeps a client with its real server: made by its first connection, used by the next ones.
 *
 * <p>Every new connection starts its timer again, and it outlives all connections it controls. It is not used any more
 * once its server has weight 0 ({@code expire_quiescent_template}).
 *
 * <p><i>Source:</i> Linux {@code ip_vs_core.c}, {@code ip_vs_sched_persist}; {@code ip_vs_conn.c}, {@code
 * ip_vs_check_template} and {@code ip_vs_conn_expire}.
 */
final class PersistenceTemplate {

    private final RealServer server;
    private long expiresNanos;

    PersistenceTemplate(RealServer server) {
        this.server = server;
    }

    RealServer server() {
        return server;
    }

    void keepUntil(long nanos) {
        expiresNanos = Math.max(expiresNanos, nanos);
    }

    boolean isUsable(long nowNanos) {
        return nowNanos < expiresNanos && server.isAvailable();
    }
}
