package io.podpath.scenario.conformance;

import io.podpath.element.Choices;
import io.podpath.element.Fraction;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks through every combination of random choices, one after the other: like counting, the last choice that happened
 * is tried the other way next.
 */
final class BranchChoices implements Choices {

    private final List<Boolean> path = new ArrayList<>();
    private int at;

    /** Starts the next combination; false when all have been tried. */
    boolean advance() {
        while (!path.isEmpty() && !path.get(path.size() - 1)) {
            path.remove(path.size() - 1);
        }
        if (path.isEmpty()) {
            return false;
        }
        path.set(path.size() - 1, false);
        at = 0;
        return true;
    }

    @Override
    public boolean happens(Fraction probability, String question) {
        if (probability.equals(Fraction.ONE) || probability.equals(Fraction.ZERO)) {
            return probability.equals(Fraction.ONE);
        }
        if (at == path.size()) {
            path.add(true);
        }
        return path.get(at++);
    }

    @Override
    public int pick(int count, String question) {
        throw new IllegalStateException("rules make no choice among " + count + ": " + question);
    }

    @Override
    public int draw(int bound) {
        throw new IllegalStateException("rules draw no numbers");
    }
}
