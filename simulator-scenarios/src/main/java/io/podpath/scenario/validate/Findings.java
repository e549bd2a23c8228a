package io.podpath.scenario.validate;

import io.podpath.cluster.Subject;
import io.podpath.scenario.validate.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** Collects findings in the order of the checks. */
final class Findings {

    private final List<Finding> found = new ArrayList<>();

    void error(Subject subject, String message) {
        found.add(new Finding(Level.ERROR, subject, message));
    }

    void warning(Subject subject, String message) {
        found.add(new Finding(Level.WARNING, subject, message));
    }

    List<Finding> list() {
        return List.copyOf(found);
    }
}
