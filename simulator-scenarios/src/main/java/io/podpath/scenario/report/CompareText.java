package io.podpath.scenario.report;

import io.podpath.scenario.run.ProbeResult;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.VariantResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variants of a scenario side by side, one table a probe.
 *
 * <p>A star marks the rows that differ. More variants than fit stand in further tables below.
 */
public final class CompareText {

    private static final int LABEL_WIDTH = 14;
    private static final int MOST_COLUMNS = 4;
    private static final String GAP = "  ";

    private final Page page = new Page();
    private final Palette palette;

    private CompareText(Palette palette) {
        this.palette = palette;
    }

    /** The text, with a line break at its end. */
    public static String print(RunResult run, Palette palette) {
        CompareText text = new CompareText(palette);
        text.page.wrapped(run.scenario() + (run.title().isEmpty() ? "" : ": " + run.title()), "  ", palette::strong);
        for (String probe : probeNames(run)) {
            text.printProbe(run, probe);
        }
        Map<String, Map<String, List<String>>> addresses = new LinkedHashMap<>();
        run.variants().forEach(variant -> addresses.put(variant.name(), FlowSummary.of(variant.addressUse())));
        text.printTables("Addresses the cluster takes", addresses);
        return text.page.toString();
    }

    private static Set<String> probeNames(RunResult run) {
        Set<String> names = new LinkedHashSet<>();
        run.probes().forEach(probe -> names.add(probe.expected().probe().name()));
        return names;
    }

    private void printProbe(RunResult run, String name) {
        Map<String, Map<String, List<String>>> columns = new LinkedHashMap<>();
        String title = name;
        for (VariantResult variant : run.variants()) {
            Optional<ProbeResult> result = variant.probes().stream()
                    .filter(probe -> probe.expected().probe().name().equals(name))
                    .findFirst();
            if (result.isPresent()) {
                var probe = result.get().expected().probe();
                title = name + ":  " + probe.from() + " -> " + probe.describeTarget();
                columns.put(variant.name(), FlowSummary.of(result.get()));
            }
        }
        printTables(title, columns);
    }

    private void printTables(String title, Map<String, Map<String, List<String>>> columns) {
        if (columns.isEmpty()) {
            return;
        }
        page.blank();
        page.wrapped(title, "    ", palette::strong);
        Set<String> differing = differingAspects(columns);
        List<String> variants = List.copyOf(columns.keySet());
        int tables = (variants.size() + MOST_COLUMNS - 1) / MOST_COLUMNS;
        int perTable = (variants.size() + tables - 1) / tables;
        for (int start = 0; start < variants.size(); start += perTable) {
            printTable(columns, variants.subList(start, Math.min(start + perTable, variants.size())), differing);
        }
    }

    private static Set<String> differingAspects(Map<String, Map<String, List<String>>> columns) {
        Set<String> differing = new LinkedHashSet<>();
        Map<String, List<String>> first = columns.values().iterator().next();
        for (Map<String, List<String>> column : columns.values()) {
            column.forEach((aspect, lines) -> {
                if (!lines.equals(first.get(aspect))) {
                    differing.add(aspect);
                }
            });
        }
        return differing;
    }

    private void printTable(
            Map<String, Map<String, List<String>>> columns, List<String> variants, Set<String> differing) {
        int width = (Page.WIDTH - LABEL_WIDTH - GAP.length() * variants.size()) / variants.size();
        page.line("-".repeat(Page.WIDTH));
        printRow("", variants.stream().map(List::of).toList(), width);
        page.line("-".repeat(Page.WIDTH));
        Map<String, List<String>> first = columns.get(variants.get(0));
        for (String aspect : first == null ? Set.<String>of() : first.keySet()) {
            List<List<String>> cells = new ArrayList<>();
            for (String variant : variants) {
                cells.add(columns.getOrDefault(variant, Map.of()).getOrDefault(aspect, List.of()));
            }
            printRow((differing.contains(aspect) ? "* " : "  ") + aspect, cells, width);
        }
    }

    private void printRow(String label, List<List<String>> cells, int width) {
        List<List<String>> wrapped = new ArrayList<>();
        int height = 1;
        for (List<String> cell : cells) {
            List<String> lines = new ArrayList<>();
            cell.forEach(line -> lines.addAll(Page.wrap(line, " ", width)));
            wrapped.add(lines);
            height = Math.max(height, lines.size());
        }
        for (int row = 0; row < height; row++) {
            StringBuilder line = new StringBuilder(Page.pad(row == 0 ? label : "", LABEL_WIDTH));
            for (List<String> lines : wrapped) {
                line.append(GAP).append(Page.pad(row < lines.size() ? lines.get(row) : "", width));
            }
            page.line(line.toString());
        }
    }
}
