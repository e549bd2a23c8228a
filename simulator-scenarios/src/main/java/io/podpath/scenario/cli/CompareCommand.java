package io.podpath.scenario.cli;

import io.podpath.scenario.report.CompareText;
import io.podpath.scenario.run.RunResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the variants of a scenario side by side. */
@Command(
        name = "compare",
        description = "Put the variants side by side: outcome, source seen, hops, NAT, routes, addresses taken.",
        footer = {"", "Examples:", "  podpath compare scenarios/s04-source-address-matrix", "", Podpath.EXIT_CODES})
final class CompareCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1", paramLabel = "FILE", description = "a scenario file; - reads standard input")
    private String file = "";

    CompareCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        ScenarioVerb verb = new ScenarioVerb(workbench, options, spec);
        Optional<ScenarioVerb.Usable> scenario = verb.load(file);
        if (scenario.isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        RunResult run = verb.run(scenario.get(), /* enumerates= */ false);
        PrintWriter out = spec.commandLine().getOut();
        if (run.hasErrors() && options.output != OutputFormat.JSON) {
            return ExitCode.of(List.of(run));
        }
        if (options.output == OutputFormat.TEXT) {
            out.print(CompareText.print(run, options.palette()));
        } else {
            RunPrinter.print(List.of(run), options, out);
        }
        return ExitCode.of(List.of(run));
    }
}
