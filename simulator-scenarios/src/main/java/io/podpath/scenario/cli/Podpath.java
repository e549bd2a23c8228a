package io.podpath.scenario.cli;

import io.podpath.scenario.run.BuiltNetwork;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry point of the command line. */
@Command(
        name = "podpath",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = PodpathVersion.class,
        synopsisSubcommandLabel = "VERB",
        description = "Walks packets through an AKS cluster that does not have to exist, and back.",
        footer = {"", Podpath.EXIT_CODES})
public final class Podpath implements Runnable {

    static final String EXIT_CODES = "Exit codes: 0 as expected, 1 an expectation failed, 2 wrong usage or input,%n"
            + "3 the model is incomplete for this question, 4 internal error.";

    private static final int HELP_WIDTH = 100;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "print a stack trace if podpath itself fails")
    private boolean debug;

    private Podpath() {}

    /** Runs a verb and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int code = execute(arguments, out, err, new Workbench(new FileScenarioSource(), BuiltNetwork::of));
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs a verb; nothing is read or written but through the arguments. */
    static int execute(String[] arguments, PrintWriter out, PrintWriter err, Workbench workbench) {
        Podpath podpath = new Podpath();
        CommandLine commandLine = new CommandLine(podpath);
        Map<String, Supplier<Object>> verbs = verbs(workbench);
        String first = arguments.length == 0 ? "" : arguments[0];
        if (!verbs.containsKey(first) && !first.isEmpty() && !first.startsWith("-")) {
            err.println("podpath: no verb '" + first + "'" + Variants.suggest(first, List.copyOf(verbs.keySet())));
            return ExitCode.WRONG_INPUT;
        }
        // Reading the annotations of a verb takes milliseconds, so only the verb that is asked for is read.
        List<String> needed = verbs.containsKey(first) ? List.of(first) : List.copyOf(verbs.keySet());
        needed.forEach(verb -> commandLine.addSubcommand(
                verb, verbs.getOrDefault(verb, ExplainCommand::new).get()));
        commandLine.setOut(out).setErr(err).setUsageHelpWidth(HELP_WIDTH).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((failure, args) -> reportUsage(failure, err));
        commandLine.setExecutionExceptionHandler(
                (failure, command, parsed) -> reportInternalError(failure, podpath.debug, err));
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which verb?");
    }

    private static Map<String, Supplier<Object>> verbs(Workbench workbench) {
        Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
        verbs.put("run", () -> new RunCommand(workbench));
        verbs.put("trace", () -> new TraceCommand(workbench));
        verbs.put("compare", () -> new CompareCommand(workbench));
        verbs.put("plan", () -> new PlanCommand(workbench));
        verbs.put("lint", () -> new LintCommand(workbench));
        verbs.put("explain", ExplainCommand::new);
        verbs.put("render", () -> new RenderCommand(workbench));
        verbs.put("validate", () -> new ValidateCommand(workbench));
        verbs.put("verify", () -> new VerifyCommand(workbench));
        verbs.put(
                "import", () -> new CommandLine(new ImportCommand()).addSubcommand(new ImportAzureCommand(workbench)));
        verbs.put("conformance", ConformanceCommand::new);
        return verbs;
    }

    private static int reportUsage(ParameterException failure, PrintWriter err) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        err.println("podpath: " + failure.getMessage());
        err.println("Try '" + name + " --help'.");
        return ExitCode.WRONG_INPUT;
    }

    private static int reportInternalError(Exception failure, boolean debug, PrintWriter err) {
        if (debug) {
            failure.printStackTrace(err);
        } else {
            String words = String.valueOf(failure.getMessage()).replace('\n', ' ');
            err.println("podpath: internal error: " + failure.getClass().getSimpleName() + ": " + words
                    + " (--debug shows where)");
        }
        return ExitCode.INTERNAL_ERROR;
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(
                new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16), StandardCharsets.UTF_8));
    }
}
