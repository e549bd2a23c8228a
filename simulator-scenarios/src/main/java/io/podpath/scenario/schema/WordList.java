package io.podpath.scenario.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the small text tables beside this class. */
final class WordList {

    private WordList() {}

    /** All words of a table in order; {@code #} begins a comment. */
    static Set<String> read(String resource) {
        Set<String> words = new LinkedHashSet<>();
        for (String line : lines(resource)) {
            words.addAll(List.of(line.split("\\s+", -1)));
        }
        words.remove("");
        return words;
    }

    /** The lines of a table without comments and empty lines. */
    static List<String> lines(String resource) {
        List<String> lines = new ArrayList<>();
        for (String line : text(resource).split("\n", -1)) {
            int comment = line.startsWith("#") ? 0 : line.indexOf(" #");
            String content = comment < 0 ? line : line.substring(0, comment);
            if (!content.isBlank()) {
                lines.add(content.strip());
            }
        }
        return lines;
    }

    private static String text(String resource) {
        try (InputStream stream = WordList.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the table " + resource + " is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
