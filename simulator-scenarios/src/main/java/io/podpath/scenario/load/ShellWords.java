package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a pasted command into words.
 *
 * <p>Quotes and backslashes as in a POSIX shell, without expansion of variables or wildcards; a backslash, or the back
 * tick of PowerShell, at the end of a line continues it.
 */
final class ShellWords {

    private final String text;
    private final Location start;
    private final Location key;
    private final Problems problems;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int wordStart;
    private char quote;

    /**
     * One word.
     *
     * @param text without quotes
     * @param location where it begins
     */
    record Word(String text, Location location) {

        boolean isFlag() {
            return text.startsWith("--") || (text.length() == 2 && text.startsWith("-"));
        }
    }

    private ShellWords(ScalarNode command, Location key, Problems problems) {
        this.text = command.text();
        this.start = command.location();
        this.key = key;
        this.problems = problems;
    }

    /** The words of a command; {@code key} is the place of the field it is the value of. */
    static List<Word> split(ScalarNode command, Location key, Problems problems) {
        ShellWords shell = new ShellWords(command, key, problems);
        shell.run();
        return shell.words;
    }

    private void run() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escape = (c == '\\' && quote != '\'') || (c == '`' && quote == 0 && endsLine(i));
            if (escape) {
                i = escape(i);
            } else if (quote != 0) {
                closeOrAppend(c);
            } else if (c == '\'' || c == '"') {
                begin(i);
                quote = c;
            } else if (Character.isWhitespace(c)) {
                end();
            } else {
                begin(i);
                word.append(c);
            }
        }
        if (quote != 0) {
            problems.error(place(wordStart), "the quote " + quote + " is never closed");
        }
        end();
    }

    private boolean endsLine(int position) {
        int next = position + 1;
        while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\r')) {
            next++;
        }
        return next >= text.length() || text.charAt(next) == '\n';
    }

    /** Returns the last position that belongs to the escape. */
    private int escape(int position) {
        if (endsLine(position)) {
            int newline = text.indexOf('\n', position);
            end();
            return newline < 0 ? text.length() : newline;
        }
        if (position + 1 < text.length()) {
            begin(position);
            // A folded YAML scalar turns backslash-newline into backslash-space.
            if (text.charAt(position + 1) == ' ' && quote == 0) {
                end();
            } else {
                word.append(text.charAt(position + 1));
            }
        }
        return position + 1;
    }

    private void closeOrAppend(char c) {
        if (c == quote) {
            quote = 0;
        } else {
            word.append(c);
        }
    }

    private void begin(int position) {
        if (!inWord) {
            inWord = true;
            wordStart = position;
        }
    }

    private void end() {
        if (inWord && (word.length() > 0 || text.charAt(wordStart) == '"' || text.charAt(wordStart) == '\'')) {
            words.add(new Word(word.toString(), place(wordStart)));
        }
        inWord = false;
        word.setLength(0);
    }

    /** In a block scalar the text begins on the line after its mark, indented two columns more than the key. */
    private Location place(int position) {
        if (text.indexOf('\n') < 0) {
            return start;
        }
        int line = 0;
        int lineStart = 0;
        for (int i = 0; i < position; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Location(start.file(), start.line() + 1 + line, key.column() + 2 + position - lineStart);
    }
}
