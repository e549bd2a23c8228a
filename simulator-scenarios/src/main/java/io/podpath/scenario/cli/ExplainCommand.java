package io.podpath.scenario.cli;

import io.podpath.scenario.report.ExplainText;
import io.podpath.scenario.report.Palette;
import io.podpath.trace.Reason;
import io.podpath.trace.ReasonCatalog;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a reason code means. */
@Command(
        name = "explain",
        description = "Say what a reason code means and what to do about it; without a code, list all.",
        footer = {"", "Examples:", "  podpath explain", "  podpath explain SVC_NO_ENDPOINTS", "", Podpath.EXIT_CODES})
final class ExplainCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--no-color", description = "no colours; so does the variable NO_COLOR")
    private boolean noColour;

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "for example NSG_DENIED")
    private @Nullable String code;

    @Override
    public Integer call() {
        Palette palette = noColour || !Ansi.AUTO.enabled() ? Palette.PLAIN : Palette.COLOUR;
        PrintWriter out = spec.commandLine().getOut();
        if (code == null) {
            out.print(ExplainText.all(palette));
            return ExitCode.AS_EXPECTED;
        }
        Optional<Reason> reason = ReasonCatalog.find(code);
        if (reason.isEmpty()) {
            spec.commandLine().getErr().println("podpath: " + ExplainText.unknown(code));
            return ExitCode.WRONG_INPUT;
        }
        out.print(ExplainText.one(reason.get(), palette));
        return ExitCode.AS_EXPECTED;
    }
}
