package io.podpath.trace;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request over a connection, what the program at its other end did with it, and the answer.
 *
 * @param request the request line, for example {@code GET https://shop.example.com/cart}
 * @param server the element whose program got it
 * @param forwardedFor the header X-Forwarded-For as it arrived there, or empty
 * @param steps what the program decided, in order
 * @param answer what came back
 */
public record HttpExchange(String request, String server, String forwardedFor, List<Step> steps, Answer answer) {

    public HttpExchange {
        steps = List.copyOf(steps);
    }

    /**
     * An answer.
     *
     * @param status the status code
     * @param by the element whose program made it, which may be behind several proxies
     * @param reason why it is not that of an application, if it is not
     * @param detail the words for this very case
     */
    public record Answer(int status, String by, @Nullable Reason reason, String detail) {

        /** Why it is not the answer of an application. */
        public Optional<Reason> findReason() {
            return Optional.ofNullable(reason);
        }

        @Override
        public String toString() {
            return status + " from " + by;
        }
    }
}
