package io.podpath.netfilter.dump;

import io.podpath.netfilter.text.Word;

/** A rule that cannot be read, and the word where reading stopped. */
final class RuleSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int column;

    RuleSyntaxException(Word at, String message) {
        this(at.column(), message);
    }

    RuleSyntaxException(int column, String message) {
        super(message);
        this.column = column;
    }

    int column() {
        return column;
    }
}
