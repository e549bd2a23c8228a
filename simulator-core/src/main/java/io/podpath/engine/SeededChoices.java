package io.podpath.engine;

import io.podpath.element.Choices;
import io.podpath.element.Fraction;
import java.util.SplittableRandom;

/** Draws every choice from one seed. */
public final class SeededChoices implements Choices {

    private final SplittableRandom random;

    /** The choices of this seed; equal seeds choose alike. */
    public SeededChoices(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public boolean happens(Fraction probability, String question) {
        return random.nextDouble() < probability.doubleValue();
    }

    @Override
    public int pick(int count, String question) {
        return random.nextInt(count);
    }

    @Override
    public int draw(int bound) {
        return random.nextInt(bound);
    }
}
