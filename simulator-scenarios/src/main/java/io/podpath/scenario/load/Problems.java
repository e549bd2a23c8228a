package io.podpath.scenario.load;

import io.podpath.scenario.load.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with the input, so that a person sees everything at once and nothing twice. */
final class Problems {

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::severity)
            .thenComparing(problem -> problem.location().file())
            .thenComparingInt(problem -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column());

    private final Set<Problem> found = new LinkedHashSet<>();
    private final boolean shapeOnly;

    Problems() {
        this(false);
    }

    /** @param shapeOnly whether to pass over what only shows by comparing one field with another */
    Problems(boolean shapeOnly) {
        this.shapeOnly = shapeOnly;
    }

    /** Empty, for a trial whose outcome may be dropped. */
    Problems scratch() {
        return new Problems(shapeOnly);
    }

    /** An error that lies between two fields, each of which is well formed; no schema can see it. */
    void mismatch(Location location, String message) {
        if (!shapeOnly) {
            error(location, message);
        }
    }

    void error(Location location, String message) {
        found.add(new Problem(Severity.ERROR, location, message));
    }

    void warning(Location location, String message) {
        found.add(new Problem(Severity.WARNING, location, message));
    }

    void info(Location location, String message) {
        found.add(new Problem(Severity.INFO, location, message));
    }

    void add(Problem problem) {
        found.add(problem);
    }

    boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** Errors first, then by file, line and column; equal places in the order they were found. */
    List<Problem> list() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(ORDER);
        return List.copyOf(sorted);
    }
}
