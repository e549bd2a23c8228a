package io.podpath.scenario.run;

import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The {@code path} of an expectation: step labels in order, {@code *} for anything between.
 *
 * <p>The pattern may begin and end anywhere in the walk. Between two neighbours of the pattern lies nothing but
 * connection tracking, hooks and source checks, which every node adds and nobody wants to list; naming one of these in
 * the pattern makes it count.
 *
 * @param labels the labels, with {@code *}
 */
record PathPattern(List<String> labels) {

    private static final String ANYTHING = "*";
    private static final Set<StepKind> HOUSEKEEPING =
            Set.of(StepKind.CONNTRACK, StepKind.HOOK, StepKind.SOURCE_CHECK, StepKind.BRIDGE, StepKind.FRAGMENTS);

    PathPattern {
        labels = List.copyOf(labels);
    }

    /** The labels of the walk that count for this pattern. */
    List<String> relevantLabels(Trace trace) {
        return trace.steps()
                .map(Step::kind)
                .filter(kind -> !HOUSEKEEPING.contains(kind) || labels.contains(kind.label()))
                .map(StepKind::label)
                .collect(Collectors.toList());
    }

    /** Whether the walk contains the pattern. */
    boolean matches(Trace trace) {
        List<String> walk = relevantLabels(trace);
        for (int start = 0; start <= walk.size(); start++) {
            if (matchesFrom(walk, start, 0)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesFrom(List<String> walk, int walkIndex, int labelIndex) {
        if (labelIndex == labels.size()) {
            return true;
        }
        String label = labels.get(labelIndex);
        if (label.equals(ANYTHING)) {
            for (int next = walkIndex; next <= walk.size(); next++) {
                if (matchesFrom(walk, next, labelIndex + 1)) {
                    return true;
                }
            }
            return false;
        }
        return walkIndex < walk.size()
                && walk.get(walkIndex).equals(label)
                && matchesFrom(walk, walkIndex + 1, labelIndex + 1);
    }
}
