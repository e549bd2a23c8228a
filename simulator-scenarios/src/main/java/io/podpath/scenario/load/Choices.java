package io.podpath.scenario.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The words a field may hold, in an order that messages can show. */
final class Choices {

    private Choices() {}

    /** Each value under its spelling. */
    static <T> Map<String, T> of(T[] values, Function<T, String> spelling) {
        Map<String, T> choices = new LinkedHashMap<>();
        for (T value : values) {
            choices.put(spelling.apply(value), value);
        }
        return Collections.unmodifiableMap(choices);
    }

    /** Words that stand for themselves. */
    static Map<String, String> words(String... words) {
        return of(words, word -> word);
    }

    /** Both choices, the first ones first. */
    static <T> Map<String, T> union(Map<String, T> first, Map<String, T> second) {
        Map<String, T> choices = new LinkedHashMap<>(first);
        second.forEach(choices::putIfAbsent);
        return Collections.unmodifiableMap(choices);
    }
}
