package io.podpath.lint;

import java.util.List;

/** Lists in sentences. */
final class Words {

    private static final int SHOWN = 4;

    private Words() {}

    /** For example {@code Service demo/web port 80} or {@code Services a, b, c, d and 3 more}. */
    static String list(String noun, List<String> names) {
        String words = names.size() == 1 ? noun + " " : noun + "s ";
        return words + list(names);
    }

    /** For example {@code a, b, c, d and 3 more}. */
    static String list(List<String> names) {
        return names.size() <= SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
    }
}
