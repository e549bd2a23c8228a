package io.podpath.netfilter;

import io.podpath.model.TcpFlags;

/**
 * The states connection tracking keeps of a TCP connection, with the timeout of each.
 *
 * <p><i>Models:</i> the kernel's transition table for both directions. <i>Does not model:</i> windows and sequence
 * numbers, so a segment is never INVALID for being out of window.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/nf_conntrack_proto_tcp.c}, {@code tcp_conntracks} and {@code
 * tcp_timeouts}.
 */
enum TcpState {
    NONE(0),
    SYN_SENT(120),
    SYN_RECV(60),
    ESTABLISHED(432_000),
    FIN_WAIT(120),
    CLOSE_WAIT(60),
    LAST_ACK(30),
    TIME_WAIT(120),
    CLOSE(10),
    SYN_SENT2(120);

    /** One letter a state, in the order of the constants; {@code i} for INVALID, {@code g} for "ignore". */
    private static final String CODES = "-srefcltx2";

    // Columns: old state. Rows: what the segment carries.
    private static final String ORIGINAL_SYN = "ssgggggss2";
    private static final String ORIGINAL_SYN_ACK = "iiriiiiiir";
    private static final String ORIGINAL_FIN = "iifflllt" + "xi";
    private static final String ORIGINAL_ACK = "eieecctt" + "xi";
    private static final String ORIGINAL_RST = "ixxxxxxxxx";
    private static final String REPLY_SYN = "i2iiiiisi2";
    private static final String REPLY_SYN_ACK = "irgggggggr";
    private static final String REPLY_FIN = "iifflllt" + "xi";
    private static final String REPLY_ACK = "igrecctt" + "xg";
    private static final String REPLY_RST = "ixxxxxxxxx";

    private final int timeoutSeconds;

    TcpState(int timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
    }

    /** How long an entry in this state lives without a packet. */
    int timeoutSeconds() {
        return timeoutSeconds;
    }

    /** What a segment does to a connection. */
    enum Effect {
        /** Moves it to a state. */
        MOVES,
        /** Passes without effect. */
        IGNORED,
        /** Does not belong. */
        INVALID
    }

    /** What a segment does in this state. */
    Effect effect(TcpFlags flags, boolean isReply) {
        return switch (code(flags, isReply)) {
            case 'i' -> Effect.INVALID;
            case 'g' -> Effect.IGNORED;
            default -> Effect.MOVES;
        };
    }

    /** The state after a segment that moves the connection; otherwise this state. */
    TcpState after(TcpFlags flags, boolean isReply) {
        int index = CODES.indexOf(code(flags, isReply));
        return index < 0 ? this : values()[index];
    }

    // The table above has one column a constant, in their order.
    @SuppressWarnings("EnumOrdinal")
    private char code(TcpFlags flags, boolean isReply) {
        String row = switch (flags) {
            case SYN -> isReply ? REPLY_SYN : ORIGINAL_SYN;
            case SYN_ACK -> isReply ? REPLY_SYN_ACK : ORIGINAL_SYN_ACK;
            case ACK -> isReply ? REPLY_ACK : ORIGINAL_ACK;
            case FIN_ACK -> isReply ? REPLY_FIN : ORIGINAL_FIN;
            case RST -> isReply ? REPLY_RST : ORIGINAL_RST;
        };
        return row.charAt(ordinal());
    }
}
