package io.podpath.netfilter;

import io.podpath.model.Packet;
import io.podpath.netfilter.ipset.IpSet;
import io.podpath.netfilter.ipset.SetQuery;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code -m set --match-set NAME src,dst}: whether the packet is in a named set of the namespace.
 *
 * <p><i>Models:</i> {@code nomatch} elements, {@code --return-nomatch}. <i>Does not model:</i> counters of elements.
 * A set that the input does not have, or of a type that needs what the packet does not have, cannot be decided.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_set.c}; iptables {@code extensions/libxt_set.c}.
 *
 * @param set the name of the set
 * @param sides which sides of the packet its parts are compared with
 * @param negated matches packets that are not in it
 * @param options further options as {@code iptables-save} prints them, {@code --return-nomatch}
 */
public record SetMatch(String set, List<SetQuery.Side> sides, boolean negated, List<String> options)
        implements Match, UncertainMatch {

    private static final String RETURN_NOMATCH = "--return-nomatch";

    public SetMatch {
        sides = List.copyOf(sides);
        options = List.copyOf(options);
    }

    /** The packet's sides are in the set. */
    public static SetMatch of(String set, SetQuery.Side... sides) {
        return new SetMatch(set, List.of(sides), false, List.of());
    }

    /** The same for packets that are not in the set. */
    public SetMatch negate() {
        return new SetMatch(set, sides, !negated, options);
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return isIn(packet, context) != negated;
    }

    private boolean isIn(Packet packet, MatchContext context) {
        Optional<IpSet> found = context.ipSets().find(set);
        if (found.isEmpty()) {
            return false;
        }
        SetQuery query = new SetQuery(packet, sides, context.inInterface(), context.outInterface(), context.nowNanos());
        IpSet.Membership membership = found.get().test(query, context.ipSets());
        return membership == (options.contains(RETURN_NOMATCH) ? IpSet.Membership.EXCLUDED : IpSet.Membership.IN);
    }

    @Override
    public @Nullable String findUnknown(Packet packet, MatchContext context) {
        Optional<IpSet> found = context.ipSets().find(set);
        if (found.isEmpty()) {
            return "the set " + set + " is not in the input";
        }
        if (!found.get().type().isModelled()) {
            return "sets of type " + found.get().type() + ", such as " + set + ", are not modelled";
        }
        boolean counts = options.stream().anyMatch(option -> option.matches("--(packets|bytes)-.*"));
        return counts ? "counters of elements of " + set + " are not modelled" : null;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        String who = sides.get(0) == SetQuery.Side.SOURCE
                ? "source " + packet.source()
                : "destination " + packet.destination();
        return who + (isIn(packet, context) ? " is in set " : " is not in set ") + set;
    }

    @Override
    public String toString() {
        String directions = sides.stream().map(SetQuery.Side::toString).collect(Collectors.joining(","));
        String tail = options.isEmpty() ? "" : " " + String.join(" ", options);
        return "-m set" + (negated ? " !" : "") + " --match-set " + set + " " + directions + tail;
    }
}
