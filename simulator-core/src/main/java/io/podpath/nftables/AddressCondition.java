package io.podpath.nftables;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import java.util.List;

/**
 * {@code ip saddr 10.0.0.0/8}, {@code ip daddr != { 10.0.0.1, 10.1.0.0/16 }}: an address in one of some ranges.
 *
 * <p>The kernel keeps several ranges in a tree; here they are compared one by one.
 *
 * @param side which address
 * @param negated whether it must be in none of them
 * @param ranges at least one, all of one family
 */
public record AddressCondition(Side side, boolean negated, List<Cidr> ranges) implements Condition {

    public AddressCondition {
        ranges = List.copyOf(ranges);
    }

    /** The address is in a range. */
    public static AddressCondition in(Side side, Cidr range) {
        return new AddressCondition(side, false, List.of(range));
    }

    /** The address is not in a range. */
    public static AddressCondition notIn(Side side, Cidr range) {
        return new AddressCondition(side, true, List.of(range));
    }

    @Override
    public boolean holds(Packet packet, Evaluation evaluation) {
        IpAddress address = side.of(packet);
        for (Cidr range : ranges) {
            if (range.contains(address)) {
                return !negated;
            }
        }
        return negated;
    }

    @Override
    public String toString() {
        IpFamily family = ranges.get(0).family();
        List<String> texts =
                ranges.stream().sorted().map(NftText::range).distinct().toList();
        String value = texts.size() == 1 ? texts.get(0) : "{ " + String.join(", ", texts) + " }";
        return side.selector(family) + (negated ? " != " : " ") + value;
    }
}
