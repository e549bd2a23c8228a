package io.podpath.ipvs;

import io.podpath.model.TcpFlags;

/**
 * The states IPVS keeps of a TCP connection.
 *
 * <p>Simpler than those of connection tracking: any segment moves the connection somewhere, none is invalid. <i>Does not
 * model:</i> LISTEN (active FTP), SYNACK (the table for attacks), connections whose replies take another way.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/ipvs/ip_vs_proto_tcp.c}, {@code tcp_states}, {@code tcp_timeouts} and
 * {@code tcp_state_active_table}.
 */
enum IpvsTcpState {
    NONE(2, false),
    ESTABLISHED(900, true),
    SYN_SENT(120, true),
    SYN_RECV(60, true),
    FIN_WAIT(120, false),
    TIME_WAIT(120, false),
    CLOSE(10, false),
    CLOSE_WAIT(60, false),
    LAST_ACK(30, false);

    /** One letter a state, in the order of the constants. */
    private static final String CODES = "nesrftcwl";

    // Columns: old state. Rows: what the segment carries; SYN-ACK counts as SYN.
    private static final String CLIENT_SYN = "reerrrrrr";
    private static final String CLIENT_FIN = "cwstttcwl";
    private static final String CLIENT_ACK = "eeseftcwc";
    private static final String CLIENT_RST = "cccrccccl";
    private static final String SERVER_SYN = "sesrsssss";
    private static final String SERVER_FIN = "tfstftctl";
    private static final String SERVER_ACK = "eeseftcwl";
    private static final String SERVER_RST = "ccscctccc";

    private final int timeoutSeconds;
    private final boolean active;

    IpvsTcpState(int timeoutSeconds, boolean active) {
        this.timeoutSeconds = timeoutSeconds;
        this.active = active;
    }

    /** How long a connection in this state lives without a packet. */
    int timeoutSeconds(IpvsTimeouts timeouts) {
        return switch (this) {
            case ESTABLISHED -> timeouts.tcpSeconds();
            case FIN_WAIT -> timeouts.tcpFinSeconds();
            default -> timeoutSeconds;
        };
    }

    /** Whether {@code lc} and its kin count the connection as active. */
    boolean isActive() {
        return active;
    }

    /** The state after a segment from the client's or the server's side. */
    // The table above has one column a constant, in their order.
    @SuppressWarnings("EnumOrdinal")
    IpvsTcpState after(TcpFlags flags, boolean fromServer) {
        String row = switch (flags) {
            case SYN, SYN_ACK -> fromServer ? SERVER_SYN : CLIENT_SYN;
            case ACK -> fromServer ? SERVER_ACK : CLIENT_ACK;
            case FIN_ACK -> fromServer ? SERVER_FIN : CLIENT_FIN;
            case RST -> fromServer ? SERVER_RST : CLIENT_RST;
        };
        return values()[CODES.indexOf(row.charAt(ordinal()))];
    }
}
