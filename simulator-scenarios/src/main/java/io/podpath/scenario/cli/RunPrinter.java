package io.podpath.scenario.cli;

import io.podpath.scenario.report.JsonReport;
import io.podpath.scenario.report.Palette;
import io.podpath.scenario.report.RunText;
import io.podpath.scenario.report.Verbosity;
import io.podpath.scenario.run.RunResult;
import java.io.PrintWriter;
import java.util.List;

/** Prints runs in the format that was asked for. */
final class RunPrinter {

    private RunPrinter() {}

    static void print(List<RunResult> runs, CommonOptions options, PrintWriter out) {
        if (options.output == OutputFormat.JSON) {
            JsonReport.write(runs, out);
            return;
        }
        Verbosity verbosity = options.output == OutputFormat.WIDE ? Verbosity.WIDE : Verbosity.TEXT;
        Palette palette = options.palette();
        String separator = "";
        for (RunResult run : runs) {
            out.print(separator + RunText.print(run, verbosity, palette));
            separator = "\n";
        }
    }
}
