package io.podpath.netfilter;

import io.podpath.model.Packet;

/**
 * {@code -m recent}: remembers source addresses ({@code --set}) or asks whether one was seen lately ({@code --rcheck}).
 *
 * @param list the name of the list
 * @param action what to do
 * @param seconds how long a memory counts, for {@link Action#CHECK}
 */
public record RecentMatch(String list, Action action, int seconds) implements Match {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** What the match does. */
    public enum Action {
        /** Remembers the source and matches. */
        SET,
        /** Matches if the source was seen lately. */
        CHECK
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        if (action == Action.SET) {
            context.recentLists().set(list, packet.source().address(), context.nowNanos());
            return true;
        }
        return context.recentLists()
                .wasSeen(list, packet.source().address(), seconds * NANOS_PER_SECOND, context.nowNanos());
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return packet.source().address() + " did not use this endpoint within " + seconds + " s";
    }

    @Override
    public String toString() {
        String what = action == Action.SET ? "--set" : "--rcheck --seconds " + seconds + " --reap";
        return "-m recent " + what + " --name " + list + " --mask 255.255.255.255 --rsource";
    }
}
