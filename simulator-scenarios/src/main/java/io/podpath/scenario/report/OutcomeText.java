package io.podpath.scenario.report;

import io.podpath.trace.Direction;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.PacketEvent;

/** The outcome of a connection in words; one that needed retransmissions says so. */
final class OutcomeText {

    private OutcomeText() {}

    static String of(Flow flow) {
        int tries = countTries(flow);
        boolean answered = flow.outcome() != Outcome.TIMEOUT
                && flow.outcome() != Outcome.ONE_WAY
                && flow.outcome() != Outcome.UNDECIDED;
        return flow.outcome() + (answered && tries > 1 ? " at the " + ordinal(tries) + " try" : "");
    }

    /** How often the opening packet was sent. */
    private static int countTries(Flow flow) {
        if (flow.conversation().isEmpty()) {
            return 0;
        }
        String opening = flow.conversation().get(0).label();
        int tries = 0;
        for (PacketEvent event : flow.conversation()) {
            boolean again = event.label().equals(opening) || event.label().startsWith(opening + " again");
            if (event.direction() == Direction.FORWARD && again) {
                tries++;
            }
        }
        return tries;
    }

    private static String ordinal(int number) {
        return switch (number) {
            case 2 -> "2nd";
            case 3 -> "3rd";
            default -> number + "th";
        };
    }
}
