package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.security.AddressMatcher.Answer;
import io.podpath.azure.security.AddressMatcher.Position;
import io.podpath.model.FiveTuple;
import io.podpath.trace.RuleReference;
import java.util.List;

/** One rule, ready to be asked about a packet. */
final class SecurityRuleMatch {

    private final NsgRule rule;
    private final AddressMatcher source;
    private final AddressMatcher destination;
    private final boolean namesUnknownTag;
    private final String name;
    private final String text;

    SecurityRuleMatch(NsgRule rule, ServiceTags tags) {
        this.rule = rule;
        this.source = new AddressMatcher(rule.source(), Position.SOURCE, tags);
        this.destination = new AddressMatcher(rule.destination(), Position.DESTINATION, tags);
        this.namesUnknownTag = source.namesUnknownTag() || destination.namesUnknownTag();
        this.name = rule.name() + " " + rule.priority();
        this.text = describe();
    }

    private String describe() {
        String protocol = rule.findProtocol().map(Enum::name).orElse("Any");
        return rule.access().text() + " " + protocol + " " + source + sidePorts(rule.source()) + " -> " + destination
                + sidePorts(rule.destination());
    }

    private static String sidePorts(NsgRule.Side side) {
        return side.ports().isEmpty() ? "" : " port " + portText(side.ports());
    }

    static String portText(List<PortRange> ranges) {
        return String.join(", ", ranges.stream().map(PortRange::toString).toList());
    }

    NsgRule rule() {
        return rule;
    }

    AddressMatcher source() {
        return source;
    }

    AddressMatcher destination() {
        return destination;
    }

    /** The rule as part of a group at some place; compiled rules are shared by all places of a group. */
    RuleReference reference(String groupAndPlace) {
        return new RuleReference(groupAndPlace + " " + name, text);
    }

    boolean namesPlatformService() {
        return source.namesPlatformService() || destination.namesPlatformService();
    }

    /** True if the rule may answer that nobody knows. */
    boolean namesUnknownTag() {
        return namesUnknownTag;
    }

    boolean isDefault() {
        return rule.priority() >= DefaultSecurityRules.FIRST_PRIORITY;
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

    boolean protocolMatches(FiveTuple tuple) {
        return rule.protocol() == null || rule.protocol() == tuple.protocol();
    }

    /** A protocol without ports cannot match a rule that asks for some. */
    static boolean portMatches(List<PortRange> ranges, FiveTuple tuple, int port) {
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
}
