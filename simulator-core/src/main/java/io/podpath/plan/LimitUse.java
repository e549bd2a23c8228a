package io.podpath.plan;

import java.util.OptionalLong;

/**
 * How much of a limit is needed.
 *
 * @param limit which one
 * @param where what has it, for example {@code aks-vnet/nodes 10.1.1.0/24}
 * @param needed how much is needed
 * @param available how much there is; empty if podpath cannot know
 */
public record LimitUse(Limit limit, String where, long needed, OptionalLong available) {

    LimitUse(Limit limit, String where, long needed, long available) {
        this(limit, where, needed, OptionalLong.of(available));
    }

    /** Whether there is enough, as far as podpath knows. */
    public boolean fits() {
        return available.isEmpty() || needed <= available.getAsLong();
    }

    @Override
    public String toString() {
        String has = available.isEmpty() ? "an unknown number" : String.valueOf(available.getAsLong());
        return limit + " " + where + ": " + needed + " of " + has + " " + limit.unit();
    }
}
