package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.security.AddressMatcher.Answer;
import io.podpath.model.FiveTuple;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A rule beside a packet, field by field: which match, which do not, and of which nobody can know. */
final class FieldComparison {

    private final SecurityRuleMatch rule;
    private final FiveTuple tuple;
    private final Field protocol;
    private final Field source;
    private final Field sourcePort;
    private final Field destination;
    private final Field destinationPort;

    /**
     * One field.
     *
     * @param name what it is called
     * @param restricts whether the rule asks for anything there
     * @param answer whether the packet has it
     * @param otherwise what to say of a packet that has not, or of which nobody knows
     */
    private record Field(String name, boolean restricts, Answer answer, Supplier<String> otherwise) {

        boolean fits() {
            return answer != Answer.NO;
        }
    }

    FieldComparison(SecurityRuleMatch rule, FiveTuple tuple) {
        this.rule = rule;
        this.tuple = tuple;
        NsgRule declared = rule.rule();
        this.protocol = new Field(
                "protocol",
                declared.protocol() != null,
                yesIf(rule.protocolMatches(tuple)),
                () -> "protocol " + tuple.protocol() + " is not "
                        + declared.findProtocol().map(Enum::name).orElse("Any"));
        this.source = address("source", rule.source(), tuple.source());
        this.sourcePort =
                port("source", declared.source().ports(), tuple.source().port());
        this.destination = address("destination", rule.destination(), tuple.destination());
        this.destinationPort = port(
                "destination",
                declared.destination().ports(),
                tuple.destination().port());
    }

    private static Answer yesIf(boolean matches) {
        return matches ? Answer.YES : Answer.NO;
    }

    private static Field address(String name, AddressMatcher field, TransportAddress end) {
        Answer answer = field.matches(end);
        return new Field(
                name,
                field.isExplicit(),
                answer,
                () -> answer == Answer.UNKNOWN
                        ? "it is not known whether " + name + " " + end.address() + " is in " + field
                        : name + " " + end.address() + " is not in " + field);
    }

    private Field port(String side, List<PortRange> ranges, int port) {
        String name = side + " port";
        Answer answer = yesIf(SecurityRuleMatch.portMatches(ranges, tuple, port));
        return new Field(name, !ranges.isEmpty(), answer, () -> portFailure(name, ranges, port));
    }

    private String portFailure(String name, List<PortRange> ranges, int port) {
        String asked = SecurityRuleMatch.portText(ranges);
        if (!tuple.protocol().hasPorts()) {
            return tuple.protocol() + " has no " + name + ", the rule asks for " + asked;
        }
        boolean isOnePort =
                ranges.size() == 1 && ranges.get(0).first() == ranges.get(0).last();
        return name + " " + port + (isOnePort ? " is not " : " is not in ") + asked;
    }

    private List<Field> fields() {
        return List.of(source, destination, protocol, destinationPort, sourcePort);
    }

    /** For example {@code destination port 80 is not 31080; protocol and source match}. */
    String text() {
        List<String> parts = new ArrayList<>();
        List<String> matching = new ArrayList<>();
        for (Field field : fields()) {
            if (field.answer() != Answer.YES) {
                parts.add(field.otherwise().get());
            } else if (field.restricts()) {
                matching.add(field.name());
            }
        }
        if (!matching.isEmpty()) {
            parts.add(enumerate(matching) + (matching.size() == 1 ? " matches" : " match"));
        }
        return String.join("; ", parts);
    }

    private static String enumerate(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /**
     * Why a rule that does not match looks as if it might: it names this destination or this destination port, it is
     * declared for this client and protocol, it is the default rule for the virtual network and both addresses are
     * private, or everything but one field fits. Nothing for rules that are about something else.
     */
    Optional<String> findNearMiss() {
        long failed = fields().stream().filter(field -> !field.fits()).count();
        boolean namesDestination = destination.restricts() && destination.fits();
        boolean namesPort = destinationPort.restricts() && destinationPort.fits();
        // Written for this client and protocol, but for another place: the commonest mistake in a rule of one's own.
        boolean namesClient = !rule.isDefault() && source.restricts() && source.fits() && protocol.fits();
        // Between private addresses the default rule for the virtual network is the one that people count on.
        boolean isForVirtualNetwork = rule.rule().priority() == DefaultSecurityRules.FIRST_PRIORITY
                && !ServiceTags.isPublic(tuple.source().address())
                && !ServiceTags.isPublic(tuple.destination().address());
        boolean isNear = namesDestination
                || namesPort
                || namesClient
                || isForVirtualNetwork
                || (failed == 1 && destination.fits() && destinationPort.fits());
        return failed == 0 || !isNear ? Optional.empty() : Optional.of(text());
    }
}
