package io.podpath.netfilter.dump;

import io.podpath.netfilter.CommentMatch;
import io.podpath.netfilter.ConntrackMatch;
import io.podpath.netfilter.ConntrackState;
import io.podpath.netfilter.MarkMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.NfacctMatch;
import io.podpath.netfilter.match.ConnectionMarkMatch;
import io.podpath.netfilter.match.StateMatch;
import io.podpath.netfilter.text.Word;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which reader knows which match. A reader that meets an option it does not know gives nothing. */
final class MatchReaders {

    private static final Map<String, Function<Segment, List<Match>>> READERS = Map.ofEntries(
            Map.entry("comment", MatchReaders::comment),
            Map.entry("nfacct", MatchReaders::nfacct),
            Map.entry("mark", MatchReaders::mark),
            Map.entry("connmark", MatchReaders::connectionMark),
            Map.entry("conntrack", MatchReaders::conntrack),
            Map.entry("state", MatchReaders::state),
            Map.entry("tcp", TransportReaders::ports),
            Map.entry("udp", TransportReaders::ports),
            Map.entry("sctp", TransportReaders::ports),
            Map.entry("icmp", TransportReaders::icmp),
            Map.entry("icmp6", TransportReaders::icmpv6),
            Map.entry("multiport", TransportReaders::multiport),
            Map.entry("addrtype", AddressReaders::addressType),
            Map.entry("set", AddressReaders::set),
            Map.entry("iprange", AddressReaders::range),
            Map.entry("rpfilter", AddressReaders::reversePath),
            Map.entry("pkttype", AddressReaders::packetType),
            Map.entry("physdev", OriginReaders::physdev),
            Map.entry("owner", OriginReaders::owner),
            Map.entry("statistic", ChanceReaders::statistic),
            Map.entry("recent", ChanceReaders::recent),
            Map.entry("limit", ChanceReaders::limit),
            Map.entry("length", TransportReaders::length),
            Map.entry("ttl", TransportReaders::ttl));

    private static final Set<String> PROTOCOLS =
            Set.of("tcp", "udp", "sctp", "icmp", "icmp6", "ipv6-icmp", "udplite", "dccp");
    private static final Set<String> PROTOCOL_OPTIONS = Set.of(
            "--dport",
            "--sport",
            "--destination-port",
            "--source-port",
            "--tcp-flags",
            "--syn",
            "--icmp-type",
            "--icmpv6-type");

    private MatchReaders() {}

    static boolean isProtocol(String module) {
        return PROTOCOLS.contains(module);
    }

    static boolean isProtocolOption(String word) {
        return PROTOCOL_OPTIONS.contains(word);
    }

    static boolean isKnown(String module) {
        return READERS.containsKey(module);
    }

    /** What the segment asks for; nothing if it is not modelled, or not all of it. */
    static List<Match> read(Segment segment) {
        Function<Segment, List<Match>> reader = READERS.get(segment.name().text());
        List<Match> read = reader == null ? List.of() : reader.apply(segment);
        return segment.hasNext() ? List.of() : read;
    }

    private static List<Match> comment(Segment segment) {
        return isOnly(segment, "--comment")
                ? List.of(new CommentMatch(segment.value().text()))
                : List.of();
    }

    private static List<Match> nfacct(Segment segment) {
        return isOnly(segment, "--nfacct-name")
                ? List.of(new NfacctMatch(segment.value().text()))
                : List.of();
    }

    private static List<Match> mark(Segment segment) {
        if (!isOnly(segment, "--mark")) {
            return List.of();
        }
        Word mark = segment.value();
        return List.of(new MarkMatch(Values.value(mark), Values.mask(mark), segment.isNegated()));
    }

    private static List<Match> connectionMark(Segment segment) {
        if (!isOnly(segment, "--mark")) {
            return List.of();
        }
        Word mark = segment.value();
        return List.of(new ConnectionMarkMatch(Values.value(mark), Values.mask(mark), segment.isNegated()));
    }

    private static List<Match> conntrack(Segment segment) {
        if (!isOnly(segment, "--ctstate")) {
            return List.of();
        }
        return List.of(new ConntrackMatch(states(segment.value()), segment.isNegated()));
    }

    private static List<Match> state(Segment segment) {
        return isOnly(segment, "--state")
                ? List.of(new StateMatch(new ConntrackMatch(states(segment.value()), segment.isNegated())))
                : List.of();
    }

    private static Set<ConntrackState> states(Word list) {
        Set<ConntrackState> states = EnumSet.noneOf(ConntrackState.class);
        for (String name : list.text().split(",", -1)) {
            states.add(state(list, name));
        }
        return states;
    }

    private static ConntrackState state(Word list, String name) {
        for (ConntrackState state : ConntrackState.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        throw new RuleSyntaxException(list, "'" + name + "' is no state of a connection such as NEW or ESTABLISHED");
    }

    /** Whether the next option is this one; its value comes next. */
    private static boolean isOnly(Segment segment, String option) {
        return segment.hasNext() && segment.option().equals(option);
    }
}
