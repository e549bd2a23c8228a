package io.podpath.scenario.load;

import io.podpath.scenario.load.Problem.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints problems as compilers do: {@code file:line:column: error: what}, the line, and a caret under the column.
 *
 * <p>Long lines are clipped around the caret. The last line counts what was found.
 */
public final class ProblemPrinter {

    private static final int WIDTH = 100;
    private static final int BEFORE_CARET = 60;
    private static final String ELLIPSIS = "...";

    private ProblemPrinter() {}

    /** All problems in the order given, each ending in a line feed, and the counts. Empty if there are none. */
    public static String print(List<Problem> problems, SourceLines lines) {
        Map<Location, SourceLines.Excerpt> excerpts =
                lines.find(problems.stream().map(Problem::location).collect(Collectors.toSet()));
        StringBuilder out = new StringBuilder();
        for (Problem problem : problems) {
            out.append(problem.location())
                    .append(": ")
                    .append(problem.severity().name().toLowerCase(Locale.ROOT))
                    .append(": ")
                    .append(problem.message())
                    .append('\n');
            SourceLines.Excerpt excerpt = excerpts.get(problem.location());
            if (excerpt != null) {
                appendLine(out, excerpt);
            }
        }
        return out.append(counts(problems)).toString();
    }

    private static void appendLine(StringBuilder out, SourceLines.Excerpt excerpt) {
        int caret = Math.min(excerpt.caret(), excerpt.text().length());
        int from = caret > BEFORE_CARET ? caret - BEFORE_CARET : 0;
        int to = Math.min(excerpt.text().length(), from + WIDTH);
        String start = from > 0 || excerpt.clippedStart() ? ELLIPSIS : "";
        String end = to < excerpt.text().length() || excerpt.clippedEnd() ? ELLIPSIS : "";
        String before = start + excerpt.text().substring(from, caret);
        out.append("  ")
                .append(printable(before + excerpt.text().substring(caret, to) + end))
                .append('\n');
        out.append("  ").append(blank(before)).append("^\n");
    }

    /** A control character would move the cursor or the colours of a terminal. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.chars().forEach(c -> safe.append(c != '\t' && Character.isISOControl(c) ? '?' : (char) c));
        return safe.toString();
    }

    /** Tabs stay tabs, so that the caret stands under its column whatever their width. */
    private static String blank(String text) {
        StringBuilder blank = new StringBuilder(text.length());
        text.chars().forEach(c -> blank.append(c == '\t' ? '\t' : ' '));
        return blank.toString();
    }

    private static String counts(List<Problem> problems) {
        long errors = count(problems, Severity.ERROR);
        long warnings = count(problems, Severity.WARNING);
        return errors + warnings == 0 ? "" : plural(errors, "error") + ", " + plural(warnings, "warning") + "\n";
    }

    private static long count(List<Problem> problems, Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    private static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
