package io.podpath.scenario.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name a person probably meant. */
public final class Suggestion {

    private Suggestion() {}

    /**
     * The candidate nearest to what was written, if one is near enough to be a slip of the finger.
     *
     * <p>Near enough is one edit in three letters; case does not count. Equal distances go to the first by alphabet.
     */
    public static Optional<String> nearest(String written, Collection<String> candidates) {
        String wanted = written.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, Math.min(4, (written.length() + 1) / 3));
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - written.length()) <= limit)
                .map(candidate -> new Scored(candidate, distance(wanted, candidate.toLowerCase(Locale.ROOT))))
                .filter(scored -> scored.distance <= limit)
                .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
                .map(Scored::candidate);
    }

    /** The end of a message: {@code ; did you mean 'x'?}, or nothing. */
    public static String didYouMean(String written, Collection<String> candidates) {
        return nearest(written, candidates)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }

    private record Scored(String candidate, int distance) {}

    /**
     * Edits between two words: insert, delete, replace, swap neighbours.
     *
     * <p><i>Source:</i> Damerau 1964, in the optimal string alignment form.
     */
    static int distance(String left, String right) {
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replace = last[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(last[j], current[j - 1]));
                if (i > 1 && j > 1 && isSwap(left, i, right, j)) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = current;
            current = spare;
        }
        return last[right.length()];
    }

    private static boolean isSwap(String left, int i, String right, int j) {
        return left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
    }
}
