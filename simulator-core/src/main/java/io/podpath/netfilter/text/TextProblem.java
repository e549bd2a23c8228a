package io.podpath.netfilter.text;

/**
 * Something wrong, or worth saying, about a line.
 *
 * @param severity how bad it is
 * @param line from 1
 * @param column from 1
 * @param message what, what was expected, and a suggestion if there is one
 */
public record TextProblem(Severity severity, int line, int column, String message) {

    /** How bad a problem is. */
    public enum Severity {
        /** The text cannot be used. */
        ERROR,
        /** It can be used, but something looks wrong. */
        WARNING
    }

    /** A problem that makes the text unusable. */
    public static TextProblem error(int line, int column, String message) {
        return new TextProblem(Severity.ERROR, line, column, message);
    }

    /** A problem at a word. */
    public static TextProblem error(int line, Word word, String message) {
        return error(line, word.column(), message);
    }

    /** Something that looks wrong. */
    public static TextProblem warning(int line, int column, String message) {
        return new TextProblem(Severity.WARNING, line, column, message);
    }

    /** Whether the text cannot be used. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
