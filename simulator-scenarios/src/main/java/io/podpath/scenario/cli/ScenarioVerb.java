package io.podpath.scenario.cli;

import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.ScenarioRunner;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What verbs that read scenarios have in common: load everything, complain about everything, then run. */
final class ScenarioVerb {

    private final Workbench workbench;
    private final CommonOptions options;
    private final PrintWriter errors;

    ScenarioVerb(Workbench workbench, CommonOptions options, CommandSpec spec) {
        this.workbench = workbench;
        this.options = options;
        this.errors = spec.commandLine().getErr();
    }

    /** All scenarios, or nothing if any has an error; either way all problems have been printed. */
    Optional<List<Scenario>> load(List<String> files) {
        List<Scenario> scenarios = new ArrayList<>();
        for (String file : files) {
            ScenarioSource.Loaded loaded = workbench.source().load(file, options.strict);
            errors.print(workbench.source().describe(loaded.problems()));
            loaded.scenario().ifPresent(scenarios::add);
        }
        errors.flush();
        return scenarios.size() == files.size() ? Optional.of(scenarios) : Optional.empty();
    }

    /** Runs the scenario; probes that cannot be sent have been complained about. */
    RunResult run(Scenario scenario, boolean enumerates) {
        ScenarioRunner.Options runOptions = new ScenarioRunner.Options(options.findSeed(), enumerates);
        RunResult run = ScenarioRunner.run(scenario, runOptions, workbench.builder());
        errors.print(workbench.source().describe(run.problems()));
        errors.flush();
        return run;
    }
}
