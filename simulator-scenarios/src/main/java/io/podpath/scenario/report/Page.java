package io.podpath.scenario.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lines of text of at most {@link #WIDTH} columns; longer text is wrapped at spaces. */
final class Page {

    /** What a projector or half a screen shows without wrapping. */
    static final int WIDTH = 100;

    private final StringBuilder text = new StringBuilder();

    /** An empty line. */
    void blank() {
        text.append('\n');
    }

    /** A line that is known to fit. */
    void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    /** A line with something at its right edge. */
    void spread(String left, String right, UnaryOperator<String> style) {
        if (left.length() + right.length() + 2 > WIDTH) {
            wrapped(left, "    ", style);
            line(" ".repeat(Math.max(0, WIDTH - right.length())) + right);
            return;
        }
        line(style.apply(left) + " ".repeat(WIDTH - left.length() - right.length()) + right);
    }

    /** Text that goes on under itself; each line gets the style. */
    void wrapped(String line, String continuationIndent, UnaryOperator<String> style) {
        for (String part : wrap(line, continuationIndent, WIDTH)) {
            line(style.apply(part));
        }
    }

    /** A label and text that is wrapped in a column of its own. */
    void labelled(String label, String words, UnaryOperator<String> style) {
        List<String> lines = wrap(words, "", WIDTH - label.length());
        for (int index = 0; index < lines.size(); index++) {
            line((index == 0 ? label : " ".repeat(label.length())) + style.apply(lines.get(index)));
        }
    }

    /** Breaks text at spaces; a word longer than a line is broken behind a slash or dash, or where the line ends. */
    static List<String> wrap(String words, String continuationIndent, int width) {
        List<String> lines = new ArrayList<>();
        String rest = words.stripTrailing();
        while (rest.length() > width) {
            int leading = rest.length() - rest.stripLeading().length();
            int space = rest.lastIndexOf(' ', width);
            int joint = Math.max(rest.lastIndexOf('/', width - 1), rest.lastIndexOf('-', width - 1)) + 1;
            int cut = space > leading ? space : joint > leading + 1 ? joint : width;
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = continuationIndent + rest.substring(cut).strip();
        }
        lines.add(rest);
        return lines;
    }

    /** The text with spaces up to a width. */
    static String pad(String words, int width) {
        return words.length() >= width ? words : words + " ".repeat(width - words.length());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
