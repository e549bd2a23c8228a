package io.podpath.lint;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.PacketSet;
import io.podpath.azure.security.RuleReach;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a group denies of some packets.
 *
 * @param group the group
 * @param denied the rules that deny a part, each with that part
 * @param extent how much of it is denied
 */
record BlockedTraffic(NetworkSecurityGroup group, List<RuleReach.Share> denied, Extent extent) {

    /** How much is denied. */
    enum Extent {
        /** Every packet, whatever tags of unknown contents hold. */
        ALL,
        /** Some packets, and others pass or may pass. */
        PART
    }

    BlockedTraffic {
        denied = List.copyOf(denied);
    }

    /** What the group denies; nothing if it lets all of it pass, or if that takes too long to find out. */
    static Optional<BlockedTraffic> find(NetworkSecurityGroup group, RuleReach reach, PacketSet packets) {
        Optional<RuleReach.Split> split = reach.split(packets);
        if (split.isEmpty()) {
            return Optional.empty();
        }
        List<RuleReach.Share> denied = new ArrayList<>(split.get().shares());
        denied.removeIf(share -> share.rule().access() != Access.DENY);
        boolean lets = denied.size() < split.get().shares().size()
                || split.get().possible().stream().anyMatch(rule -> rule.access() == Access.ALLOW);
        return denied.isEmpty()
                ? Optional.empty()
                : Optional.of(new BlockedTraffic(group, denied, lets ? Extent.PART : Extent.ALL));
    }

    /** The group as declared. */
    NetworkSecurityGroupSpec spec() {
        return group.spec();
    }

    /** The rule that denies most at first sight: a declared one, if any does. */
    NsgRule decider() {
        return denied.stream()
                .map(RuleReach.Share::rule)
                .filter(spec().rules()::contains)
                .findFirst()
                .orElse(denied.get(0).rule());
    }

    /** What to point at. */
    Subject subject() {
        return PlacedGroup.subject(spec(), decider());
    }

    /** For example {@code 'team-nsg' (subnet shop/nodes), rule 'DenyAll' (4000)}. */
    String where() {
        return "'" + spec().name() + "' (" + group.attachment() + "), " + PlacedGroup.describe(decider());
    }
}
