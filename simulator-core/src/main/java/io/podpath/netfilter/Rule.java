package io.podpath.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * One rule: if header and matches fit, the target decides.
 *
 * @param header what the IP header must be like
 * @param matches further matches, asked in order
 * @param target what happens then
 */
public record Rule(HeaderMatch header, List<Match> matches, Target target) implements RecordedRule {

    public Rule {
        matches = List.copyOf(matches);
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
        return target.isTranslation() || matches.stream().anyMatch(ConntrackMatch.class::isInstance);
    }
}
