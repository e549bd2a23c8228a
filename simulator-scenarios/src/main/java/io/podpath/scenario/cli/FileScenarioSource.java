package io.podpath.scenario.cli;

import io.podpath.EndpointReference;
import io.podpath.scenario.load.Problem;
import java.util.List;
import java.util.Optional;

/** Scenarios from files. */
final class FileScenarioSource implements ScenarioSource {

    @Override
    public Loaded load(String file, boolean strict) {
        throw new IllegalStateException("under construction: " + file);
    }

    @Override
    public Optional<EndpointReference> parseEndpoint(String text) {
        throw new IllegalStateException("under construction: " + text);
    }

    @Override
    public String describe(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        problems.forEach(problem -> text.append(problem).append('\n'));
        return text.toString();
    }
}
