package io.podpath.engine;

import java.util.List;

/**
 * When a TCP client tries again to open a connection, and when it gives up.
 *
 * <p><i>Source:</i> RFC 6298; Linux {@code tcp_syn_retries} 6 and, since 6.5, {@code tcp_syn_linear_timeouts} 4,
 * observed on Linux 6.18.
 *
 * @param retrySeconds seconds after the first attempt at which the SYN is sent again
 * @param giveUpSeconds seconds after which connect() fails
 * @param patienceSeconds seconds after which an open connection is given up if no answer came
 */
public record RetransmissionSchedule(List<Integer> retrySeconds, int giveUpSeconds, int patienceSeconds) {

    /** Linux 6.5 and later: four linear timeouts, then doubling. */
    public static final RetransmissionSchedule LINUX_6_5 =
            new RetransmissionSchedule(List.of(1, 2, 3, 4, 5, 7, 11, 19, 35, 67), 131);

    /** Linux before 6.5: doubling from the start. */
    public static final RetransmissionSchedule LINUX_5 = new RetransmissionSchedule(List.of(1, 3, 7, 15, 31, 63), 127);

    /** {@code resolv.conf} defaults of a resolver: two attempts of five seconds. */
    public static final RetransmissionSchedule UDP_REQUEST = new RetransmissionSchedule(List.of(5), 10);

    /** One ping, and {@code ping}'s ten seconds of patience for a last answer. */
    public static final RetransmissionSchedule ECHO = new RetransmissionSchedule(List.of(), 10);

    public RetransmissionSchedule {
        retrySeconds = List.copyOf(retrySeconds);
    }

    /** One for both: who has waited so long for a connection waits no longer for an answer. */
    public RetransmissionSchedule(List<Integer> retrySeconds, int giveUpSeconds) {
        this(retrySeconds, giveUpSeconds, giveUpSeconds);
    }

    /** The same for a program that waits so long for the connection and then so long for the answer. */
    public RetransmissionSchedule limitedTo(int connectSeconds, int answerSeconds) {
        List<Integer> kept =
                retrySeconds.stream().filter(second -> second < connectSeconds).toList();
        return new RetransmissionSchedule(kept, connectSeconds, connectSeconds + answerSeconds);
    }
}
