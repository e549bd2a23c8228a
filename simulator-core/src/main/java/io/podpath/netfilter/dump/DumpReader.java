package io.podpath.netfilter.dump;

import io.podpath.model.IpFamily;
import io.podpath.netfilter.Chain;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import io.podpath.netfilter.text.Parsed;
import io.podpath.netfilter.text.TextProblem;
import io.podpath.netfilter.text.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code iptables-save} or {@code ip6tables-save} prints, of the nft and the legacy variant, with or without
 * counters.
 *
 * <p>Everything wrong is told at once, in the order of the lines and up to {@value #MAX_PROBLEMS} problems. A missing
 * chain, a circle of jumps, a target in a table that has no place for it and a table without COMMIT are refused, as the
 * kernel and {@code iptables-restore} do.
 *
 * <p><i>Source:</i> iptables {@code iptables/xshared.c}, {@code iptables-restore.c}; iptables-save(8).
 */
public final class DumpReader {

    private static final int MAX_PROBLEMS = 50;
    private static final String WARNING = "# Warning:";
    private static final Pattern COUNTERS = Pattern.compile("\\[[0-9]+:[0-9]+\\]");

    private final List<DumpLine> lines = new ArrayList<>();
    private final List<TextProblem> problems = new ArrayList<>();
    private final Map<Table, Integer> tables = new EnumMap<>(Table.class);
    private final FamilyCheck families;
    private @Nullable DumpTable table;
    private boolean saidNoTable;
    private int number;

    private DumpReader(FamilyCheck families) {
        this.families = families;
    }

    /** Reads the whole text of {@code iptables-save}. */
    public static Parsed<Dump> read(String text) {
        return read(text, IpFamily.IPV4);
    }

    /** Reads the whole text of {@code iptables-save} or, for IPv6, of {@code ip6tables-save}. */
    public static Parsed<Dump> read(String text, IpFamily family) {
        DumpReader reader = new DumpReader(new FamilyCheck(family));
        reader.readAll(text);
        return new Parsed<>(new Dump(reader.lines), reader.told());
    }

    /** The problems in the order of their lines, the first ones if there are too many to read. */
    private List<TextProblem> told() {
        problems.sort(Comparator.comparingInt(TextProblem::line));
        if (problems.size() <= MAX_PROBLEMS) {
            return problems;
        }
        List<TextProblem> told = new ArrayList<>(problems.subList(0, MAX_PROBLEMS));
        TextProblem next = problems.get(MAX_PROBLEMS);
        int more = problems.size() - MAX_PROBLEMS;
        told.add(TextProblem.error(next.line(), next.column(), "and so on: " + more + " more"));
        return told;
    }

    private void readAll(String text) {
        for (String line : text.lines().toList()) {
            number++;
            readLine(line);
        }
        DumpTable open = table;
        if (open != null) {
            error(
                    Math.max(1, number),
                    1,
                    "the file ends inside table " + open.table().label() + ", which begins on line " + open.line()
                            + ", without COMMIT; was it cut off?");
        }
        if (tables.isEmpty() && problems.isEmpty()) {
            error(1, 1, "there is no table; give the output of iptables-save");
        }
        families.check(problems);
    }

    private void readLine(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            comment(text);
        } else if (text.startsWith("*")) {
            startTable(text);
        } else if (text.startsWith(":")) {
            startChain(Word.split(line));
        } else if (text.equals("COMMIT")) {
            commit();
        } else if (text.startsWith("-A ") || text.startsWith("[")) {
            rule(Word.split(line));
        } else {
            error(number, 1, Foreign.explain(text));
        }
    }

    private void comment(String text) {
        lines.add(new DumpLine.Comment(text));
        families.comment(number, text);
        if (text.startsWith(WARNING)) {
            problems.add(TextProblem.warning(
                    number,
                    1,
                    "iptables-save warns:" + text.substring(WARNING.length()).replaceFirst("^(?=\\S)", " ")));
        }
    }

    private void startTable(String text) {
        DumpTable open = table;
        if (open != null) {
            error(
                    number,
                    1,
                    "table " + open.table().label() + " of line " + open.line()
                            + " has no COMMIT; is a part of the file missing?");
        }
        Optional<Table> named = find(text.substring(1).strip());
        if (named.isEmpty()) {
            error(number, 2, "'" + text.substring(1) + "' is no table; expected raw, mangle, nat, filter or security");
            table = null;
            saidNoTable = true;
            return;
        }
        Integer before = tables.putIfAbsent(named.get(), number);
        if (before != null) {
            error(
                    number,
                    1,
                    "table " + named.get().label() + " stands on line " + before
                            + " already; were two dumps joined, of iptables-nft-save and iptables-legacy-save?");
        }
        saidNoTable = false;
        table = new DumpTable(named.get(), number);
        lines.add(new DumpLine.TableStart(named.get()));
    }

    private static Optional<Table> find(String label) {
        for (Table candidate : Table.values()) {
            if (candidate.label().equals(label)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private void startChain(List<Word> words) {
        DumpTable open = table;
        if (open == null) {
            needTable("a chain");
            return;
        }
        String name = words.get(0).text().substring(1);
        if (name.isEmpty()) {
            error(number, 2, "expected the name of a chain behind ':', as in :FORWARD ACCEPT [0:0]");
            return;
        }
        if (words.size() < 2) {
            error(
                    number,
                    words.get(0).raw().length() + 1,
                    "chain " + name + " has no policy; expected ACCEPT, DROP or -");
            return;
        }
        Word policy = words.get(1);
        Optional<Chain.Policy> known = policy(policy.text());
        if (known.isEmpty() && !policy.text().equals("-")) {
            error(number, policy.column(), "'" + policy.text() + "' is no policy; expected ACCEPT, DROP or -");
        } else if (known.isEmpty() && open.isBuiltIn(name)) {
            error(
                    number,
                    policy.column(),
                    name + " is a built-in chain of table " + open.table().label()
                            + " and needs a policy, ACCEPT or DROP");
        } else if (known.isPresent() && !open.isBuiltIn(name)) {
            error(
                    number,
                    policy.column(),
                    "table " + open.table().label() + " has no built-in chain " + name
                            + "; other chains have - in place of a policy");
        }
        String counters = words.size() > 2 ? words.get(2).text() : "";
        if (!counters.isEmpty() && !counters.equals("[0:0]") && !areCounters(counters)) {
            error(number, words.get(2).column(), "'" + counters + "' are no counters such as [0:0]");
        }
        if (!open.addChain(name)) {
            error(
                    number,
                    2,
                    "chain " + name + " stands twice in table " + open.table().label());
        }
        lines.add(new DumpLine.ChainStart(name, known.orElse(null), counters));
    }

    private static Optional<Chain.Policy> policy(String text) {
        return switch (text) {
            case "ACCEPT" -> Optional.of(Chain.Policy.ACCEPT);
            case "DROP" -> Optional.of(Chain.Policy.DROP);
            default -> Optional.empty();
        };
    }

    private void rule(List<Word> words) {
        DumpTable open = table;
        if (open == null) {
            needTable("a rule");
            return;
        }
        String counters = words.get(0).text().startsWith("[") ? words.get(0).text() : "";
        int at = counters.isEmpty() ? 0 : 1;
        boolean isRule = words.size() > at + 1 && words.get(at).text().equals("-A");
        if (!isRule || (at == 1 && !areCounters(counters))) {
            Word wrong = words.get(Math.min(at, words.size() - 1));
            error(number, wrong.column(), "expected -A CHAIN, with or without counters such as [0:0] before it");
            return;
        }
        Word chain = words.get(at + 1);
        if (!open.hasChain(chain.text())) {
            error(
                    number,
                    chain.column(),
                    "table " + open.table().label() + " has no chain " + chain.text()
                            + Similar.hint(chain.text(), open.chains()));
            return;
        }
        Word last = words.get(words.size() - 1);
        if (last.isUnclosed()) {
            error(number, last.column(), "the quote is never closed; was the line cut off?");
            return;
        }
        parse(open, chain.text(), counters, words, at + 2);
    }

    private void parse(DumpTable open, String chain, String counters, List<Word> words, int from) {
        try {
            Rule rule = RuleParser.parse(words, from, name -> open.hasChain(name) || !TargetReader.isTarget(name))
                    .atLine(number);
            Optional<String> next = DumpTable.findNext(rule);
            if (next.isPresent() && !open.hasChain(next.get())) {
                error(
                        number,
                        columnOf(next.get(), words, from),
                        "table " + open.table().label() + " has no chain " + next.get() + " to jump to"
                                + meant(rule, next.get(), open));
                return;
            }
            Optional<Table> place = DumpTable.findOnlyTable(rule.target());
            if (place.isPresent() && place.get() != open.table()) {
                String name = firstWord(rule.target().toString().replaceFirst("^-j ", ""));
                error(
                        number,
                        columnOf(name, words, from),
                        "the kernel takes target " + name + " in table "
                                + place.get().label() + " only, not in "
                                + open.table().label());
                return;
            }
            families.rule(number, rule, words);
            open.addRule(chain, rule);
            lines.add(new DumpLine.RuleLine(chain, rule, counters));
        } catch (RuleSyntaxException wrong) {
            error(number, wrong.column(), String.valueOf(wrong.getMessage()));
        }
    }

    private static String meant(Rule rule, String name, DumpTable open) {
        return rule.target() instanceof Target.Goto
                ? Similar.hint(name, open.chains())
                : ", and podpath knows no target of that name"
                        + Similar.hint(name, TargetReader.namesAnd(open.chains()));
    }

    private static String firstWord(String text) {
        return text.split(" ", 2)[0];
    }

    private static boolean areCounters(String text) {
        return COUNTERS.matcher(text).matches();
    }

    private static int columnOf(String text, List<Word> words, int from) {
        for (int i = words.size() - 1; i >= from; i--) {
            if (words.get(i).text().equals(text)) {
                return words.get(i).column();
            }
        }
        return 1;
    }

    private void commit() {
        DumpTable open = table;
        if (open == null) {
            needTable("COMMIT");
            return;
        }
        open.findCircle()
                .ifPresent(circle -> error(
                        circle.line(),
                        1,
                        "the chains " + String.join(" -> ", circle.chains())
                                + " jump in a circle; the kernel refuses such a table"));
        lines.add(new DumpLine.Commit());
        table = null;
    }

    /** Said once, not for every line of a file that lost its head. */
    private void needTable(String what) {
        if (!saidNoTable) {
            saidNoTable = true;
            error(
                    number,
                    1,
                    what + " outside of a table; expected a line such as *nat before it. Is the head missing?");
        }
    }

    private void error(int line, int column, String message) {
        problems.add(TextProblem.error(line, column, message));
    }
}
