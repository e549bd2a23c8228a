package io.podpath.scenario.load;

import io.podpath.scenario.load.Problem.Severity;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;

/** Loads text as if it came by standard input. */
final class Inputs {

    /** The lines every scenario begins with. */
    static final String HEAD = "apiVersion: podpath/v1\nkind: Scenario\n";

    private Inputs() {}

    static LoadResult load(String text) {
        return ScenarioLoader.load(Path.of("-"), new LoadOptions(false, new StringReader(text)));
    }

    static LoadResult loadStrict(String text) {
        return ScenarioLoader.load(Path.of("-"), new LoadOptions(true, new StringReader(text)));
    }

    /** The only variant of a text without mistakes. */
    static Variant only(String text) {
        LoadResult result = load(text);
        return result.scenario()
                .orElseThrow(() -> new AssertionError(ProblemPrinter.print(result.problems(), result.sourceLines())))
                .variants()
                .get(0);
    }

    /** What is printed about a text. */
    static String printed(String text) {
        LoadResult result = load(text);
        return ProblemPrinter.print(result.problems(), result.sourceLines());
    }

    /** Line, column and message of each error. */
    static List<String> errors(String text) {
        return of(text, Severity.ERROR);
    }

    /** Line, column and message of each warning. */
    static List<String> warnings(String text) {
        return of(text, Severity.WARNING);
    }

    /** Line, column and message of each note. */
    static List<String> notes(String text) {
        return of(text, Severity.INFO);
    }

    private static List<String> of(String text, Severity severity) {
        return load(text).problems().stream()
                .filter(problem -> problem.severity() == severity)
                .map(problem ->
                        problem.location().line() + ":" + problem.location().column() + ": " + problem.message())
                .toList();
    }
}
