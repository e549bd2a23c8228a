package io.podpath.ipvs;

import io.podpath.model.FiveTuple;
import io.podpath.model.Packet;
import io.podpath.model.TcpFlags;
import org.jspecify.annotations.Nullable;

/**
 * One connection through IPVS: client, virtual address, real server. Connection tracking has its own entry beside it.
 *
 * <p><i>Source:</i> Linux {@code struct ip_vs_conn}.
 */
final class IpvsConnection {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final FiveTuple request;
    private final VirtualServer virtual;
    private final RealServer server;
    private final @Nullable PersistenceTemplate template;
    private IpvsTcpState state = IpvsTcpState.NONE;
    private long expiresNanos;

    /**
     * A connection that has seen no packet yet.
     *
     * @param request from the client to the virtual address
     * @param virtual the virtual server it asks for
     * @param server the chosen real server
     * @param template the persistence that controls it, if it has one
     */
    IpvsConnection(
            FiveTuple request, VirtualServer virtual, RealServer server, @Nullable PersistenceTemplate template) {
        this.request = request;
        this.virtual = virtual;
        this.server = server;
        this.template = template;
    }

    FiveTuple request() {
        return request;
    }

    /** As the request looks on its way to the real server. */
    FiveTuple forwarded() {
        return request.withDestination(server.address());
    }

    VirtualServer virtual() {
        return virtual;
    }

    RealServer server() {
        return server;
    }

    boolean isControlled() {
        return template != null;
    }

    IpvsTcpState state() {
        return state;
    }

    boolean isActive() {
        return state.isActive();
    }

    boolean isExpired(long nowNanos) {
        return nowNanos >= expiresNanos;
    }

    /** A packet of the connection: the state moves and the timer starts again. */
    void see(Packet packet, boolean fromServer, IpvsTimeouts timeouts, long nowNanos) {
        TcpFlags flags = packet.tcpFlags();
        if (flags != null) {
            state = state.after(flags, fromServer);
        }
        int seconds = switch (request.protocol()) {
            case TCP -> state.timeoutSeconds(timeouts);
            default -> timeouts.udpSeconds();
        };
        expiresNanos = nowNanos + seconds * NANOS_PER_SECOND;
        if (template != null) {
            template.keepUntil(expiresNanos);
        }
    }
}
