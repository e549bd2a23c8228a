package io.podpath.azure.security;

import io.podpath.azure.security.AddressMatcher.Answer;
import io.podpath.azure.security.AddressMatcher.Position;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.TransportAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The address fields of one side of all rules: ranges by interval, and the rules of each tag, which is asked once. */
final class AddressIndex {

    private final Position position;
    private final ServiceTags serviceTags;
    private final RuleIntervals<IpAddress> ipv4;
    private final RuleIntervals<IpAddress> ipv6;
    private final WellKnownTag[] tags;
    private final RuleBits[] rulesOfTag;

    AddressIndex(List<AddressMatcher> fields, Position position, ServiceTags serviceTags) {
        this.position = position;
        this.serviceTags = serviceTags;
        RuleIntervals.Builder<IpAddress> fours = new RuleIntervals.Builder<>(fields.size());
        RuleIntervals.Builder<IpAddress> sixes = new RuleIntervals.Builder<>(fields.size());
        Map<WellKnownTag, RuleBits> byTag = new EnumMap<>(WellKnownTag.class);
        for (int rule = 0; rule < fields.size(); rule++) {
            AddressMatcher field = fields.get(rule);
            if (!field.isExplicit()) {
                fours.addAlways(rule);
                sixes.addAlways(rule);
            }
            for (Cidr prefix : field.prefixes()) {
                add(prefix, rule, prefix.family() == IpFamily.IPV4 ? fours : sixes);
            }
            for (WellKnownTag tag : field.tags()) {
                byTag.computeIfAbsent(tag, key -> RuleBits.none(fields.size())).add(rule);
            }
        }
        this.ipv4 = fours.build();
        this.ipv6 = sixes.build();
        this.tags = byTag.keySet().toArray(WellKnownTag[]::new);
        this.rulesOfTag = byTag.values().toArray(RuleBits[]::new);
    }

    private static void add(Cidr prefix, int rule, RuleIntervals.Builder<IpAddress> intervals) {
        IpAddress behind = prefix.lastAddress().plus(1);
        // Behind the last IPv6 address comes zero; the end of the line then closes the range.
        intervals.add(rule, prefix.network(), behind.compareTo(prefix.network()) > 0 ? behind : null);
    }

    /** The rules whose ranges hold the address. */
    RuleBits byRange(IpAddress address) {
        return address.isIpv4() ? ipv4.find(address) : ipv6.find(address);
    }

    /** Which tags may hold the end: a bit for each, those of unknown contents included. */
    int possibleTags(TransportAddress end) {
        int mask = 0;
        for (int i = 0; i < tags.length; i++) {
            if (AddressMatcher.matches(tags[i], position, end, serviceTags) != Answer.NO) {
                mask |= 1 << i;
            }
        }
        return mask;
    }

    /** 64 rules that these ranges or these tags hold. */
    long word(RuleBits byRange, int tagMask, int index) {
        long word = byRange.word(index);
        for (int i = 0; i < tags.length; i++) {
            if ((tagMask & 1 << i) != 0) {
                word |= rulesOfTag[i].word(index);
            }
        }
        return word;
    }
}
