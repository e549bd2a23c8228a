package io.podpath.scenario.cli;

import io.podpath.EndpointReference;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.load.Scenario;
import java.util.List;
import java.util.Optional;

/** Where verbs get scenarios from: files, or what a test made up. */
interface ScenarioSource {

    /** Reads a scenario; {@code strict} turns doubtful input into errors. */
    Loaded load(String file, boolean strict);

    /** Reads one end of a probe, such as {@code svc/shop/web:80}. */
    Optional<EndpointReference> parseEndpoint(String text);

    /** The problems as a person reads them, with the source line and a caret where there is one. */
    String describe(List<Problem> problems);

    /**
     * What came of reading a file.
     *
     * @param scenario the scenario, unless an error is among the problems
     * @param problems everything worth saying about the input
     */
    record Loaded(Optional<Scenario> scenario, List<Problem> problems) {}
}
