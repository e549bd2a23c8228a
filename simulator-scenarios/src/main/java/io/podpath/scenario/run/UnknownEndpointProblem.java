package io.podpath.scenario.run;

import io.podpath.UnknownEndpointException;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.Problem;
import java.util.Objects;

/** Turns a probe's end that cannot be resolved into words for the person who wrote the probe. */
final class UnknownEndpointProblem {

    private UnknownEndpointProblem() {}

    static Problem of(ExpectedProbe probe, UnknownEndpointException unknown) {
        String reference = unknown.reference().toString();
        String problem = Objects.requireNonNullElse(unknown.getMessage(), "does not exist");
        String suggestion = NearestName.find(reference, unknown.candidates())
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
        return new Problem(
                Problem.Severity.ERROR,
                probe.location(),
                "probe '" + probe.probe().name() + "': " + reference + ": " + problem + suggestion);
    }
}
