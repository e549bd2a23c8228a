package io.podpath.netfilter;

import io.podpath.model.Packet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code -m conntrack --ctstate}: the state of the packet's connection.
 *
 * @param states the states wanted
 * @param negated matches all other states
 */
public record ConntrackMatch(Set<ConntrackState> states, boolean negated) implements Match {

    public ConntrackMatch {
        states = Set.copyOf(states);
    }

    /** Any of these states. */
    public static ConntrackMatch anyOf(ConntrackState first, ConntrackState... more) {
        return new ConntrackMatch(EnumSet.of(first, more), false);
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        for (ConntrackState state : states) {
            if (context.hasState(state)) {
                return !negated;
            }
        }
        return negated;
    }

    @Override
    public boolean needsConntrack() {
        return true;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        for (ConntrackState state : ConntrackState.values()) {
            if (context.hasState(state)) {
                return "the connection is " + state;
            }
        }
        return "the connection has no state";
    }

    @Override
    public String toString() {
        return "-m conntrack" + (negated ? " !" : "") + " --ctstate " + join(states);
    }

    /** In the order the iptables command prints states. */
    private static String join(Collection<ConntrackState> states) {
        return EnumSet.copyOf(states).stream().map(Enum::name).collect(Collectors.joining(","));
    }
}
