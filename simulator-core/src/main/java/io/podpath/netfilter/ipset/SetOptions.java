package io.podpath.netfilter.ipset;

import io.podpath.netfilter.text.Word;
import java.util.List;
import java.util.OptionalLong;

/** Reads single options out of the tail of a line of {@code ipset save}. */
final class SetOptions {

    private SetOptions() {}

    /** Whether a flag is there; the text of a comment is no flag. */
    static boolean has(String options, String flag) {
        List<Word> words = Word.split(options);
        for (int i = 0; i < words.size(); i++) {
            boolean isComment = i > 0 && words.get(i - 1).raw().equals("comment");
            if (!isComment && words.get(i).raw().equals(flag)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The number behind an option.
     *
     * @throws IllegalArgumentException if there is something else
     */
    static OptionalLong number(String options, String name) {
        if (options.isEmpty()) {
            return OptionalLong.empty();
        }
        List<Word> words = Word.split(options);
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).raw().equals(name)) {
                String value = words.get(i + 1).text();
                if (!value.matches("[0-9]{1,10}")) {
                    throw new IllegalArgumentException(name + " is a number, not '" + value + "'");
                }
                return OptionalLong.of(Long.parseLong(value));
            }
        }
        return OptionalLong.empty();
    }
}
