package io.podpath.scenario.report;

import io.podpath.scenario.run.PlanResult;
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
            PlanText plans = new PlanText(page, palette);
            for (PlanResult plan : variant.plans()) {
                page.blank();
                plans.print(plan);
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
        String count = count(run);
        if (run.countUnexpected() == 0) {
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
            for (PlanResult plan : variant.plans()) {
                if (!plan.isAsExpected()) {
                    names.add(variant.name() + "/" + plan.expected().name());
                }
            }
        }
        return count + ", " + run.countUnexpected() + " NOT as expected: " + String.join(", ", names);
    }

    private static String count(RunResult run) {
        long probes = run.probes().count();
        long plans = run.plans().count();
        String both = PlanWords.count(probes, "probe");
        if (plans == 0) {
            return both;
        }
        return (probes == 0 ? "" : both + " and ") + PlanWords.count(plans, "plan");
    }
}
