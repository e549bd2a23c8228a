package io.podpath.scenario.redact;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that go through, and as what; whatever is not listed is left out. A field is named by itself, or after the
 * field it is in where its meaning depends on that ({@code sku.name}).
 */
final class RedactionFields {

    private final Map<String, Treatment> treatments = new HashMap<>();

    private RedactionFields(String resource) {
        for (String line : lines(resource)) {
            int colon = line.indexOf(':');
            Treatment treatment = Treatment.valueOf(line.substring(0, colon).strip());
            for (String field : line.substring(colon + 1).strip().split("\\s+", -1)) {
                treatments.put(field.toLowerCase(Locale.ROOT), treatment);
            }
        }
    }

    /** Those of Azure resources. */
    static RedactionFields azure() {
        return new RedactionFields("azure-fields.txt");
    }

    /** Those of Kubernetes objects. */
    static RedactionFields kubernetes() {
        return new RedactionFields("kubernetes-fields.txt");
    }

    /** What becomes of a field inside another one; nothing if it is left out. */
    Optional<Treatment> find(String parent, String field) {
        String lower = field.toLowerCase(Locale.ROOT);
        Treatment inside = treatments.get(parent.toLowerCase(Locale.ROOT) + "." + lower);
        return Optional.ofNullable(inside == null ? treatments.get(lower) : inside);
    }

    /** The words of a list, in lower case. */
    static Set<String> words(String resource) {
        Set<String> words = new LinkedHashSet<>();
        lines(resource)
                .forEach(line ->
                        words.addAll(List.of(line.toLowerCase(Locale.ROOT).split("\\s+", -1))));
        return words;
    }

    private static List<String> lines(String resource) {
        InputStream stream = RedactionFields.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("podpath is packed without " + resource);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
