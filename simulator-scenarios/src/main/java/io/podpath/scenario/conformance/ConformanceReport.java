package io.podpath.scenario.conformance;

import java.util.List;

/**
 * The results of all files.
 *
 * @param files one result per file, in the order of their names
 */
public record ConformanceReport(List<FileResult> files) {

    private static final int DIFFERENCES_SHOWN = 10;

    public ConformanceReport {
        files = List.copyOf(files);
    }

    /** How many items agree. */
    public int passed() {
        return files.stream().mapToInt(FileResult::passed).sum();
    }

    /** How many items differ. */
    public int failed() {
        return files.stream().mapToInt(file -> file.differences().size()).sum();
    }

    /** How many items were left out because podpath does not model them. */
    public int skipped() {
        return files.stream().mapToInt(FileResult::skippedCount).sum();
    }

    /**
     * The report as text: a line per file, the first differences, why items were left out, how many were skipped in all,
     * and as the last line {@code N passed, M failed}.
     */
    public String render() {
        StringBuilder text = new StringBuilder();
        for (FileResult file : files) {
            text.append(counts(file.passed(), file.differences().size(), file.skippedCount()))
                    .append("  ")
                    .append(file.file())
                    .append('\n');
            file.skipped()
                    .forEach((reason, count) -> text.append("    skipped ")
                            .append(count)
                            .append(": ")
                            .append(reason)
                            .append('\n'));
            renderDifferences(file, text);
        }
        if (skipped() > 0) {
            text.append(skipped()).append(" skipped, because podpath does not model them yet\n");
        }
        return text.append(counts(passed(), failed(), 0)).append('\n').toString();
    }

    private static void renderDifferences(FileResult file, StringBuilder text) {
        List<FileResult.Difference> differences = file.differences();
        for (FileResult.Difference difference :
                differences.subList(0, Math.min(DIFFERENCES_SHOWN, differences.size()))) {
            text.append("    ").append(difference.item()).append('\n');
            text.append("      expected ").append(difference.expected()).append('\n');
            text.append("      but was  ").append(difference.actual()).append('\n');
        }
        if (differences.size() > DIFFERENCES_SHOWN) {
            text.append("    ... and ")
                    .append(differences.size() - DIFFERENCES_SHOWN)
                    .append(" more\n");
        }
    }

    private static String counts(int passed, int failed, int skipped) {
        return passed + " passed, " + failed + " failed" + (skipped > 0 ? ", " + skipped + " skipped" : "");
    }
}
