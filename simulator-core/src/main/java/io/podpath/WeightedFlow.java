package io.podpath;

import io.podpath.element.Fraction;
import io.podpath.trace.Flow;
import java.util.List;

/**
 * One of the ways a probe can go.
 *
 * @param probability how likely, exactly
 * @param choices the random choices on this way, in words
 * @param flow what happens
 */
public record WeightedFlow(Fraction probability, List<String> choices, Flow flow) {

    public WeightedFlow {
        choices = List.copyOf(choices);
    }
}
