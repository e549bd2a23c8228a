package io.podpath.lint;

import io.podpath.cluster.Subject;
import java.util.Arrays;

/**
 * A flag as somebody wrote it, for rules about features that podpath does not simulate.
 *
 * @param subject what it belongs to
 * @param key its name, such as {@code osSku}
 * @param value its value; several words are separated by commas or blanks
 */
public record Declared(Subject subject, String key, String value) {

    /** Whether the value is or contains the word; case does not count. */
    boolean says(String wantedKey, String word) {
        return key.equals(wantedKey) && Arrays.stream(value.split("[,\\s]+")).anyMatch(word::equalsIgnoreCase);
    }
}
