package io.podpath.azure.security;

import io.podpath.azure.PlatformAddresses;
import io.podpath.azure.fabric.NetworkInterfaceCard;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.FiveTuple;
import io.podpath.trace.ConsideredRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network security group (NSG) at one place: it looks for the first rule that matches, in order of priority, the
 * default rules last.
 *
 * <p><i>Models:</i> augmented rules, the tags of {@link ServiceTags}, protocols, ports, default rules, and that packets
 * to the platform's own addresses pass unless a rule names {@code AzurePlatformDNS} or {@code AzurePlatformIMDS}.
 * <i>Does not model:</i> application security groups, other service tags (a packet that hangs on one is undecidable),
 * admin rules. It keeps no state; flow records belong to the {@link NetworkInterfaceCard}.
 *
 * <p><i>Source:</i> Azure docs, Network security groups overview; How network security groups filter network traffic.
 */
public final class NetworkSecurityGroup {

    private final String name;
    private final String place;
    private final Map<TrafficDirection, List<SecurityRuleMatch>> rules;

    /**
     * A group attached somewhere.
     *
     * @param spec the rules as declared
     * @param attachedTo what it is attached to, for example {@code subnet aks-vnet/aks-subnet} or {@code NIC node-0}
     * @param tags what the service tags mean there
     */
    public NetworkSecurityGroup(NetworkSecurityGroupSpec spec, String attachedTo, ServiceTags tags) {
        this(spec.name(), attachedTo, compile(spec, tags));
    }

    private NetworkSecurityGroup(String name, String attachedTo, Map<TrafficDirection, List<SecurityRuleMatch>> rules) {
        this.name = name;
        this.place = "NSG " + name + " (" + attachedTo + ")";
        this.rules = rules;
    }

    private static Map<TrafficDirection, List<SecurityRuleMatch>> compile(
            NetworkSecurityGroupSpec spec, ServiceTags tags) {
        Map<TrafficDirection, List<SecurityRuleMatch>> rules = new EnumMap<>(TrafficDirection.class);
        for (TrafficDirection direction : TrafficDirection.values()) {
            rules.put(
                    direction,
                    Stream.concat(spec.rules().stream(), DefaultSecurityRules.ALL.stream())
                            .filter(rule -> rule.direction() == direction)
                            .sorted(Comparator.comparingInt(NsgRule::priority))
                            .map(rule -> new SecurityRuleMatch(rule, tags))
                            .toList());
        }
        return rules;
    }

    /**
     * The same group at another place where the tags mean the same, for example on the next node's NIC; it shares the
     * compiled rules, so that a group on a thousand NICs costs what one costs.
     */
    public NetworkSecurityGroup attachedTo(String otherPlace) {
        return new NetworkSecurityGroup(name, otherPlace, rules);
    }

    /** Name and place, for example {@code NSG aks-nsg (subnet aks-vnet/aks-subnet)}. */
    @Override
    public String toString() {
        return place;
    }

    /** What the group says about a new flow. */
    public NsgDecision decide(TrafficDirection direction, FiveTuple tuple) {
        return decide(direction, tuple, false);
    }

    /** As {@link #decide}, and which other rules look relevant; slower, for traces. */
    public NsgDecision explain(TrafficDirection direction, FiveTuple tuple) {
        return decide(direction, tuple, true);
    }

    private NsgDecision decide(TrafficDirection direction, FiveTuple tuple, boolean explains) {
        boolean isPlatform = direction == TrafficDirection.OUTBOUND
                && PlatformAddresses.contains(tuple.destination().address());
        List<ConsideredRule> considered = new ArrayList<>();
        List<SecurityRuleMatch> candidates = rules.getOrDefault(direction, List.of());
        for (int i = 0; i < candidates.size(); i++) {
            SecurityRuleMatch candidate = candidates.get(i);
            if (isPlatform && !candidate.namesPlatformService()) {
                continue;
            }
            AddressMatcher.Answer answer = candidate.matches(tuple);
            if (answer == AddressMatcher.Answer.NO) {
                if (explains) {
                    considerMiss(candidate, tuple, considered);
                }
                continue;
            }
            if (explains) {
                considerLater(candidates.subList(i + 1, candidates.size()), candidate, tuple, considered);
            }
            return new NsgDecision(answerOf(candidate, answer), candidate.reference(place), considered);
        }
        return new NsgDecision(NsgDecision.Answer.ALLOWED, null, considered);
    }

    private static NsgDecision.Answer answerOf(SecurityRuleMatch rule, AddressMatcher.Answer answer) {
        if (answer == AddressMatcher.Answer.UNKNOWN) {
            return NsgDecision.Answer.UNKNOWN_TAG;
        }
        return rule.rule().access() == Access.ALLOW ? NsgDecision.Answer.ALLOWED : NsgDecision.Answer.DENIED;
    }

    private void considerMiss(SecurityRuleMatch rule, FiveTuple tuple, List<ConsideredRule> considered) {
        Optional<String> because = rule.findNearMiss(tuple);
        because.ifPresent(text -> considered.add(new ConsideredRule(rule.reference(place), text)));
    }

    /** Declared rules that fit as well, would have decided otherwise, and come too late. */
    private void considerLater(
            List<SecurityRuleMatch> later,
            SecurityRuleMatch decider,
            FiveTuple tuple,
            List<ConsideredRule> considered) {
        for (SecurityRuleMatch rule : later) {
            boolean isDeclared = rule.rule().priority() < DefaultSecurityRules.FIRST_PRIORITY;
            if (isDeclared
                    && rule.rule().access() != decider.rule().access()
                    && rule.matches(tuple) == AddressMatcher.Answer.YES) {
                considered.add(new ConsideredRule(
                        rule.reference(place),
                        "priority " + rule.rule().priority() + " is asked after "
                                + decider.rule().priority()));
            }
        }
    }
}
