package io.podpath.azure.security;

import io.podpath.azure.fabric.NetworkInterfaceCard;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.FiveTuple;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A network security group (NSG) at one place: it looks for the first rule that matches, in order of priority, the
 * default rules last.
 *
 * <p><i>Models:</i> augmented rules, the tags of {@link ServiceTags} and those whose contents are given, application
 * security groups, protocols, ports, default rules, and that packets to the platform's own addresses pass unless a rule
 * names {@code AzurePlatformDNS} or {@code AzurePlatformIMDS}. A packet that hangs on a tag of unknown contents is
 * undecidable, unless every rule that may match it says the same. <i>Does not model:</i> ESP and AH. It keeps no state;
 * flow records belong to the {@link NetworkInterfaceCard}.
 *
 * <p><i>Source:</i> Azure docs, Network security groups overview; How network security groups filter network traffic.
 */
public final class NetworkSecurityGroup {

    private final NetworkSecurityGroupSpec spec;
    private final String attachment;
    private final String place;
    private final ServiceTags tags;
    private final Map<TrafficDirection, PlacedRules> rules;

    /**
     * A group attached somewhere.
     *
     * @param spec the rules as declared
     * @param attachedTo what it is attached to, for example {@code subnet aks-vnet/aks-subnet} or {@code NIC node-0}
     * @param tags what the service tags mean there
     */
    public NetworkSecurityGroup(NetworkSecurityGroupSpec spec, String attachedTo, ServiceTags tags) {
        this(spec, attachedTo, tags, compile(spec, tags));
    }

    private NetworkSecurityGroup(
            NetworkSecurityGroupSpec spec,
            String attachedTo,
            ServiceTags tags,
            Map<TrafficDirection, PlacedRules> compiled) {
        this.spec = spec;
        this.attachment = attachedTo;
        this.place = "NSG " + spec.name() + " (" + attachedTo + ")";
        this.tags = tags;
        this.rules = new EnumMap<>(TrafficDirection.class);
        compiled.forEach((direction, placed) -> rules.put(direction, placed.at(place)));
    }

    private static Map<TrafficDirection, PlacedRules> compile(NetworkSecurityGroupSpec spec, ServiceTags tags) {
        List<NsgRule> all = new ArrayList<>(spec.rules());
        all.addAll(DefaultSecurityRules.ALL);
        Map<TrafficDirection, PlacedRules> rules = new EnumMap<>(TrafficDirection.class);
        for (TrafficDirection direction : TrafficDirection.values()) {
            rules.put(direction, new PlacedRules(new OrderedRules(all, direction, tags), ""));
        }
        return rules;
    }

    /**
     * The same group at another place where the tags mean the same, for example on the next node's NIC; it shares the
     * compiled rules, so that a group on a thousand NICs costs what one costs.
     */
    public NetworkSecurityGroup attachedTo(String otherPlace) {
        return new NetworkSecurityGroup(spec, otherPlace, tags, rules);
    }

    /** The group as declared. */
    public NetworkSecurityGroupSpec spec() {
        return spec;
    }

    /** What it is attached to, for example {@code subnet aks-vnet/aks-subnet} or {@code NIC node-0}. */
    public String attachment() {
        return attachment;
    }

    /** What the service tags mean where it is attached. */
    public ServiceTags tags() {
        return tags;
    }

    /** Name and place, for example {@code NSG aks-nsg (subnet aks-vnet/aks-subnet)}. */
    @Override
    public String toString() {
        return place;
    }

    /** What the group says about a new flow. */
    public NsgDecision decide(TrafficDirection direction, FiveTuple tuple) {
        return rules(direction).decide(tuple, Audience.of(direction, tuple));
    }

    /** As {@link #decide}, and which other rules look relevant; slower, for traces. */
    public NsgDecision explain(TrafficDirection direction, FiveTuple tuple) {
        return rules(direction).explain(tuple, Audience.of(direction, tuple));
    }

    private PlacedRules rules(TrafficDirection direction) {
        return Objects.requireNonNull(rules.get(direction));
    }
}
