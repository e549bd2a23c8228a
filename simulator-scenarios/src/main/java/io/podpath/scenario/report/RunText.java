package io.podpath.scenario.report;

import io.podpath.scenario.run.ProbeResult;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.VariantResult;
import java.util.ArrayList;
import java.util.List;

/** A whole run as text. */
public final class RunText {

    private RunText() {}

    /** The text, with a line break at its end. */
    public static String print(RunResult run, Verbosity verbosity, Palette palette) {
        Page page = new Page();
        page.wrapped(run.scenario() + (run.title().isEmpty() ? "" : ": " + run.title()), "  ", palette::strong);
        for (VariantResult variant : run.variants()) {
            page.blank();
            String left = "== " + variant.name() + " ";
            String right = " seed " + variant.seed();
            int bar = Math.max(3, Page.WIDTH - left.length() - right.length());
            page.line(palette.strong(left + "=".repeat(bar) + right));
            ProbeText probes = new ProbeText(page, palette, verbosity);
            for (ProbeResult probe : variant.probes()) {
                page.blank();
                probes.print(probe);
                AlternativesText.print(page, palette, probe);
            }
        }
        page.blank();
        if (verbosity == Verbosity.TEXT && run.probes().findAny().isPresent()) {
            page.line(palette.faint(
                    "Quiet steps (connection tracking, hooks that only pass) are folded; -o wide shows all."));
        }
        page.wrapped(summary(run), "  ", line -> run.countUnexpected() == 0 ? palette.good(line) : palette.bad(line));
        return page.toString();
    }

    private static String summary(RunResult run) {
        long probes = run.probes().count();
        long unexpected = run.countUnexpected();
        String count = probes + (probes == 1 ? " probe" : " probes");
        if (unexpected == 0) {
            return count + (run.variants().size() > 1 ? " in " + run.variants().size() + " variants" : "")
                    + ", nothing unexpected";
        }
        List<String> names = new ArrayList<>();
        for (VariantResult variant : run.variants()) {
            for (ProbeResult probe : variant.probes()) {
                if (!probe.isAsExpected()) {
                    names.add(variant.name() + "/" + probe.expected().probe().name());
                }
            }
        }
        return count + ", " + unexpected + " NOT as expected: " + String.join(", ", names);
    }
}
