package io.podpath.netfilter.ipset;

import io.podpath.netfilter.text.Parsed;
import io.podpath.netfilter.text.TextProblem;
import io.podpath.netfilter.text.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@code ipset save} prints: {@code create} lines, each followed by its {@code add} lines.
 *
 * <p><i>Source:</i> ipset(8), "save"; the output of ipset 7.17.
 */
public final class IpSetReader {

    private static final int SHORTEST_LINE = 3;

    private final Map<String, IpSet.Builder> sets = new LinkedHashMap<>();
    private final List<TextProblem> problems = new ArrayList<>();

    private IpSetReader() {}

    /** Reads the whole text. */
    public static Parsed<IpSets> read(String text) {
        IpSetReader reader = new IpSetReader();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            List<Word> words = Word.split(line);
            if (!words.isEmpty() && !words.get(0).raw().startsWith("#")) {
                reader.line(number, line.stripTrailing(), words);
            }
        }
        List<IpSet> built =
                reader.sets.values().stream().map(IpSet.Builder::build).toList();
        return new Parsed<>(new IpSets(built), reader.problems);
    }

    private void line(int number, String line, List<Word> words) {
        Word verb = words.get(0);
        boolean isKnown = verb.text().equals("create") || verb.text().equals("add");
        if (!isKnown) {
            String message = "expected create or add, not '" + verb.text() + "'; give the output of 'ipset save'";
            problems.add(TextProblem.error(number, verb, message));
            return;
        }
        if (words.size() < SHORTEST_LINE) {
            problems.add(TextProblem.error(number, line.length() + 1, "the line ends early; was the file cut off?"));
            return;
        }
        int tail = words.size() > SHORTEST_LINE ? words.get(SHORTEST_LINE).column() - 1 : line.length();
        String options = line.substring(tail);
        if (verb.text().equals("create")) {
            create(number, words, options);
        } else {
            add(number, words, options);
        }
    }

    private void create(int number, List<Word> words, String options) {
        String name = words.get(1).text();
        Word type = words.get(2);
        if (sets.containsKey(name)) {
            problems.add(TextProblem.error(number, words.get(1), "set " + name + " is created twice"));
            return;
        }
        SetType found = SetType.find(type.text()).orElse(null);
        if (found == null) {
            problems.add(TextProblem.error(number, type, "'" + type.text() + "' is no type of set"));
            return;
        }
        try {
            sets.put(name, IpSet.builder(name, found, options));
        } catch (IllegalArgumentException wrong) {
            problems.add(TextProblem.error(number, type, String.valueOf(wrong.getMessage())));
        }
    }

    private void add(int number, List<Word> words, String options) {
        Word name = words.get(1);
        IpSet.Builder set = sets.get(name.text());
        if (set == null) {
            String message = "set " + name.text() + " has not been created; is a line missing above?";
            problems.add(TextProblem.error(number, name, message));
            return;
        }
        if (set.type() == SetType.LIST_SET && !sets.containsKey(words.get(2).text())) {
            String message = "set " + words.get(2).text() + " has not been created; is a line missing above?";
            problems.add(TextProblem.error(number, words.get(2), message));
            return;
        }
        try {
            set.add(words.get(2).text(), options);
        } catch (IllegalArgumentException wrong) {
            problems.add(TextProblem.error(number, words.get(2), String.valueOf(wrong.getMessage())));
        }
    }
}
