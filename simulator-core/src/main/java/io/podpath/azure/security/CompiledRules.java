package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.security.AddressMatcher.Position;
import io.podpath.model.FiveTuple;
import io.podpath.model.Protocol;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A list of rules turned round: each field of a packet gives the set of rules it fits, and the first rule in all five
 * sets is the first that matches. The cost does not grow with the prefixes of the rules, and by one machine word for 64
 * rules.
 *
 * <p>The scheme is the bit vector of Lakshman and Stiliadis, <i>High-Speed Policy-based Packet Forwarding Using Efficient
 * Multi-dimensional Range Matching</i>, SIGCOMM 1998.
 */
final class CompiledRules {

    /** What {@link #first} returns if no rule matches. */
    static final int NONE = -1;

    private static final int BEHIND_PORTS = 65_536;

    private final int wordCount;
    private final RuleBits all;
    private final RuleBits platform;
    private final Map<Protocol, RuleBits> byProtocol = new EnumMap<>(Protocol.class);
    private final RuleIntervals<Integer> sourcePorts;
    private final RuleIntervals<Integer> destinationPorts;
    private final RuleBits withoutPorts;
    private final AddressIndex sources;
    private final AddressIndex destinations;

    CompiledRules(List<SecurityRuleMatch> rules, ServiceTags tags) {
        this.all = RuleBits.none(rules.size());
        this.wordCount = all.wordCount();
        this.platform = RuleBits.none(rules.size());
        this.withoutPorts = RuleBits.none(rules.size());
        for (Protocol protocol : Protocol.values()) {
            byProtocol.put(protocol, RuleBits.none(rules.size()));
        }
        for (int i = 0; i < rules.size(); i++) {
            add(i, rules.get(i));
        }
        this.sourcePorts =
                ports(rules.stream().map(rule -> rule.rule().source().ports()).toList());
        this.destinationPorts = ports(
                rules.stream().map(rule -> rule.rule().destination().ports()).toList());
        this.sources =
                new AddressIndex(rules.stream().map(SecurityRuleMatch::source).toList(), Position.SOURCE, tags);
        this.destinations = new AddressIndex(
                rules.stream().map(SecurityRuleMatch::destination).toList(), Position.DESTINATION, tags);
    }

    private void add(int index, SecurityRuleMatch rule) {
        all.add(index);
        if (rule.namesPlatformService()) {
            platform.add(index);
        }
        if (rule.rule().source().ports().isEmpty()
                && rule.rule().destination().ports().isEmpty()) {
            withoutPorts.add(index);
        }
        byProtocol.forEach((protocol, bits) -> {
            if (rule.rule().findProtocol().filter(own -> own != protocol).isEmpty()) {
                bits.add(index);
            }
        });
    }

    private static RuleIntervals<Integer> ports(List<List<PortRange>> fields) {
        RuleIntervals.Builder<Integer> builder = new RuleIntervals.Builder<>(fields.size());
        for (int rule = 0; rule < fields.size(); rule++) {
            if (fields.get(rule).isEmpty()) {
                builder.addAlways(rule);
            }
            for (PortRange range : fields.get(rule)) {
                builder.add(rule, range.first(), range.last() + 1 == BEHIND_PORTS ? null : range.last() + 1);
            }
        }
        return builder.build();
    }

    /**
     * The place of the first rule that may match; {@link #NONE} if none does.
     *
     * @param tuple the packet
     * @param audience which rules are asked
     */
    int first(FiveTuple tuple, Audience audience) {
        boolean hasPorts = tuple.protocol().hasPorts();
        RuleBits asked = audience == Audience.PLATFORM ? platform : all;
        RuleBits protocol = byProtocol.getOrDefault(tuple.protocol(), all);
        RuleBits from = hasPorts ? sourcePorts.find(tuple.source().port()) : withoutPorts;
        RuleBits to = hasPorts ? destinationPorts.find(tuple.destination().port()) : withoutPorts;
        RuleBits source = sources.byRange(tuple.source().address());
        RuleBits destination = destinations.byRange(tuple.destination().address());
        int sourceTags = sources.possibleTags(tuple.source());
        int destinationTags = destinations.possibleTags(tuple.destination());
        for (int i = 0; i < wordCount; i++) {
            long word = asked.word(i)
                    & protocol.word(i)
                    & from.word(i)
                    & to.word(i)
                    & sources.word(source, sourceTags, i)
                    & destinations.word(destination, destinationTags, i);
            if (word != 0) {
                return i * Long.SIZE + Long.numberOfTrailingZeros(word);
            }
        }
        return NONE;
    }
}
