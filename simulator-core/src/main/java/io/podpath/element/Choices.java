package io.podpath.element;

/**
 * The source of every random choice in the network.
 *
 * <p>One implementation draws from the seed; another replays a given prefix, which is how all outcomes of a flow are
 * enumerated with their exact probabilities.
 */
public interface Choices {

    /**
     * Whether an event of this probability happens.
     *
     * @param probability how likely it is
     * @param question what is decided, for the person who reads the enumeration
     */
    boolean happens(Fraction probability, String question);

    /**
     * One of {@code count} equally likely possibilities.
     *
     * @param count how many there are, at least 1
     * @param question what is decided
     * @return 0 to {@code count - 1}
     */
    int pick(int count, String question);

    /**
     * A number whose value never changes where a packet goes, such as a source port; it is drawn from the seed and not
     * enumerated.
     *
     * @param bound how many values there are, at least 1
     * @return 0 to {@code bound - 1}
     */
    int draw(int bound);
}
