package io.podpath.netfilter.text;

import java.util.List;

/**
 * What a reader made of a text, and everything that was wrong with it.
 *
 * @param value what could be read; only to be used if no problem is an error
 * @param problems in the order of the lines
 * @param <T> what was read
 */
public record Parsed<T>(T value, List<TextProblem> problems) {

    public Parsed {
        problems = List.copyOf(problems);
    }

    /** Whether the value cannot be used. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(TextProblem::isError);
    }
}
