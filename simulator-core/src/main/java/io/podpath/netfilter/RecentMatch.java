package io.podpath.netfilter;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;

/**
 * {@code -m recent}: remembers addresses, and asks whether and how often one was seen lately.
 *
 * <p><i>Models:</i> all four actions, time, hit count, mask, either address, negation. <i>Does not model:</i> the TTL of
 * {@code --rttl}.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_recent.c}, {@code recent_mt}.
 *
 * @param list the name of the list
 * @param action what to do
 * @param limit when the address counts as seen
 * @param who which address is meant
 * @param negated matches where the action would not
 */
public record RecentMatch(String list, Action action, Limit limit, Who who, boolean negated) implements Match {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** What the match does. */
    public enum Action {
        /** Remembers the address and matches. */
        SET("--set"),
        /** Matches if the address was seen lately. */
        CHECK("--rcheck"),
        /** The same, and remembers that it was seen again. */
        UPDATE("--update"),
        /** Matches if the address is remembered, and forgets it. */
        REMOVE("--remove");

        private final String option;

        Action(String option) {
            this.option = option;
        }

        /** The option of {@code iptables}. */
        public String option() {
            return option;
        }
    }

    /**
     * When an address counts as seen.
     *
     * @param seconds how long ago at most; 0 for any time
     * @param hitCount how often at least; 0 for once
     * @param reap whether what is older is forgotten, which changes no answer
     */
    public record Limit(int seconds, int hitCount, boolean reap) {

        /** Ever. */
        public static final Limit NONE = new Limit(0, 0, false);
    }

    /**
     * Which address.
     *
     * @param isDestination the destination and not the source
     * @param ignoredBits how many of its last bits do not count
     * @param family the family of the rule, which decides how the mask is written
     */
    public record Who(boolean isDestination, int ignoredBits, IpFamily family) {

        private static final IpAddress ALL_BITS_IPV4 = IpAddress.ofIpv4(-1);
        private static final IpAddress ALL_BITS_IPV6 = new IpAddress(-1, -1);

        /** The whole source. */
        public static Who source(IpFamily family) {
            return new Who(false, 0, family);
        }

        private IpAddress allBits() {
            return family == IpFamily.IPV4 ? ALL_BITS_IPV4 : ALL_BITS_IPV6;
        }

        IpAddress of(Packet packet) {
            IpAddress address = isDestination
                    ? packet.destination().address()
                    : packet.source().address();
            return ignoredBits == 0
                    ? address
                    : Cidr.of(address, address.family().addressBits() - ignoredBits)
                            .network();
        }
    }

    /** Remembers the source, as kube-proxy does when it has chosen an endpoint. */
    public static RecentMatch set(String list, IpFamily family) {
        return new RecentMatch(list, Action.SET, Limit.NONE, Who.source(family), false);
    }

    /** Asks for the source, as kube-proxy does for session affinity. */
    public static RecentMatch seenWithin(String list, int seconds, IpFamily family) {
        return new RecentMatch(list, Action.CHECK, new Limit(seconds, 0, true), Who.source(family), false);
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        RecentLists lists = context.recentLists();
        IpAddress address = who.of(packet);
        boolean seen = switch (action) {
            case SET -> true;
            case REMOVE -> lists.forget(list, address);
            case CHECK, UPDATE ->
                lists.wasSeen(list, address, limit.seconds * NANOS_PER_SECOND, limit.hitCount, context.nowNanos());
        };
        boolean matches = seen != negated;
        if (action == Action.SET || (action == Action.UPDATE && matches && lists.knows(list, address))) {
            lists.set(list, address, context.nowNanos());
        }
        return matches;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        String within = limit.seconds == 0 ? "" : " within " + limit.seconds + " s";
        String often = limit.hitCount <= 1 ? "" : " " + limit.hitCount + " times";
        return who.of(packet) + (negated ? " was seen by " : " was not seen by ") + list + often + within;
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("-m recent").append(negated ? " ! " : " ").append(action.option);
        text.append(limit.seconds == 0 ? "" : " --seconds " + limit.seconds).append(limit.reap ? " --reap" : "");
        text.append(limit.hitCount == 0 ? "" : " --hitcount " + limit.hitCount);
        IpAddress mask = Cidr.of(who.allBits(), who.family.addressBits() - who.ignoredBits)
                .network();
        return text.append(" --name ")
                .append(list)
                .append(" --mask ")
                .append(mask)
                .append(who.isDestination ? " --rdest" : " --rsource")
                .toString();
    }
}
