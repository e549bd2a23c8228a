package io.podpath.scenario.report;

import io.podpath.lint.Finding;
import io.podpath.lint.Severity;
import io.podpath.scenario.lint.LintReport;
import io.podpath.scenario.lint.PlacedFinding;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Findings as compilers print them: {@code file:line:column: severity CODE name}, then what, why, what to do
 * and where from. */
public final class LintText {

    private static final String INDENT = "    ";

    private final Palette palette;
    private final Page page = new Page();

    private LintText(Palette palette) {
        this.palette = palette;
    }

    /** All findings, and how many there are. */
    public static String print(List<LintReport> reports, Palette palette) {
        LintText text = new LintText(palette);
        reports.forEach(report -> report.findings().forEach(text::print));
        text.page.line(Arrays.stream(Severity.values())
                .map(severity -> counted(reports, severity))
                .collect(Collectors.joining(", ")));
        return text.page.toString();
    }

    private static String counted(List<LintReport> reports, Severity severity) {
        long count =
                reports.stream().mapToLong(report -> report.count(severity)).sum();
        return count + " " + severity.text() + (count == 1 ? "" : "s");
    }

    private void print(PlacedFinding placed) {
        Finding finding = placed.finding();
        String head = finding.severity().text() + " " + finding.code() + " "
                + finding.rule().name();
        // Editors jump to a place that stands at the beginning of a line, however long it is.
        page.line(placed.location() + ": " + style(finding.severity()).apply(head));
        page.labelled(INDENT, finding.what(), UnaryOperator.identity());
        page.labelled(INDENT + "why     ", finding.advice().why(), UnaryOperator.identity());
        page.labelled(INDENT + "fix     ", finding.advice().fix(), UnaryOperator.identity());
        page.labelled(INDENT + "source  ", finding.advice().source(), palette::faint);
        if (!placed.variants().isEmpty()) {
            page.labelled(INDENT + "only in ", String.join(", ", placed.variants()), UnaryOperator.identity());
        }
        page.blank();
    }

    private UnaryOperator<String> style(Severity severity) {
        return switch (severity) {
            case ERROR -> palette::bad;
            case WARNING -> palette::unsure;
            case NOTE -> palette::strong;
        };
    }
}
