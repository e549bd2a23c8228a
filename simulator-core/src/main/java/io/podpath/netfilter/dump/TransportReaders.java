package io.podpath.netfilter.dump;

import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.PortMatch;
import io.podpath.netfilter.match.IcmpTypeMatch;
import io.podpath.netfilter.match.MultiportMatch;
import io.podpath.netfilter.match.NumberMatch;
import io.podpath.netfilter.match.TcpFlagsMatch;
import io.podpath.netfilter.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Readers of matches that look at the header of a packet: ports, flags, types, lengths. */
final class TransportReaders {

    private static final Map<String, Protocol> PROTOCOLS =
            Map.of("tcp", Protocol.TCP, "udp", Protocol.UDP, "sctp", Protocol.SCTP);
    private static final int MAX_BYTE = 255;
    private static final int MAX_LENGTH = 65_535;
    private static final Map<String, int[]> ICMP_NAMES = Map.of(
            "any", new int[] {IcmpTypeMatch.ANY, IcmpTypeMatch.ANY},
            "echo-reply", new int[] {0, IcmpTypeMatch.ANY},
            "pong", new int[] {0, IcmpTypeMatch.ANY},
            "destination-unreachable", new int[] {3, IcmpTypeMatch.ANY},
            "fragmentation-needed", new int[] {3, 4},
            "redirect", new int[] {5, IcmpTypeMatch.ANY},
            "echo-request", new int[] {8, IcmpTypeMatch.ANY},
            "ping", new int[] {8, IcmpTypeMatch.ANY},
            "time-exceeded", new int[] {11, IcmpTypeMatch.ANY},
            "parameter-problem", new int[] {12, IcmpTypeMatch.ANY});

    /** Those that ip6tables prints as numbers, and the ones people write. */
    private static final Map<String, int[]> ICMPV6_NAMES = Map.of(
            "destination-unreachable", new int[] {1, IcmpTypeMatch.ANY},
            "no-route", new int[] {1, 0},
            "communication-prohibited", new int[] {1, 1},
            "address-unreachable", new int[] {1, 3},
            "port-unreachable", new int[] {1, 4},
            "packet-too-big", new int[] {2, IcmpTypeMatch.ANY},
            "time-exceeded", new int[] {3, IcmpTypeMatch.ANY},
            "parameter-problem", new int[] {4, IcmpTypeMatch.ANY},
            "echo-request", new int[] {128, IcmpTypeMatch.ANY},
            "echo-reply", new int[] {129, IcmpTypeMatch.ANY});

    private TransportReaders() {}

    static List<Match> ports(Segment segment) {
        Protocol protocol = PROTOCOLS.get(segment.name().text());
        PortMatch.Range source = null;
        PortMatch.Range destination = null;
        TcpFlagsMatch flags = null;
        while (segment.hasNext()) {
            switch (segment.option()) {
                case "--sport", "--source-port" -> source = range(segment);
                case "--dport", "--destination-port" -> destination = range(segment);
                case "--syn" -> flags = TcpFlagsMatch.opening(segment.isNegated());
                case "--tcp-flags" -> {
                    boolean negated = segment.isNegated();
                    flags = new TcpFlagsMatch(flags(segment.value()), flags(segment.value()), negated);
                }
                default -> {
                    return List.of();
                }
            }
        }
        List<Match> read = new ArrayList<>();
        if (protocol != null) {
            read.add(new PortMatch(protocol, source, destination));
        }
        if (flags != null) {
            read.add(flags);
        }
        return read;
    }

    private static PortMatch.Range range(Segment segment) {
        boolean negated = segment.isNegated();
        Word value = segment.value();
        return Values.ports(value, value.text(), negated);
    }

    private static int flags(Word list) {
        int bits = 0;
        for (String name : list.text().split(",", -1)) {
            if (name.equals("ALL")) {
                bits = 0x3f;
            } else if (TcpFlagsMatch.NAMES.contains(name)) {
                bits |= TcpFlagsMatch.bit(name);
            } else if (!name.equals("NONE")) {
                throw new RuleSyntaxException(list, "'" + name + "' is no TCP flag such as SYN");
            }
        }
        return bits;
    }

