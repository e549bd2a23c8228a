package io.podpath.scenario.load;

import io.podpath.trace.Disposition;
import io.podpath.trace.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What should come of a probe. Absent parts are not asserted.
 *
 * @param outcome what the client experiences
 * @param disposition how the first packet ends
 * @param at the element where it ends, for example {@code node/node-1} or {@code nsg/aks-nsg}
 * @param by the rule that decided, a part of its text
 * @param reason the reason code
 * @param sourceSeen the source address the receiver sees: an address, or {@code pod}, {@code node}, {@code bridge},
 *     {@code client}, {@code frontend}, {@code egress}
 * @param path step labels in order, {@code *} for anything between; empty for any path
 * @param queries how often the sender asks a name server
 * @param http what should come of the request, if it is one
 */
public record Expectation(
        @Nullable Outcome outcome,
        @Nullable Disposition disposition,
        @Nullable String at,
        @Nullable String by,
        @Nullable String reason,
        @Nullable String sourceSeen,
        List<String> path,
        @Nullable Integer queries,
        @Nullable HttpExpectation http) {

    /** Nothing is asserted. */
    public static final Expectation NONE = new Expectation(null, null, null, null, null, null, List.of(), null, null);

    public Expectation {
        path = List.copyOf(path);
    }

    /** Nothing said about names. */
    public Expectation(
            @Nullable Outcome outcome,
            @Nullable Disposition disposition,
            @Nullable String at,
            @Nullable String by,
            @Nullable String reason,
            @Nullable String sourceSeen,
            List<String> path) {
        this(outcome, disposition, at, by, reason, sourceSeen, path, null, null);
    }

    /** How often the sender asks a name server. */
    public Optional<Integer> findQueries() {
        return Optional.ofNullable(queries);
    }

    /** What should come of the request. */
    public Optional<HttpExpectation> findHttp() {
        return Optional.ofNullable(http);
    }

    /** What the client experiences. */
    public Optional<Outcome> findOutcome() {
        return Optional.ofNullable(outcome);
    }

    /** How the first packet ends. */
    public Optional<Disposition> findDisposition() {
        return Optional.ofNullable(disposition);
    }

    /** The element where it ends. */
    public Optional<String> findAt() {
        return Optional.ofNullable(at);
    }

    /** The rule that decided. */
    public Optional<String> findBy() {
        return Optional.ofNullable(by);
    }

    /** The reason code. */
    public Optional<String> findReason() {
        return Optional.ofNullable(reason);
    }

    /** The source address the receiver sees. */
    public Optional<String> findSourceSeen() {
        return Optional.ofNullable(sourceSeen);
    }
}
