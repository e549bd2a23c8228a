package io.podpath.scenario.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads scenarios and says everything that is wrong with them; here the problems are the result. */
@Command(
        name = "validate",
        description = "Read scenarios and say everything that is wrong with them, without sending anything.",
        footer = {"", "Examples:", "  podpath validate --strict my.podpath.yaml", "", Podpath.EXIT_CODES})
final class ValidateCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--strict", description = "treat unknown fields as errors")
    private boolean strict;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scenario files; - reads standard input")
    private List<String> files = List.of();

    ValidateCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean allUsable = true;
        for (String file : files) {
            ScenarioSource.Loaded loaded = workbench.source().load(file, strict);
            out.print(loaded.describe(loaded.problems()));
            out.println(file + (loaded.scenario().isPresent() ? ": valid" : ": not valid"));
            allUsable &= loaded.scenario().isPresent();
        }
        return allUsable ? ExitCode.AS_EXPECTED : ExitCode.WRONG_INPUT;
    }
}
