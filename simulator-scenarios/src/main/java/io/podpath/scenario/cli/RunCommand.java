package io.podpath.scenario.cli;

import io.podpath.scenario.run.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends every probe of scenarios in every variant and checks what was expected. */
@Command(
        name = "run",
        description = "Send every probe in every variant, show its way and check what was expected.",
        footer = {
            "",
            "Examples:",
            "  podpath run scenarios/shop",
            "  podpath run -o wide --seed 7 my.podpath.yaml",
            "  kubectl get all,endpointslices,nodes -A -o json > dump.json; podpath run my.podpath.yaml",
            "",
            Podpath.EXIT_CODES
        })
final class RunCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--all", description = "list every way each probe can go, with its probability")
    private boolean all;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scenario files; - reads standard input")
    private List<String> files = List.of();

    RunCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        ScenarioVerb verb = new ScenarioVerb(workbench, options, spec);
        Optional<List<ScenarioVerb.Usable>> scenarios = verb.load(files);
        if (scenarios.isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        List<RunResult> runs = scenarios.get().stream()
                .map(scenario -> verb.run(scenario, all))
                .toList();
        boolean complete = runs.stream().noneMatch(RunResult::hasErrors);
        if (complete || options.output == OutputFormat.JSON) {
            RunPrinter.print(runs, options, spec.commandLine().getOut());
        }
        return ExitCode.of(runs);
    }
}
