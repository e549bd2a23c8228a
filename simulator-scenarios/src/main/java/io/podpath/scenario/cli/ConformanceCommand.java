package io.podpath.scenario.cli;

import io.podpath.scenario.conformance.ConformanceReport;
import io.podpath.scenario.conformance.ConformanceRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares podpath with behaviour that others have written down as data. */
@Command(
        name = "conformance",
        description = "Compare podpath with files of expected behaviour and count what agrees.",
        footer = {"", "Examples:", "  podpath conformance conformance/kube-proxy", "", Podpath.EXIT_CODES})
final class ConformanceCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "files of the format, and folders of them")
    private List<Path> paths = List.of();

    @Override
    public Integer call() {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new ParameterException(spec.commandLine(), path + ": there is no such file or folder");
            }
        }
        ConformanceReport report = ConformanceRunner.run(paths);
        spec.commandLine().getOut().print(report.render());
        return report.failed() == 0 ? ExitCode.AS_EXPECTED : ExitCode.UNEXPECTED;
    }
}
