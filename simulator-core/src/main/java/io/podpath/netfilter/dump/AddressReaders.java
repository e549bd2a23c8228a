package io.podpath.netfilter.dump;

import io.podpath.model.IpAddress;
import io.podpath.netfilter.AddressType;
import io.podpath.netfilter.AddressTypeMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.SetMatch;
import io.podpath.netfilter.ipset.SetQuery;
import io.podpath.netfilter.match.AddressTypesMatch;
import io.podpath.netfilter.match.IpRangeMatch;
import io.podpath.netfilter.match.PacketTypeMatch;
import io.podpath.netfilter.match.ReversePathMatch;
import io.podpath.netfilter.text.Word;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Readers of matches about addresses. */
final class AddressReaders {

    private static final List<String> ONLY_LOCAL = List.of("LOCAL");

    /** As {@code rtn_names} of iptables {@code extensions/libxt_addrtype.c} has them. */
    private static final Set<String> ADDRESS_TYPES = Set.of(
            "UNSPEC",
            "UNICAST",
            "LOCAL",
            "BROADCAST",
            "ANYCAST",
            "MULTICAST",
            "BLACKHOLE",
            "UNREACHABLE",
            "PROHIBIT",
            "THROW",
            "NAT",
            "XRESOLVE");

    private AddressReaders() {}

    static List<Match> addressType(Segment segment) {
        AddressTypesMatch.Types source = null;
        AddressTypesMatch.Types destination = null;
        AddressTypesMatch.Limit limit = AddressTypesMatch.Limit.NONE;
        while (segment.hasNext()) {
            switch (segment.option()) {
                case "--src-type" -> source = types(segment);
                case "--dst-type" -> destination = types(segment);
                case "--limit-iface-in" -> limit = AddressTypesMatch.Limit.IN;
                case "--limit-iface-out" -> limit = AddressTypesMatch.Limit.OUT;
                default -> {
                    return List.of();
                }
            }
        }
        boolean isOneSide = (source == null) != (destination == null);
        AddressTypesMatch.Types only = source == null ? destination : source;
        if (limit == AddressTypesMatch.Limit.NONE
                && isOneSide
                && only != null
                && only.names().equals(ONLY_LOCAL)) {
            AddressTypeMatch.Side side =
                    source == null ? AddressTypeMatch.Side.DESTINATION : AddressTypeMatch.Side.SOURCE;
            return List.of(new AddressTypeMatch(side, only.negated()));
        }
        return List.of(new AddressTypesMatch(source, destination, limit));
    }

    private static AddressTypesMatch.Types types(Segment segment) {
        boolean negated = segment.isNegated();
        Word list = segment.value();
        List<String> names = List.of(list.text().split(",", -1));
        for (String name : names) {
            if (!ADDRESS_TYPES.contains(name)) {
                throw new RuleSyntaxException(list, "'" + name + "' is no type of an address such as LOCAL");
            }
        }
        return new AddressTypesMatch.Types(names, negated);
    }

    static List<Match> set(Segment segment) {
        if (!segment.hasNext() || !segment.option().equals("--match-set")) {
            return List.of();
        }
        boolean negated = segment.isNegated();
        String name = segment.value().text();
        Word directions = segment.value();
        List<SetQuery.Side> sides = new ArrayList<>();
        for (String direction : directions.text().split(",", -1)) {
            switch (direction) {
                case "src" -> sides.add(SetQuery.Side.SOURCE);
                case "dst" -> sides.add(SetQuery.Side.DESTINATION);
                default -> throw new RuleSyntaxException(directions, "expected src or dst, not '" + direction + "'");
            }
        }
        List<String> options = new ArrayList<>();
        while (segment.hasNext()) {
            String option = segment.option();
            if (segment.isNegated()) {
                options.add("!");
            }
            options.add(option);
            if (option.startsWith("--packets") || option.startsWith("--bytes")) {
                options.add(segment.value().text());
            }
        }
        return List.of(new SetMatch(name, sides, negated, options));
    }

    static List<Match> range(Segment segment) {
        IpRangeMatch.Range source = null;
        IpRangeMatch.Range destination = null;
        while (segment.hasNext()) {
            switch (segment.option()) {
                case "--src-range" -> source = addresses(segment);
                case "--dst-range" -> destination = addresses(segment);
                default -> {
                    return List.of();
                }
            }
        }
        return List.of(new IpRangeMatch(source, destination));
    }

    private static IpRangeMatch.Range addresses(Segment segment) {
        boolean negated = segment.isNegated();
        Word value = segment.value();
        int dash = value.text().indexOf('-');
        String first = dash < 0 ? value.text() : value.text().substring(0, dash);
        String last = value.text().substring(dash + 1);
        IpAddress lowest = Values.address(value, first);
        return new IpRangeMatch.Range(lowest, Values.highest(value, lowest, last), negated);
    }

    static List<Match> reversePath(Segment segment) {
        Set<ReversePathMatch.Option> options = EnumSet.noneOf(ReversePathMatch.Option.class);
        while (segment.hasNext()) {
            String option = segment.option();
            boolean isKnown = false;
            for (ReversePathMatch.Option known : ReversePathMatch.Option.values()) {
                if (known.toString().equals(option)) {
                    options.add(known);
                    isKnown = true;
                }
            }
            if (!isKnown) {
                return List.of();
            }
        }
        return List.of(new ReversePathMatch(options));
    }

    static List<Match> packetType(Segment segment) {
        if (!segment.hasNext() || !segment.option().equals("--pkt-type")) {
            return List.of();
        }
        boolean negated = segment.isNegated();
        String type = segment.value().text().toUpperCase(Locale.ROOT);
        for (AddressType known : AddressType.values()) {
            if (known != AddressType.LOCAL && known.name().equals(type)) {
                return List.of(new PacketTypeMatch(known, negated));
            }
        }
        return List.of();
    }
}
