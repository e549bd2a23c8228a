package io.podpath.nftables;

import io.podpath.model.Packet;
import io.podpath.netfilter.ConntrackState;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code ct state new}, {@code ct state established,related}; with the pseudo states {@code ct status dnat}.
 *
 * <p><i>Source:</i> nft(8), CONNTRACK EXPRESSIONS.
 *
 * @param states any of these
 */
public record ConntrackCondition(Set<ConntrackState> states) implements Condition {

    /** In the order of their bits, which is the order nft prints them in. */
    private static final List<ConntrackState> ORDER = List.of(
            ConntrackState.INVALID,
            ConntrackState.ESTABLISHED,
            ConntrackState.RELATED,
            ConntrackState.NEW,
            ConntrackState.SNAT,
            ConntrackState.DNAT,
            ConntrackState.UNTRACKED);

    private static final Set<ConntrackState> STATUS = EnumSet.of(ConntrackState.SNAT, ConntrackState.DNAT);

    public ConntrackCondition {
        states = Set.copyOf(states);
        if (states.isEmpty() || (states.stream().anyMatch(STATUS::contains) && !STATUS.containsAll(states))) {
            throw new IllegalArgumentException("either states or translations, not both: " + states);
        }
    }

    /** The first packet of a connection. */
    public static final ConntrackCondition NEW = new ConntrackCondition(Set.of(ConntrackState.NEW));

    @Override
    public boolean holds(Packet packet, Evaluation evaluation) {
        for (ConntrackState state : states) {
            if (evaluation.context().hasState(state)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        String kind = STATUS.containsAll(states) ? "ct status " : "ct state ";
        return kind
                + ORDER.stream()
                        .filter(states::contains)
                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(","));
    }
}
