package io.podpath.netfilter.dump;

import io.podpath.model.Cidr;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Target;
import io.podpath.netfilter.match.FragmentMatch;
import io.podpath.netfilter.match.UnknownMatch;
import io.podpath.netfilter.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one rule as {@code iptables} takes it or {@code iptables-save} prints it, behind {@code -A CHAIN}.
 *
 * <p>A match or target that podpath does not model is kept as it stands, to be printed again; a packet that reaches it
 * ends undecided.
 */
public final class RuleParser {

    private final List<Word> words;
    private int next;
    private final Predicate<String> isChain;
    private HeaderMatch header = HeaderMatch.ANY;
    private final List<Match> maskedAddresses = new ArrayList<>();
    private final List<Segment> matches = new ArrayList<>();
    private @Nullable Segment target;
    private boolean isGoto;
    private @Nullable Segment open;

    private RuleParser(List<Word> words, int next, Predicate<String> isChain) {
        this.words = words;
        this.next = next;
        this.isChain = isChain;
    }

    /**
     * Reads a rule; a target that iptables does not have is taken for a chain.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static Rule parse(String text) {
        return parse(Word.split(text), 0, name -> !TargetReader.isTarget(name));
    }

    /**
     * Reads a rule from some words of a line on.
     *
     * @param words the words of the line
     * @param from the first word of the rule
     * @param isChain which targets are chains of one's own
     */
    static Rule parse(List<Word> words, int from, Predicate<String> isChain) {
        RuleParser parser = new RuleParser(words, from, isChain);
        parser.split();
        return parser.rule();
    }

    private void split() {
        boolean negated = false;
        while (next < words.size()) {
            Word word = words.get(next++);
            if (open != null && open.expectsText()) {
                open.add(word);
                continue;
            }
            boolean negatedBefore = open == null ? negated : open.takeBackNegation();
            negated = false;
            if (opensSegment(word, negatedBefore) || takesHeader(word, negatedBefore)) {
                continue;
            }
            if (word.raw().equals("!") && open == null) {
                negated = true;
            } else {
                take(word, negatedBefore);
            }
        }
    }

    private boolean opensSegment(Word word, boolean negated) {
        switch (word.raw()) {
            case "-m", "--match" -> {
                open = new Segment(value(word));
                matches.add(open);
            }
            case "-j", "--jump", "-g", "--goto" -> {
                if (target != null) {
                    throw new RuleSyntaxException(word, "the rule has two targets");
                }
                open = new Segment(value(word));
                target = open;
                isGoto = word.raw().startsWith("-g") || word.raw().equals("--goto");
            }
            default -> {
                return false;
            }
        }
        if (negated) {
            throw new RuleSyntaxException(word, "'!' cannot stand before " + word.raw());
        }
        return true;
    }

    private boolean takesHeader(Word word, boolean negated) {
        switch (word.raw()) {
            case "-s", "--source", "--src" -> address(word, value(word), negated);
            case "-d", "--destination", "--dst" -> address(word, value(word), negated);
            case "-i", "--in-interface" ->
                header = header.withInInterface(value(word).text(), negated);
            case "-o", "--out-interface" ->
                header = header.withOutInterface(value(word).text(), negated);
            case "-p", "--protocol", "--proto" ->
                header = Protocols.read(value(word), negated)
                        .map(header::withProtocol)
                        .orElse(header);
            case "-f", "--fragment" -> maskedAddresses.add(new FragmentMatch(negated));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void address(Word option, Word value, boolean negated) {
        if (Netmasks.isWritten(value.text())) {
            Optional<Cidr> range = Netmasks.read(value, value.text());
            if (range.isEmpty()) {
                String text = (negated ? "! " : "") + option.raw() + " " + value.raw();
                maskedAddresses.add(new UnknownMatch(option.text(), text));
                return;
            }
            withAddress(option, range.get(), negated);
            return;
        }
        withAddress(option, Values.range(value), negated);
    }

    private void withAddress(Word option, Cidr range, boolean negated) {
        boolean isSource = option.raw().startsWith("-s") || option.raw().startsWith("--s");
        header = isSource ? header.withSource(range, negated) : header.withDestination(range, negated);
    }

    /** An option of the segment that is open; options of protocols find theirs wherever it stands. */
    private void take(Word word, boolean negated) {
        Segment segment = MatchReaders.isProtocolOption(word.raw()) ? protocolSegment(word) : open;
        if (segment == null) {
            throw new RuleSyntaxException(word, "cannot read '" + word.text() + "'");
        }
        if (negated) {
            segment.add(new Word("!", "!", word.column()));
        }
        segment.add(word);
        int values =
                segment == open || word.raw().equals("--syn") ? 0 : word.raw().equals("--tcp-flags") ? 2 : 1;
        for (int i = 0; i < values; i++) {
            segment.add(value(word));
        }
    }

    private Segment protocolSegment(Word option) {
        if (open != null && (MatchReaders.isProtocol(open.name().text()) || open == target)) {
            return open;
        }
        for (int i = matches.size() - 1; i >= 0; i--) {
            if (MatchReaders.isProtocol(matches.get(i).name().text())) {
                return matches.get(i);
            }
        }
        HeaderMatch.Transport protocol = header.protocol();
        if (protocol == null || protocol.protocol() == null) {
            if (open != null && !MatchReaders.isKnown(open.name().text())) {
                return open;
            }
            throw new RuleSyntaxException(option, option.text() + " needs -m tcp, -m udp or -m sctp before it");
        }
        String name = protocol.protocol().lowerCaseName();
        open = new Segment(new Word(name, name, option.column()));
        matches.add(open);
        return open;
    }

    private Rule rule() {
        List<Match> read = new ArrayList<>(maskedAddresses);
        for (Segment segment : matches) {
            List<Match> understood = MatchReaders.read(segment);
            if (understood.isEmpty()) {
                read.add(new UnknownMatch(segment.name().text(), "-m " + segment.text()));
            } else {
                read.addAll(understood);
            }
        }
        return new Rule(header, read, target());
    }

    private Target target() {
        if (target == null) {
            return new Target.Continue();
        }
        if (isGoto) {
            return new Target.Goto(target.name().text());
        }
        boolean isJump = target.isEmpty() && isChain.test(target.name().text());
        return isJump ? new Target.Jump(target.name().text()) : TargetReader.read(target);
    }

    private Word value(Word option) {
        if (next == words.size()) {
            throw new RuleSyntaxException(
                    option.column() + option.raw().length(),
                    "'" + option.text() + "' needs a value; was the line cut off?");
        }
        return words.get(next++);
    }
}
