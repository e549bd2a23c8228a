package io.podpath.azure.snat;

import io.podpath.model.FiveTuple;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import org.jspecify.annotations.Nullable;

/** One translation and its age. */
final class SnatSession {

    /** Where a flow is in its life. */
    private enum State {
        HALF_OPEN,
        OPEN,
        CLOSED,
        RESET
    }

    private final FiveTuple inside;
    private final FiveTuple outside;
    private final SnatTimers timers;
    private State state;
    private boolean insideClosed;
    private boolean outsideClosed;
    private long lastNanos;

    /**
     * A translation that begins now.
     *
     * @param inside the flow before translation
     * @param outside the flow behind it
     */
    SnatSession(FiveTuple inside, FiveTuple outside, SnatTimers timers, long nowNanos) {
        this.inside = inside;
        this.outside = outside;
        this.timers = timers;
        this.state = inside.protocol() == Protocol.TCP ? State.HALF_OPEN : State.OPEN;
        this.lastNanos = nowNanos;
    }

    FiveTuple inside() {
        return inside;
    }

    FiveTuple outside() {
        return outside;
    }

    void sendsOut(@Nullable TcpFlags flags, long nowNanos) {
        boolean reopens = flags == TcpFlags.SYN && (state == State.CLOSED || state == State.RESET);
        if (reopens) {
            state = State.HALF_OPEN;
            insideClosed = false;
            outsideClosed = false;
        }
        insideClosed |= flags == TcpFlags.FIN_ACK;
        see(flags, nowNanos);
    }

    void comesBack(@Nullable TcpFlags flags, long nowNanos) {
        outsideClosed |= flags == TcpFlags.FIN_ACK;
        if (state == State.HALF_OPEN) {
            state = State.OPEN;
        }
        see(flags, nowNanos);
    }

    private void see(@Nullable TcpFlags flags, long nowNanos) {
        if (state == State.OPEN && insideClosed && outsideClosed) {
            state = State.CLOSED;
        }
        if (flags == TcpFlags.RST) {
            state = State.RESET;
        }
        lastNanos = nowNanos;
    }

    /** Whether the flow is still known. */
    boolean isAlive(long nowNanos) {
        return nowNanos - lastNanos
                < switch (state) {
                    case HALF_OPEN -> timers.halfOpenNanos();
                    case OPEN -> isTcp() ? timers.tcpIdleNanos() : timers.udpIdleNanos();
                    case CLOSED -> timers.restAfterFinNanos();
                    case RESET -> timers.restAfterResetNanos();
                };
    }

    /** Whether its port may serve the same destination again. */
    boolean isRested(long nowNanos) {
        boolean rests = !isTcp() && nowNanos - lastNanos < timers.udpIdleNanos() + timers.restAfterUdpNanos();
        return !isAlive(nowNanos) && !rests;
    }

    private boolean isTcp() {
        return inside.protocol() == Protocol.TCP;
    }
}
