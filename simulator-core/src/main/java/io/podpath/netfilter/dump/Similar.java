package io.podpath.netfilter.dump;

import java.util.Collection;
import java.util.Locale;

/** Names that are meant when another one is written. */
final class Similar {

    private static final int MAX_DISTANCE = 2;

    /** Of three letters one may be wrong: less has too many neighbours. */
    private static final int LETTERS_PER_CHANGE = 3;

    private Similar() {}

    /** "; did you mean X?" for the closest name, empty if none is close. */
    static String hint(String written, Collection<String> names) {
        String best = "";
        int most = Math.min(MAX_DISTANCE, written.length() / LETTERS_PER_CHANGE);
        int bestDistance = most + 1;
        for (String name : names) {
            if (Math.abs(name.length() - written.length()) <= most) {
                int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                if (distance < bestDistance) {
                    best = name;
                    bestDistance = distance;
                }
            }
        }
        return best.isEmpty() ? "" : "; did you mean " + best + "?";
    }

    /** How many letters have to be changed, added or left out. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
