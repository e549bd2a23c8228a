package io.podpath.azure.security;

import io.podpath.azure.security.Intervals.Stretch;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of addresses of both families, and of service tags whose contents nobody gave: such a tag is an element of its
 * own, which only the same tag, and whatever holds the whole internet, covers.
 *
 * @param ranges the addresses
 * @param tags names of tags of unknown contents, in lower case
 * @param coverage which other tags of unknown contents the set covers
 */
record AddressSet(Intervals<IpAddress> ranges, Set<String> tags, Coverage coverage) {

    private static final IpAddress FIRST = new IpAddress(0, 0);
    private static final IpAddress LAST = new IpAddress(-1, -1);
    private static final IpAddress FIRST_IPV4 = Cidr.ANY_IPV4.network();
    private static final IpAddress BEHIND_IPV4 = Cidr.ANY_IPV4.lastAddress().plus(1);

    /** Every address. */
    static final Intervals<IpAddress> EVERYTHING = new Intervals<>(List.of(new Stretch<>(FIRST, null)));

    /** Which tags of unknown contents a set covers. */
    enum Coverage {
        /** Those it names. */
        NAMED,
        /** All, since they stand for addresses of Azure services, which are public. */
        EVERY_SERVICE
    }

    AddressSet {
        tags = Set.copyOf(tags);
    }

    /** The addresses of these ranges. */
    static AddressSet of(Collection<Cidr> ranges) {
        return new AddressSet(intervals(ranges), Set.of(), Coverage.NAMED);
    }

    /** The addresses of these ranges as stretches; the line runs through both families, IPv4 in its mapped form. */
    static Intervals<IpAddress> intervals(Collection<Cidr> ranges) {
        List<Stretch<IpAddress>> stretches = new ArrayList<>();
        for (Cidr range : ranges) {
            boolean isAllIpv6 = range.family() == IpFamily.IPV6 && range.prefixLength() == 0;
            if (isAllIpv6) {
                stretches.add(new Stretch<>(FIRST, FIRST_IPV4));
                stretches.add(new Stretch<>(BEHIND_IPV4, null));
            } else {
                IpAddress last = range.lastAddress();
                stretches.add(new Stretch<>(range.network(), last.equals(LAST) ? null : last.plus(1)));
            }
        }
        return Intervals.of(stretches);
    }

    boolean isEmpty() {
        return ranges.isEmpty() && tags.isEmpty();
    }

    /** What both sets hold. */
    AddressSet intersect(AddressSet other) {
        Set<String> both = new TreeSet<>(tags);
        both.removeIf(tag -> !other.covers(tag));
        return new AddressSet(ranges.intersect(other.ranges), both, Coverage.NAMED);
    }

    /** What the other set does not hold. */
    AddressSet minus(AddressSet other) {
        Set<String> rest = new TreeSet<>(tags);
        rest.removeIf(other::covers);
        return new AddressSet(ranges.minus(other.ranges), rest, Coverage.NAMED);
    }

    /** A tag of the platform is no public address, and only its own name stands for it. */
    private boolean covers(String tag) {
        boolean isPlatform = WellKnownTag.find(tag).isPresent();
        return tags.contains(tag) || (coverage == Coverage.EVERY_SERVICE && !isPlatform);
    }

    /** One of its elements in words. */
    String example() {
        return ranges.isEmpty() ? tags.iterator().next() : ranges.smallest().toString();
    }
}