    static List<Match> icmp(Segment segment) {
        boolean hasType = segment.hasNext() && segment.option().equals("--icmp-type");
        return hasType ? icmpType(segment, IpFamily.IPV4, ICMP_NAMES) : List.of();
    }

    static List<Match> icmpv6(Segment segment) {
        boolean hasType = segment.hasNext() && segment.option().equals("--icmpv6-type");
        return hasType ? icmpType(segment, IpFamily.IPV6, ICMPV6_NAMES) : List.of();
    }

    private static List<Match> icmpType(Segment segment, IpFamily family, Map<String, int[]> names) {
        boolean negated = segment.isNegated();
        Word value = segment.value();
        int[] known = names.get(value.text());
        if (known != null) {
            return List.of(new IcmpTypeMatch(family, known[0], known[1], negated));
        }
        if (!value.text().matches("[0-9]+(/[0-9]+)?")) {
            return List.of();
        }
        int slash = value.text().indexOf('/');
        String type = slash < 0 ? value.text() : value.text().substring(0, slash);
        int code = slash < 0
                ? IcmpTypeMatch.ANY
                : Values.number(value, value.text().substring(slash + 1), MAX_BYTE, "an ICMP code");
        int number = Values.number(value, type, MAX_BYTE, "an ICMP type");
        return List.of(new IcmpTypeMatch(family, number, code, negated));
    }

    static List<Match> multiport(Segment segment) {
        if (!segment.hasNext()) {
            return List.of();
        }
        String option = segment.option();
        boolean negated = segment.isNegated();
        MultiportMatch.Side side = switch (option) {
            case "--sports", "--source-ports" -> MultiportMatch.Side.SPORTS;
            case "--dports", "--destination-ports" -> MultiportMatch.Side.DPORTS;
            case "--ports" -> MultiportMatch.Side.PORTS;
            default -> null;
        };
        if (side == null) {
            return List.of();
        }
        Word list = segment.value();
        List<PortMatch.Range> ports = new ArrayList<>();
        for (String port : list.text().split(",", -1)) {
            ports.add(Values.ports(list, port, false));
        }
        return List.of(new MultiportMatch(side, ports, negated));
    }

    static List<Match> length(Segment segment) {
        if (!segment.hasNext() || !segment.option().equals("--length")) {
            return List.of();
        }
        boolean negated = segment.isNegated();
        Word value = segment.value();
        int colon = value.text().indexOf(':');
        String low = colon < 0 ? value.text() : value.text().substring(0, colon);
        String high = value.text().substring(colon + 1);
        int first = low.isEmpty() ? 0 : Values.number(value, low, MAX_LENGTH, "a length");
        int last = high.isEmpty() ? MAX_LENGTH : Values.number(value, high, MAX_LENGTH, "a length");
        String text = "--length " + value.text();
        return List.of(new NumberMatch(NumberMatch.Subject.LENGTH, first, last, negated, text));
    }

    static List<Match> ttl(Segment segment) {
        if (!segment.hasNext()) {
            return List.of();
        }
        String option = segment.option();
        boolean negated = segment.isNegated();
        Word value = segment.value();
        int number = Values.number(value, value.text(), MAX_BYTE, "a time to live");
        String text = option + " " + number;
        return switch (option) {
            case "--ttl-eq", "--ttl" ->
                List.of(new NumberMatch(NumberMatch.Subject.TTL, number, number, negated, "--ttl-eq " + number));
            case "--ttl-lt" -> List.of(new NumberMatch(NumberMatch.Subject.TTL, 0, number - 1, negated, text));
            case "--ttl-gt" -> List.of(new NumberMatch(NumberMatch.Subject.TTL, number + 1, MAX_BYTE, negated, text));
            default -> List.of();
        };
    }
}
