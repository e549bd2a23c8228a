package io.podpath.netfilter.match;

import io.podpath.model.Packet;
import io.podpath.model.TcpFlags;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;
import java.util.List;

/**
 * {@code -m owner}: the user and group of the process whose socket sends the packet.
 *
 * <p>A packet without a socket (forwarded, or sent by the kernel itself) matches only if every option is negated.
 * <i>Models:</i> local processes as root, user 0 and group 0.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_owner.c}.
 *
 * @param tests the options, all of which must hold
 */
public record OwnerMatch(List<Test> tests) implements Match {

    private static final long ROOT = 0;

    /** What an option looks at. */
    public enum Subject {
        UID("--uid-owner"),
        GID("--gid-owner"),
        SOCKET("--socket-exists");

        private final String option;

        Subject(String option) {
            this.option = option;
        }

        /** The spelling of the option. */
        @Override
        public String toString() {
            return option;
        }
    }

    /**
     * One option.
     *
     * @param subject what it looks at
     * @param first the lowest number
     * @param last the highest number
     * @param negated whether everything else is meant
     */
    public record Test(Subject subject, long first, long last, boolean negated) {

        boolean holdsForRoot() {
            return (subject == Subject.SOCKET || (first <= ROOT && ROOT <= last)) != negated;
        }

        @Override
        public String toString() {
            String range = subject == Subject.SOCKET ? "" : first == last ? " " + first : " " + first + "-" + last;
            return (negated ? "! " : "") + subject + range;
        }
    }

    public OwnerMatch {
        tests = List.copyOf(tests);
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        boolean hasSocket = hasSocket(packet, context);
        for (Test test : tests) {
            if (hasSocket ? !test.holdsForRoot() : !test.negated()) {
                return false;
            }
        }
        return true;
    }

    /** Errors and resets come from the kernel. */
    private static boolean hasSocket(Packet packet, MatchContext context) {
        return context.inInterface().isEmpty() && packet.icmpError() == null && packet.tcpFlags() != TcpFlags.RST;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return hasSocket(packet, context) ? "the process is taken to be root" : "no local process sends the packet";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("-m owner");
        tests.forEach(test -> text.append(' ').append(test));
        return text.toString();
    }
}
