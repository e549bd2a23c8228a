package io.podpath.netfilter.dump;

import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.match.OwnerMatch;
import io.podpath.netfilter.match.PhysdevMatch;
import io.podpath.netfilter.text.Word;
import java.util.ArrayList;
import java.util.List;

/** Readers of matches about where a packet comes from: bridge ports, processes. */
final class OriginReaders {

    private static final long MAX_ID = 0xffff_ffffL;

    private OriginReaders() {}

    static List<Match> physdev(Segment segment) {
        HeaderMatch.Interface in = null;
        HeaderMatch.Interface out = null;
        PhysdevMatch.Flag isIn = PhysdevMatch.Flag.ABSENT;
        PhysdevMatch.Flag isOut = PhysdevMatch.Flag.ABSENT;
        PhysdevMatch.Flag isBridged = PhysdevMatch.Flag.ABSENT;
        while (segment.hasNext()) {
            String option = segment.option();
            boolean negated = segment.isNegated();
            switch (option) {
                case "--physdev-in" ->
                    in = new HeaderMatch.Interface(segment.value().text(), negated);
                case "--physdev-out" ->
                    out = new HeaderMatch.Interface(segment.value().text(), negated);
                case "--physdev-is-in" -> isIn = PhysdevMatch.Flag.of(negated);
                case "--physdev-is-out" -> isOut = PhysdevMatch.Flag.of(negated);
                case "--physdev-is-bridged" -> isBridged = PhysdevMatch.Flag.of(negated);
                default -> {
                    return List.of();
                }
            }
        }
        return List.of(new PhysdevMatch(in, isIn, out, isOut, isBridged));
    }

    /** Names of users and groups are those of the node, which podpath does not know, so they are not understood. */
    static List<Match> owner(Segment segment) {
        List<OwnerMatch.Test> tests = new ArrayList<>();
        while (segment.hasNext()) {
            String option = segment.option();
            boolean negated = segment.isNegated();
            if (option.equals("--socket-exists")) {
                tests.add(new OwnerMatch.Test(OwnerMatch.Subject.SOCKET, 0, 0, negated));
                continue;
            }
            boolean isUser = option.equals("--uid-owner");
            Word value = isUser || option.equals("--gid-owner") ? segment.value() : segment.name();
            if (!value.text().matches("[0-9]{1,10}(-[0-9]{1,10})?")) {
                return List.of();
            }
            int dash = value.text().indexOf('-');
            long first = Long.parseLong(dash < 0 ? value.text() : value.text().substring(0, dash));
            long last = Long.parseLong(value.text().substring(dash + 1));
            if (first > MAX_ID || last > MAX_ID) {
                throw new RuleSyntaxException(value, "'" + value.text() + "' is no user or group");
            }
            OwnerMatch.Subject subject = isUser ? OwnerMatch.Subject.UID : OwnerMatch.Subject.GID;
            tests.add(new OwnerMatch.Test(subject, first, last, negated));
        }
        return List.of(new OwnerMatch(tests));
    }
}
