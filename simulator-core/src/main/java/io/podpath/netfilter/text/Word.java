package io.podpath.netfilter.text;

import java.util.ArrayList;
import java.util.List;

/**
 * One word of a line.
 *
 * @param text without quotes and backslashes
 * @param raw as it stands in the line
 * @param column where it begins, from 1
 */
public record Word(String text, String raw, int column) {

    /** The words of a line: separated by blanks; double quotes keep blanks, a backslash keeps the next character. */
    public static List<Word> split(String line) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
                continue;
            }
            int end = endOfWord(line, at);
            String raw = line.substring(at, end);
            words.add(new Word(isPlain(raw) ? raw : unquote(raw), raw, at + 1));
            at = end;
        }
        return words;
    }

    /** Whether a quote is opened and never closed. */
    public boolean isUnclosed() {
        boolean quoted = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return quoted;
    }

    private static int endOfWord(String line, int start) {
        boolean quoted = false;
        int at = start;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '\\' && at + 1 < line.length()) {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && Character.isWhitespace(c)) {
                return at;
            }
            at++;
        }
        return line.length();
    }

    private static boolean isPlain(String raw) {
        return raw.indexOf('"') < 0 && raw.indexOf('\\') < 0;
    }

    private static String unquote(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\' && i + 1 < raw.length()) {
                text.append(raw.charAt(++i));
            } else if (c != '"') {
                text.append(c);
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
