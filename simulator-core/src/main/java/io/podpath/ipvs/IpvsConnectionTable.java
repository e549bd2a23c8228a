package io.podpath.ipvs;

import io.podpath.model.FiveTuple;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one namespace, found by the client's packets and by the real server's.
 *
 * <p>Expired ones are removed when somebody looks at them.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/ipvs/ip_vs_conn.c}, {@code ip_vs_conn_in_get} and {@code
 * ip_vs_conn_out_get}.
 */
final class IpvsConnectionTable {

    private final Map<FiveTuple, IpvsConnection> byRequest = new HashMap<>();
    private final Map<FiveTuple, IpvsConnection> byAnswer = new HashMap<>();

    void add(IpvsConnection connection) {
        byRequest.put(connection.request(), connection);
        byAnswer.put(connection.forwarded().reply(), connection);
    }

    void remove(IpvsConnection connection) {
        byRequest.remove(connection.request(), connection);
        byAnswer.remove(connection.forwarded().reply(), connection);
    }

    /** The connection a client's packet belongs to. */
    Optional<IpvsConnection> findByRequest(FiveTuple tuple, long nowNanos) {
        return living(byRequest.get(tuple), nowNanos);
    }

    /** The connection a real server's packet belongs to. */
    Optional<IpvsConnection> findByAnswer(FiveTuple tuple, long nowNanos) {
        return living(byAnswer.get(tuple), nowNanos);
    }

    private Optional<IpvsConnection> living(@Nullable IpvsConnection found, long nowNanos) {
        if (found != null && found.isExpired(nowNanos)) {
            remove(found);
            return Optional.empty();
        }
        return Optional.ofNullable(found);
    }

    /** What the load of a server is now, which {@code lc} and its kin compare. */
    ServerLoad load(VirtualServer virtual, RealServer server, long nowNanos) {
        int active = 0;
        int inactive = 0;
        for (IpvsConnection connection : byRequest.values()) {
            boolean counts = connection.server().equals(server)
                    && connection.virtual().equals(virtual)
                    && !connection.isExpired(nowNanos);
            if (counts && connection.isActive()) {
                active++;
            } else if (counts) {
                inactive++;
            }
        }
        return new ServerLoad(active, inactive);
    }
}
