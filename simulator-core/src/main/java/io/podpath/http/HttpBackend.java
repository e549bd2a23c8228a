package io.podpath.http;

import io.podpath.model.TransportAddress;
import io.podpath.trace.HttpReason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Service behind a rule, with the pods that a proxy connects to itself.
 *
 * @param name the Service and port, for example {@code service/shop/web:80}
 * @param weight its share of the requests, in parts of the sum
 * @param endpoints addresses of its ready pods
 * @param problem why it cannot be used, if it cannot
 */
public record HttpBackend(
        String name,
        int weight,
        List<TransportAddress> endpoints,
        @Nullable HttpReason problem) {

    public HttpBackend {
        endpoints = List.copyOf(endpoints);
    }

    /** Why it cannot be used. */
    public Optional<HttpReason> findProblem() {
        return Optional.ofNullable(problem);
    }

    /** The same with this share. */
    HttpBackend withWeight(int newWeight) {
        return new HttpBackend(name, newWeight, endpoints, problem);
    }
}
