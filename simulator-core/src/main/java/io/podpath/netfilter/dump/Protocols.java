package io.podpath.netfilter.dump;

import io.podpath.model.Protocol;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.text.Word;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The protocols a rule may name.
 *
 * <p><i>Source:</i> IANA protocol numbers; {@code /etc/protocols}; {@code xtables_chain_protos} of iptables.
 */
final class Protocols {

    private static final int HIGHEST = 255;
    private static final Set<String> NOT_MODELLED = Set.of(
            "ip",
            "igmp",
            "ggp",
            "ipencap",
            "ipv4",
            "st",
            "egp",
            "igp",
            "dccp",
            "ipv6",
            "ipv6-route",
            "ipv6-frag",
            "rsvp",
            "gre",
            "esp",
            "ah",
            "ipv6-nonxt",
            "ipv6-opts",
            "ospf",
            "ipip",
            "pim",
            "ipcomp",
            "vrrp",
            "l2tp",
            "isis",
            "mobility-header",
            "mh",
            "ipv6-mh",
            "udplite",
            "mpls-in-ip",
            "fc");

    /** What nearly every rule says, made once. */
    private static final Map<String, HeaderMatch.Transport> USUAL = Map.of(
            "tcp", new HeaderMatch.Transport(Protocol.TCP, false),
            "udp", new HeaderMatch.Transport(Protocol.UDP, false));

    private Protocols() {}

    /** What {@code -p} asks for; nothing for every protocol. */
    static Optional<HeaderMatch.Transport> read(Word word, boolean negated) {
        String text = word.text();
        if (text.equals("all") || text.equals("0")) {
            return Optional.empty();
        }
        HeaderMatch.Transport usual = negated ? null : USUAL.get(text);
        if (usual != null) {
            return Optional.of(usual);
        }
        Optional<Protocol> modelled = Protocol.find(text);
        if (modelled.isPresent()) {
            String spelling = Character.isDigit(text.charAt(0)) || text.equals("icmpv6")
                    ? text
                    : modelled.get().lowerCaseName();
            return Optional.of(new HeaderMatch.Transport(modelled.get(), spelling, negated));
        }
        boolean isNumber = text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= HIGHEST;
        if (!isNumber && !NOT_MODELLED.contains(text)) {
            throw new RuleSyntaxException(word, "'" + text + "' is no protocol; write a name such as tcp or a number");
        }
        return Optional.of(new HeaderMatch.Transport(null, text, negated));
    }
}
