package io.podpath.netfilter.dump;

import io.podpath.netfilter.text.Word;
import java.util.ArrayList;
import java.util.List;

/** The words of one match or target of a rule, and how far they have been read. */
final class Segment {

    private final Word name;
    private final List<Word> words = new ArrayList<>();
    private int next;
    private boolean negated;

    Segment(Word name) {
        this.name = name;
    }

    Word name() {
        return name;
    }

    void add(Word word) {
        words.add(word);
    }

    /** Takes back a negation that turned out to belong to the next option of the header. */
    boolean takeBackNegation() {
        boolean isOpen = !words.isEmpty() && words.get(words.size() - 1).raw().equals("!");
        if (isOpen) {
            words.remove(words.size() - 1);
        }
        return isOpen;
    }

    /** Whether the last word is an option whose value may look like anything. */
    boolean expectsText() {
        if (words.isEmpty()) {
            return false;
        }
        String last = words.get(words.size() - 1).raw();
        return last.equals("--comment")
                || last.equals("--log-prefix")
                || last.equals("--nflog-prefix")
                || last.equals("--string")
                || last.equals("--name");
    }

    boolean hasNext() {
        return next < words.size();
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** The next option; {@link #isNegated} tells whether an exclamation mark stands before it. */
    String option() {
        negated = words.get(next).raw().equals("!");
        next += negated ? 1 : 0;
        if (next == words.size()) {
            throw new RuleSyntaxException(words.get(next - 1), "expected an option behind '!'");
        }
        return words.get(next++).text();
    }

    /** The word taken last. */
    Word last() {
        return next == 0 ? name : words.get(next - 1);
    }

    boolean isNegated() {
        return negated;
    }

    /** The value of the option just read. */
    Word value() {
        if (next == words.size()) {
            Word last = words.isEmpty() ? name : words.get(words.size() - 1);
            throw new RuleSyntaxException(
                    last.column() + last.raw().length(), "'" + last.text() + "' needs a value; was the line cut off?");
        }
        return words.get(next++);
    }

    /** Name and words as they stand in the line. */
    String text() {
        StringBuilder text = new StringBuilder(name.raw());
        words.forEach(word -> text.append(' ').append(word.raw()));
        return text.toString();
    }
}
