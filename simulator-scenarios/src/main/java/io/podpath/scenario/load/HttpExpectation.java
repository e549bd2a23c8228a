package io.podpath.scenario.load;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What should come of a request. Absent parts are not asserted.
 *
 * @param status the status code the client gets
 * @param backend the Service or the pod behind the last proxy, for example {@code service/shop/cart}
 * @param sourceSeen the source address the last program sees, as in {@link Expectation#sourceSeen}
 * @param forwardedFor the header X-Forwarded-For as the last program sees it; ports in it do not count
 * @param at the element where the last connection ends
 * @param by the rule of a proxy that decided, a part of its text
 * @param reason why a proxy answered itself
 */
public record HttpExpectation(
        @Nullable Integer status,
        @Nullable String backend,
        @Nullable String sourceSeen,
        @Nullable String forwardedFor,
        @Nullable String at,
        @Nullable String by,
        @Nullable String reason) {

    /** The status code the client gets. */
    public Optional<Integer> findStatus() {
        return Optional.ofNullable(status);
    }

    /** The Service or the pod behind the last proxy. */
    public Optional<String> findBackend() {
        return Optional.ofNullable(backend);
    }

    /** The source address the last program sees. */
    public Optional<String> findSourceSeen() {
        return Optional.ofNullable(sourceSeen);
    }

    /** The header X-Forwarded-For as the last program sees it. */
    public Optional<String> findForwardedFor() {
        return Optional.ofNullable(forwardedFor);
    }

    /** The element where the last connection ends. */
    public Optional<String> findAt() {
        return Optional.ofNullable(at);
    }

    /** The rule of a proxy that decided. */
    public Optional<String> findBy() {
        return Optional.ofNullable(by);
    }

    /** Why a proxy answered itself. */
    public Optional<String> findReason() {
        return Optional.ofNullable(reason);
    }
}
