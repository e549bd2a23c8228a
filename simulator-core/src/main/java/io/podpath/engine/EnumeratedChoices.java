package io.podpath.engine;

import io.podpath.element.Choices;
import io.podpath.element.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replays a given beginning of choices and takes the first possibility from there on, noting every choice it met.
 *
 * <p>Running the same simulation again with {@link #next} as the beginning visits every combination of choices once,
 * each with the exact product of its probabilities. Only choices made while {@link #isOpen} count: a retransmitted
 * packet draws from the seed, since what it could choose differently multiplies the ways without end.
 */
public final class EnumeratedChoices implements Choices {

    private final List<Taken> beginning;
    private final List<Taken> taken = new ArrayList<>();
    private final SeededChoices seeded;
    private boolean open = true;

    /**
     * A choice that was taken.
     *
     * @param question what was decided
     * @param option which possibility, from 0
     * @param probabilities of all possibilities
     * @param yesOrNo whether the first possibility means yes and the second no
     */
    public record Taken(String question, int option, List<Fraction> probabilities, boolean yesOrNo) {

        public Taken {
            probabilities = List.copyOf(probabilities);
        }

        /** The choice in words: what was decided, which possibility, and how likely that was. */
        public String describe() {
            String answer = yesOrNo ? option == 0 ? "yes" : "no" : (option + 1) + " of " + probabilities.size();
            return question + "? " + answer + " (" + probabilities.get(option) + ")";
        }

        Taken following() {
            return new Taken(question, option + 1, probabilities, yesOrNo);
        }

        boolean isLast() {
            return option == probabilities.size() - 1;
        }
    }

    /** Replays these choices first. */
    public EnumeratedChoices(List<Taken> beginning, long seed) {
        this.beginning = List.copyOf(beginning);
        this.seeded = new SeededChoices(seed);
    }

    /** Whether choices are enumerated now, not drawn. */
    public boolean isOpen() {
        return open;
    }

    /** From now on choices are enumerated. */
    public void open() {
        open = true;
    }

    /** From now on choices are drawn from the seed. */
    public void close() {
        open = false;
    }

    @Override
    public boolean happens(Fraction probability, String question) {
        if (!open) {
            return seeded.happens(probability, question);
        }
        if (probability.compareTo(Fraction.ONE) >= 0) {
            return true;
        }
        return choose(question, List.of(probability, probability.complement()), true) == 0;
    }

    @Override
    public int pick(int count, String question) {
        if (!open) {
            return seeded.pick(count, question);
        }
        List<Fraction> even = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            even.add(Fraction.of(1, count));
        }
        return count == 1 ? 0 : choose(question, even, false);
    }

    @Override
    public int draw(int bound) {
        return seeded.draw(bound);
    }

    private int choose(String question, List<Fraction> probabilities, boolean yesOrNo) {
        int at = taken.size();
        int option = at < beginning.size() ? beginning.get(at).option() : 0;
        taken.add(new Taken(question, option, probabilities, yesOrNo));
        return option;
    }

    /** The choices met, in order. */
    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** The probability of all choices met together. */
    public Fraction probability() {
        Fraction product = Fraction.ONE;
        for (Taken choice : taken) {
            product = product.times(choice.probabilities().get(choice.option()));
        }
        return product;
    }

    /** The beginning of the next way to visit, or nothing after the last. */
    public Optional<List<Taken>> next() {
        for (int i = taken.size() - 1; i >= 0; i--) {
            if (!taken.get(i).isLast()) {
                List<Taken> beginningOfNext = new ArrayList<>(taken.subList(0, i));
                beginningOfNext.add(taken.get(i).following());
                return Optional.of(beginningOfNext);
            }
        }
        return Optional.empty();
    }
}
