package io.podpath.scenario.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What came of one file: items that agree, items that differ and how, items left out and why. */
public final class FileResult {

    private final String file;
    private final List<Difference> differences = new ArrayList<>();
    private final Map<String, Integer> skipped = new TreeMap<>();
    private int passed;

    /**
     * An item where podpath does something else.
     *
     * @param item which item
     * @param expected what the file says
     * @param actual what podpath does
     */
    public record Difference(String item, String expected, String actual) {}

    FileResult(String file) {
        this.file = file;
    }

    /** The name of the file. */
    public String file() {
        return file;
    }

    /** How many items agree. */
    public int passed() {
        return passed;
    }

    /** Every item that differs. */
    public List<Difference> differences() {
        return Collections.unmodifiableList(differences);
    }

    /** How many items were left out, by reason. */
    public Map<String, Integer> skipped() {
        return Collections.unmodifiableMap(skipped);
    }

    /** How many items were left out. */
    public int skippedCount() {
        return skipped.values().stream().mapToInt(Integer::intValue).sum();
    }

    void check(String item, Object expected, Object actual) {
        if (Objects.equals(expected, actual)) {
            passed++;
        } else {
            fail(item, expected.toString(), actual.toString());
        }
    }

    void fail(String item, String expected, String actual) {
        differences.add(new Difference(item, expected, actual));
    }

    void skip(int items, String reason) {
        if (items > 0) {
            skipped.merge(reason, items, Integer::sum);
        }
    }
}
