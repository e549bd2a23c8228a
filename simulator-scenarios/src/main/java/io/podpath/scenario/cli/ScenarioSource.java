package io.podpath.scenario.cli;

import io.podpath.EndpointReference;
import io.podpath.scenario.load.Declarations;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.load.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where verbs get scenarios from: files, or what a test made up. */
interface ScenarioSource {

    /** Reads a scenario; {@code strict} turns doubtful input into errors. */
    Loaded load(String file, boolean strict);

    /** Reads an {@code az aks create} command as a scenario of its own. */
    Loaded loadCreate(String command, boolean strict);

    /** Reads one end of a probe, such as {@code svc/shop/web:80}. */
    End parseEnd(String text);

    /**
     * What came of reading a file.
     *
     * @param scenario the scenario, unless an error is among the problems
     * @param problems everything worth saying about the input
     * @param printer prints problems about this input, with the source line and a caret where there is one
     * @param declarations where the things of each variant were declared, by its name
     */
    record Loaded(
            Optional<Scenario> scenario,
            List<Problem> problems,
            Function<List<Problem>, String> printer,
            Map<String, Declarations> declarations) {

        /** Of something that was not read from files. */
        Loaded(Optional<Scenario> scenario, List<Problem> problems, Function<List<Problem>, String> printer) {
            this(scenario, problems, printer, Map.of());
        }

        /** The problems as a person reads them; empty if there are none. */
        String describe(List<Problem> which) {
            return which.isEmpty() ? "" : printer.apply(which);
        }
    }

    /**
     * What came of reading one end of a probe.
     *
     * @param reference the end, if the text names one
     * @param problem what is wrong with the text otherwise
     */
    record End(Optional<EndpointReference> reference, String problem) {}
}
