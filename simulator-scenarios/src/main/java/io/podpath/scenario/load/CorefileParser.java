package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of a Corefile into directives: words on a line, and the lines between braces behind them.
 *
 * <pre>
 * contoso.com:53 {            Directive [contoso.com:53]
 *     forward . 10.1.2.53         Directive [forward, ., 10.1.2.53]
 * }
 * </pre>
 *
 * <p><i>Does not read:</i> snippets, environment variables, imports.
 *
 * <p><i>Source:</i> CoreDNS manual, Configuration; caddyfile {@code lexer.go}, {@code parse.go} of Caddy 1.
 */
final class CorefileParser {

    /**
     * A line of words with the lines in its braces.
     *
     * @param line the line in the text, from 1
     * @param words what stands on it
     * @param block what stands in its braces
     */
    record Directive(int line, List<String> words, List<Directive> block) {

        /** The first word. */
        String name() {
            return words.get(0);
        }

        /** The words behind the first. */
        List<String> arguments() {
            return words.subList(1, words.size());
        }
    }

    /** The text cannot be read. */
    static final class BadCorefile extends Exception {

        private static final long serialVersionUID = 1L;

        BadCorefile(int line, String message) {
            super("line " + line + ": " + message);
        }
    }

    private final String[] lines;
    private int next;

    private CorefileParser(String text) {
        this.lines = text.split("\\R", -1);
    }

    /** The directives of a text. */
    static List<Directive> parse(String text) throws BadCorefile {
        CorefileParser parser = new CorefileParser(text);
        return parser.directives(0);
    }

    /** Reads until the brace that was opened on this line is closed, or to the end if it is 0. */
    private List<Directive> directives(int openedOn) throws BadCorefile {
        List<Directive> found = new ArrayList<>();
        while (next < lines.length) {
            int line = next + 1;
            List<String> words = words(lines[next], line);
            next++;
            if (words.isEmpty()) {
                continue;
            }
            if (words.equals(List.of("}"))) {
                if (openedOn == 0) {
                    throw new BadCorefile(line, "this brace closes nothing");
                }
                return found;
            }
            found.add(directive(line, words));
        }
        if (openedOn != 0) {
            throw new BadCorefile(openedOn, "this brace is never closed");
        }
        return found;
    }

    private Directive directive(int line, List<String> words) throws BadCorefile {
        if (!words.get(words.size() - 1).equals("{")) {
            if (words.contains("}") || words.contains("{")) {
                throw new BadCorefile(line, "a brace opens at the end of a line and closes on one of its own");
            }
            return new Directive(line, List.copyOf(words), List.of());
        }
        List<String> head = List.copyOf(words.subList(0, words.size() - 1));
        if (head.isEmpty()) {
            throw new BadCorefile(line, "a brace needs a name in front of it");
        }
        return new Directive(line, head, directives(line));
    }

    /** Words end at spaces, quoted ones at the quote; a number sign at the beginning of a word starts a comment. */
    private static List<String> words(String text, int line) throws BadCorefile {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '#') {
                return words;
            } else if (c == '"') {
                int end = text.indexOf('"', at + 1);
                if (end < 0) {
                    throw new BadCorefile(line, "the quote is never closed");
                }
                words.add(text.substring(at + 1, end));
                at = end + 1;
            } else {
                int end = at;
                while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                    end++;
                }
                words.add(text.substring(at, end));
                at = end;
            }
        }
        return words;
    }
}
