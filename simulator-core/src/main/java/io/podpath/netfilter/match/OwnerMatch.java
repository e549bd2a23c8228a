package io.podpath.netfilter.match;

import io.podpath.cluster.Subject;
import io.podpath.model.EchoType;
import io.podpath.model.Packet;
import io.podpath.model.TcpFlags;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;
import java.util.List;

/**
 * {@code -m owner}: the user and group of the process whose socket sends the packet.
 *
 * <p>A forwarded packet has no socket and matches only if every option is negated. What the kernel sends itself (ICMP,
 * resets of closed ports) has a socket that belongs to nobody. <i>Models:</i> local processes as root, user 0 and group
 * 0.
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
        Socket socket = socketOf(packet, context);
        for (Test test : tests) {
            boolean holds = switch (socket) {
                case NONE -> test.negated();
                case KERNEL -> (test.subject() == Subject.SOCKET) != test.negated();
                case PROCESS -> test.holdsForRoot();
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private enum Socket {
        NONE,
        KERNEL,
        PROCESS
    }

    private static Socket socketOf(Packet packet, MatchContext context) {
        boolean isReset = packet.tcpFlags() == TcpFlags.RST;
        boolean isForged = isReset && !context.isLocal(packet.source().address());
        if (!context.inInterface().isEmpty() || isForged) {
            return Socket.NONE;
        }
        boolean isKernel = isReset || packet.icmpError() != null || packet.echoType() == EchoType.REPLY;
        return isKernel ? Socket.KERNEL : Socket.PROCESS;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return socketOf(packet, context) == Socket.PROCESS
                ? "the process is taken to be root"
                : "no local process sends the packet";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("-m owner");
        tests.forEach(test -> text.append(' ').append(test));
        return text.toString();
    }
}
