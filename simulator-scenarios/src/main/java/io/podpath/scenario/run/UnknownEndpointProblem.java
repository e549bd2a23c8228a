package io.podpath.scenario.run;

import io.podpath.EndpointReference;
import io.podpath.UnknownEndpointException;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.schema.Suggestion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns a probe's end that cannot be resolved into words for the person who wrote the probe. */
final class UnknownEndpointProblem {

    private static final int MOST_LISTED = 6;

    private UnknownEndpointProblem() {}

    static Problem of(ExpectedProbe probe, UnknownEndpointException unknown) {
        String what = Objects.requireNonNullElse(unknown.getMessage(), unknown.reference() + " does not exist");
        return new Problem(
                Problem.Severity.ERROR,
                probe.location(),
                "probe '" + probe.probe().name() + "': " + what + hint(unknown));
    }

    private static String hint(UnknownEndpointException unknown) {
        List<String> candidates = unknown.candidates();
        Optional<String> nearest = spellings(unknown.reference())
                .flatMap(written -> Suggestion.nearest(written, candidates).stream())
                .findFirst();
        if (nearest.isPresent()) {
            return "; did you mean '" + nearest.get() + "'?";
        }
        return candidates.isEmpty() || candidates.size() > MOST_LISTED
                ? ""
                : "; there is " + String.join(", ", candidates);
    }

    /** What the person may have meant to spell: the whole end, its name, or its port. */
    private static Stream<String> spellings(EndpointReference reference) {
        String name = reference.name();
        Stream<String> names = Stream.of(reference.toString(), reference.namespace() + "/" + name, name);
        return Stream.concat(reference.findPort().stream(), names);
    }
}
