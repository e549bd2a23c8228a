package io.podpath.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * One rule: if header and matches fit, the target decides.
 *
 * @param header what the IP header must be like
 * @param matches further matches, asked in order
 * @param target what happens then
 * @param line where it stands in the file it was read from, 0 if it was not read
 */
public record Rule(HeaderMatch header, List<Match> matches, Target target, int line) implements RecordedRule {

    public Rule {
        matches = List.copyOf(matches);
    }

    /** A rule that was not read from a file. */
    public Rule(HeaderMatch header, List<Match> matches, Target target) {
        this(header, matches, target, 0);
    }

    /** The same rule, read from this line. */
    public Rule atLine(int newLine) {
        return new Rule(header, matches, target, newLine);
    }

    /** A rule for every packet with these matches. */
    public static Rule of(Target target, Match... matches) {
        return new Rule(HeaderMatch.ANY, List.of(matches), target);
    }

    /** A rule with a header match. */
    public static Rule of(HeaderMatch header, Target target, Match... matches) {
        return new Rule(header, List.of(matches), target);
    }

    @Override
    public Optional<String> findComment() {
        for (Match match : matches) {
            if (match instanceof CommentMatch comment) {
                return Optional.of(comment.text());
            }
        }
        return Optional.empty();
    }

    /** The rule as {@code iptables-save} prints it behind {@code -A CHAIN}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(header.toString());
        for (Match match : matches) {
            text.append(text.length() == 0 ? "" : " ").append(match);
        }
        String action = target.toString();
        if (!action.isEmpty()) {
            text.append(text.length() == 0 ? "" : " ").append(action);
        }
        return text.toString();
    }

    /** Whether the kernel has to track connections for it. */
    boolean needsConntrack() {
        return target.needsConntrack() || matches.stream().anyMatch(Match::needsConntrack);
    }
}
