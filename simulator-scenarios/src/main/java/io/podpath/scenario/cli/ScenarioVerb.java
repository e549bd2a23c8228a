package io.podpath.scenario.cli;

import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.ScenarioRunner;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

    /**
     * A scenario without errors, and the means to complain about it later.
     *
     * @param scenario the scenario
     * @param loaded what it was read from
     */
    record Usable(Scenario scenario, ScenarioSource.Loaded loaded) {

        /** The same with a changed scenario. */
        Usable changed(UnaryOperator<Scenario> change) {
            return new Usable(change.apply(scenario), loaded);
        }
    }

    /** The scenario, or nothing if it has an error; either way all problems have been printed. */
    Optional<Usable> load(String file) {
        return load(List.of(file)).map(all -> all.get(0));
    }

    /** The cluster of an {@code az aks create} command, or nothing if it has an error. */
    Optional<Usable> loadCreate(String command) {
        return usable(workbench.source().loadCreate(command, options.strict));
    }

    private Optional<Usable> usable(ScenarioSource.Loaded loaded) {
        errors.print(loaded.describe(loaded.problems()));
        errors.flush();
        return loaded.scenario().map(scenario -> new Usable(scenario, loaded));
    }

    /** All scenarios, or nothing if any has an error; either way all problems have been printed. */
    Optional<List<Usable>> load(List<String> files) {
        List<Usable> usable = new ArrayList<>();
        for (String file : files) {
            usable(workbench.source().load(file, options.strict)).ifPresent(usable::add);
        }
        return usable.size() == files.size() ? Optional.of(usable) : Optional.empty();
    }

    /** Runs the scenario; probes that cannot be sent have been complained about. */
    RunResult run(Usable usable, boolean enumerates) {
        ScenarioRunner.Options runOptions = new ScenarioRunner.Options(options.findSeed(), enumerates);
        RunResult run = ScenarioRunner.run(usable.scenario(), runOptions, workbench.builder());
        errors.print(usable.loaded().describe(run.problems()));
        boolean isAsked =
                run.probes().findAny().isPresent() || run.plans().findAny().isPresent();
        if (!isAsked && !run.hasErrors()) {
            errors.println(run.scenario() + ": warning: there are no probes; to send one of your own:"
                    + " podpath trace -f FILE --from pod/NAME --to svc/NAME:PORT");
        }
        errors.flush();
        return run;
    }
}
