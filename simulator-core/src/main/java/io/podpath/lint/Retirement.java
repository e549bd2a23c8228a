package io.podpath.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A feature that ends.
 *
 * @param id what podpath calls it
 * @param conditions what somebody who uses it declares, each {@code key=word}
 * @param stage what happens on the day
 * @param day the day
 * @param feature what it is
 * @param instead what to use
 * @param source where that is written
 */
record Retirement(
        String id, List<String> conditions, Stage stage, Day day, String feature, String instead, String source) {

    private static final String TABLE = "retirements.txt";
    private static final int FIELDS = 7;

    /** The table that comes with podpath. */
    static final List<Retirement> ALL = load();

    /** What happens on the day. */
    enum Stage {
        /** Support ends. */
        ENDS,
        /** Somebody says that it will end. */
        DEPRECATED
    }

    Retirement {
        conditions = List.copyOf(conditions);
    }

    private static List<Retirement> load() {
        InputStream stream = Retirement.class.getResourceAsStream(TABLE);
        if (stream == null) {
            throw new IllegalStateException(TABLE + " is missing");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Retirement::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Retirement parse(String line) {
        List<String> fields =
                Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        Optional<Day> day = fields.size() == FIELDS ? Day.tryParse(fields.get(3)) : Optional.empty();
        if (day.isEmpty()) {
            throw new IllegalStateException("not a line of " + TABLE + ": " + line);
        }
        return new Retirement(
                fields.get(0),
                List.of(fields.get(1).split(",", -1)),
                fields.get(2).equals("ends") ? Stage.ENDS : Stage.DEPRECATED,
                day.get(),
                fields.get(4),
                fields.get(5),
                fields.get(6));
    }

    /** Who declares the feature: those that meet the first condition, if every other one is met by somebody. */
    List<Declared> declarers(List<Declared> all) {
        boolean isMet = conditions.stream().allMatch(condition -> all.stream().anyMatch(one -> meets(one, condition)));
        return isMet ? all.stream().filter(one -> meets(one, conditions.get(0))).toList() : List.of();
    }

    private static boolean meets(Declared declared, String condition) {
        int equals = condition.indexOf('=');
        return declared.says(condition.substring(0, equals), condition.substring(equals + 1));
    }
}
