package io.podpath.azure;

import java.util.List;

/** Lays rows out in columns under a ruled header, as {@code az --output table} does. */
public final class TextTable {

    private static final String GAP = "  ";

    private TextTable() {}

    /** The text; the first row is the header. */
    public static String render(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int rowNumber = 0; rowNumber < rows.size(); rowNumber++) {
            append(text, rows.get(rowNumber), widths);
            if (rowNumber == 0) {
                StringBuilder rule = new StringBuilder();
                for (int width : widths) {
                    rule.append("-".repeat(width)).append(GAP);
                }
                text.append(rule.toString().stripTrailing()).append('\n');
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(GAP);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
