package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.security.AddressMatcher.Answer;
import io.podpath.azure.security.AddressMatcher.Position;
import io.podpath.model.FiveTuple;
import io.podpath.trace.RuleReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One rule of a security group, ready to be asked, and able to say which of its fields a packet fails. */
final class SecurityRuleMatch {

    private final NsgRule rule;
    private final AddressMatcher source;
    private final AddressMatcher destination;
    private final String name;
    private final String text;

    SecurityRuleMatch(NsgRule rule, ServiceTags tags) {
        this.rule = rule;
        this.source = new AddressMatcher(rule.source().prefixes(), Position.SOURCE, tags);
        this.destination = new AddressMatcher(rule.destination().prefixes(), Position.DESTINATION, tags);
        this.name = rule.name() + " " + rule.priority();
        this.text = describe();
    }

    private String describe() {
        String protocol = rule.findProtocol().map(Enum::name).orElse("Any");
        return rule.access().text() + " " + protocol + " " + source + sidePorts(rule.source()) + " -> " + destination
                + sidePorts(rule.destination());
    }

    private static String sidePorts(NsgRule.Side side) {
        return side.ports().isEmpty() ? "" : " port " + ports(side.ports());
    }

    NsgRule rule() {
        return rule;
    }

    /** The rule as part of a group at some place; compiled rules are shared by all places of a group. */
    RuleReference reference(String groupAndPlace) {
        return new RuleReference(groupAndPlace + " " + name, text);
    }

    boolean namesPlatformService() {
        return source.namesPlatformService() || destination.namesPlatformService();
    }

    Answer matches(FiveTuple tuple) {
        if (!protocolMatches(tuple)
                || !portMatches(rule.source().ports(), tuple, tuple.source().port())
                || !portMatches(
                        rule.destination().ports(), tuple, tuple.destination().port())) {
            return Answer.NO;
        }
        Answer sourceAnswer = source.matches(tuple.source());
        if (sourceAnswer == Answer.NO) {
            return Answer.NO;
        }
        Answer destinationAnswer = destination.matches(tuple.destination());
        return destinationAnswer == Answer.YES ? sourceAnswer : destinationAnswer;
    }

    private boolean protocolMatches(FiveTuple tuple) {
        return rule.protocol() == null || rule.protocol() == tuple.protocol();
    }

    /** A protocol without ports cannot match a rule that asks for some. */
    private static boolean portMatches(List<PortRange> ranges, FiveTuple tuple, int port) {
        if (ranges.isEmpty()) {
            return true;
        }
        if (!tuple.protocol().hasPorts()) {
            return false;
        }
        for (PortRange range : ranges) {
            if (range.contains(port)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Why the rule did not apply although it looks as if it might: it names this destination or this destination port,
     * it is declared for this client and protocol, it is the default rule for the virtual network and both addresses are
     * private, or everything but one field fits. Nothing for rules that are about something else, and for rules that match.
     */
    Optional<String> findNearMiss(FiveTuple tuple) {
        List<String> failed = new ArrayList<>();
        boolean sourceFits = source.matches(tuple.source()) != Answer.NO;
        boolean destinationFits = destination.matches(tuple.destination()) != Answer.NO;
        boolean portFits = portMatches(
                rule.destination().ports(), tuple, tuple.destination().port());
        if (!sourceFits) {
            failed.add("source " + tuple.source().address() + " is not in " + source);
        }
        if (!destinationFits) {
            failed.add("destination " + tuple.destination().address() + " is not in " + destination);
        }
        if (!protocolMatches(tuple)) {
            failed.add("protocol " + tuple.protocol() + " is not "
                    + rule.findProtocol().map(Enum::name).orElse("Any"));
        }
        if (!portFits) {
            failed.add(portFailure("destination", tuple, rule.destination().ports()));
        }
        if (!portMatches(rule.source().ports(), tuple, tuple.source().port())) {
            failed.add(portFailure("source", tuple, rule.source().ports()));
        }
        boolean namesDestination = destination.isExplicit() && destinationFits;
        boolean namesPort = !rule.destination().ports().isEmpty() && portFits;
        // Written for this client and protocol, but for another place: the commonest mistake in a rule of one's own.
        boolean namesClient = rule.priority() < DefaultSecurityRules.FIRST_PRIORITY
                && source.isExplicit()
                && sourceFits
                && protocolMatches(tuple);
        // Between private addresses the default rule for the virtual network is the one that people count on.
        boolean isForVirtualNetwork = rule.priority() == DefaultSecurityRules.FIRST_PRIORITY
                && !ServiceTags.isPublic(tuple.source().address())
                && !ServiceTags.isPublic(tuple.destination().address());
        boolean isNear = namesDestination
                || namesPort
                || namesClient
                || isForVirtualNetwork
                || (failed.size() == 1 && destinationFits && portFits);
        return failed.isEmpty() || !isNear ? Optional.empty() : Optional.of(String.join("; ", failed));
    }

    private static String portFailure(String side, FiveTuple tuple, List<PortRange> ranges) {
        if (!tuple.protocol().hasPorts()) {
            return tuple.protocol() + " has no " + side + " port, the rule asks for " + ports(ranges);
        }
        int port = side.equals("source")
                ? tuple.source().port()
                : tuple.destination().port();
        boolean isOnePort =
                ranges.size() == 1 && ranges.get(0).first() == ranges.get(0).last();
        return side + " port " + port + (isOnePort ? " is not " : " is not in ") + ports(ranges);
    }

    private static String ports(List<PortRange> ranges) {
        return String.join(", ", ranges.stream().map(PortRange::toString).toList());
    }
}
