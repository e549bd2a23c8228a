package io.podpath.scenario.cli;

import io.podpath.aks.ModelProblemException;
import io.podpath.lint.Day;
import io.podpath.scenario.lint.LintReport;
import io.podpath.scenario.lint.ScenarioLint;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.Variant;
import io.podpath.scenario.report.ArtifactUris;
import io.podpath.scenario.report.LintJson;
import io.podpath.scenario.report.LintSarif;
import io.podpath.scenario.report.LintText;
import io.podpath.scenario.report.Palette;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for what is accepted and cannot work, or will stop working; sends nothing. */
@Command(
        name = "lint",
        description = "Find overlaps, rules that never decide, routes that are missing, features that end: without"
                + " packets, in every variant.",
        footer = {
            "",
            "Examples:",
            "  podpath lint my.podpath.yaml",
            "  podpath lint -o sarif scenarios/*/*.podpath.yaml > podpath.sarif",
            "  podpath lint --today 2028-03-01 my.podpath.yaml        # what will have ended by then?",
            "",
            "Exit codes: 0 nothing found but notes, 1 a warning or an error found, 2 wrong usage or input,%n"
                    + "4 internal error. The rules: docs/lint.md."
        })
final class LintCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, json or sarif. Default: ${DEFAULT-VALUE}")
    private LintFormat output = LintFormat.TEXT;

    @Option(names = "--variant", paramLabel = "NAME", description = "only this variant of each scenario")
    private @Nullable String variant;

    @Option(
            names = "--today",
            paramLabel = "DAY",
            description =
                    "the day that dates of retirement are compared with, such as 2028-03-31. Default: the clock, in UTC")
    private @Nullable String today;

    @Option(names = "--strict", description = "treat unknown fields as errors")
    private boolean strict;

    @Option(names = "--no-color", description = "no colours; so does the variable NO_COLOR")
    private boolean noColour;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scenario files; - reads standard input")
    private List<String> files = List.of();

    LintCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Day day = day();
        List<LintReport> reports = new ArrayList<>();
        for (String file : files) {
            lint(workbench.source().load(file, strict), day).ifPresent(reports::add);
        }
        if (reports.size() < files.size()) {
            return ExitCode.WRONG_INPUT;
        }
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT -> out.print(LintText.print(reports, palette()));
            case JSON -> LintJson.write(reports, day, out);
            case SARIF -> LintSarif.write(reports, new ArtifactUris(Path.of("")), out);
        }
        return reports.stream().anyMatch(LintReport::asksForChange) ? ExitCode.UNEXPECTED : ExitCode.AS_EXPECTED;
    }

    /** Warnings of the reader become findings; errors and what is merely worth knowing go to standard error. */
    private Optional<LintReport> lint(ScenarioSource.Loaded loaded, Day day) {
        PrintWriter errors = spec.commandLine().getErr();
        boolean isUsable = loaded.scenario().isPresent();
        errors.print(loaded.describe(loaded.problems().stream()
                .filter(problem -> !isUsable || problem.severity() != Problem.Severity.WARNING)
                .toList()));
        errors.flush();
        if (!isUsable) {
            return Optional.empty();
        }
        Scenario scenario = loaded.scenario().get();
        List<Variant> picked = Variants.pick(scenario, variant, spec);
        Scenario chosen = new Scenario(scenario.name(), scenario.title(), scenario.tags(), picked);
        try {
            return Optional.of(ScenarioLint.lint(chosen, loaded.declarations(), loaded.problems(), day));
        } catch (ModelProblemException impossible) {
            errors.println(scenario.name() + ": error: " + impossible.getMessage());
            return Optional.empty();
        }
    }

    private Day day() {
        if (today == null) {
            LocalDate now = LocalDate.now(Clock.systemUTC());
            return new Day(now.getYear(), now.getMonthValue(), now.getDayOfMonth());
        }
        String text = today;
        return Day.tryParse(text)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--today must be a day such as 2028-03-31, not '" + text + "'"));
    }

    private Palette palette() {
        return noColour || !Ansi.AUTO.enabled() ? Palette.PLAIN : Palette.COLOUR;
    }
}
