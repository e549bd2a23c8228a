package io.podpath.scenario.conformance;

import io.podpath.element.Choices;
import io.podpath.element.Fraction;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks through every combination of random choices, one after the other: like counting, the last choice that has a
 * possibility left takes the next one.
 */
final class BranchChoices implements Choices {

    private static final int YES = 0;

    private final List<Branch> path = new ArrayList<>();
    private int at;

    private record Branch(int option, int count) {

        boolean isLast() {
            return option == count - 1;
        }

        Branch next() {
            return new Branch(option + 1, count);
        }
    }

    /** Starts the next combination; false when all have been tried. */
    boolean advance() {
        while (!path.isEmpty() && path.get(path.size() - 1).isLast()) {
            path.remove(path.size() - 1);
        }
        if (path.isEmpty()) {
            return false;
        }
        path.set(path.size() - 1, path.get(path.size() - 1).next());
        at = 0;
        return true;
    }

    @Override
    public boolean happens(Fraction probability, String question) {
        if (probability.equals(Fraction.ONE) || probability.equals(Fraction.ZERO)) {
            return probability.equals(Fraction.ONE);
        }
        return pick(2, question) == YES;
    }

    @Override
    public int pick(int count, String question) {
        if (at == path.size()) {
            path.add(new Branch(0, count));
        }
        return path.get(at++).option;
    }

    @Override
    public int draw(int bound) {
        throw new IllegalStateException("rules draw no numbers");
    }
}
