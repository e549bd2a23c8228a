package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.EffectiveSecurityGroup.Association;
import io.podpath.azure.security.NsgDecision.Answer;
import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that filters the packets of one NIC: its own group, and that of the subnet which the local address of the
 * packet is in.
 *
 * <pre>
 * in:  admin rules -> group of the subnet -> group of the NIC
 * out: admin rules -> group of the NIC -> group of the subnet
 * </pre>
 *
 * <p>That the group of the NIC is asked for addresses of a pod subnet too is derived: they are packets of the same NIC.
 *
 * <p><i>Source:</i> Azure docs, How network security groups filter network traffic (the order); Security admin rules in
 * Azure Virtual Network Manager; Azure CNI Pod Subnet (groups of a pod subnet filter pods).
 */
public final class NicSecurity {

    private final AdminRules adminRules;
    private final Optional<NetworkSecurityGroup> ofNic;
    private final Optional<NetworkSecurityGroup> ofSubnet;
    private final Map<Cidr, Optional<NetworkSecurityGroup>> ofRange;
    private final PrefixTable<Optional<NetworkSecurityGroup>> ofMapped;

    /**
     * The security of a NIC with addresses of one subnet.
     *
     * @param adminRules what the virtual network's manager imposes
     * @param ofNic the group attached to the NIC, if any
     * @param ofSubnet the group attached to its subnet, if any
     */
    public NicSecurity(
            AdminRules adminRules, @Nullable NetworkSecurityGroup ofNic, @Nullable NetworkSecurityGroup ofSubnet) {
        this(adminRules, Optional.ofNullable(ofNic), Optional.ofNullable(ofSubnet), Map.of());
    }

    private NicSecurity(
            AdminRules adminRules,
            Optional<NetworkSecurityGroup> ofNic,
            Optional<NetworkSecurityGroup> ofSubnet,
            Map<Cidr, Optional<NetworkSecurityGroup>> ofRange) {
        this.adminRules = adminRules;
        this.ofNic = ofNic;
        this.ofSubnet = ofSubnet;
        this.ofRange = ofRange;
        this.ofMapped = PrefixTable.of(ofRange);
    }

    /** The same with ranges of another subnet, and the group attached to that. */
    public NicSecurity withMapped(List<Cidr> ranges, @Nullable NetworkSecurityGroup group) {
        Map<Cidr, Optional<NetworkSecurityGroup>> more = new LinkedHashMap<>(ofRange);
        ranges.forEach(range -> more.put(range, Optional.ofNullable(group)));
        return new NicSecurity(adminRules, ofNic, ofSubnet, more);
    }

    /** The admin rules, which are asked first. */
    public AdminRules adminRules() {
        return adminRules;
    }

    /**
     * The groups in the order in which they are asked.
     *
     * @param direction which way the packet goes
     * @param local its address on this side: the source on the way out, the destination on the way in
     */
    public List<NetworkSecurityGroup> groups(TrafficDirection direction, IpAddress local) {
        List<NetworkSecurityGroup> groups = new ArrayList<>();
        Optional<NetworkSecurityGroup> subnet = ofMapped.find(local).orElse(ofSubnet);
        if (direction == TrafficDirection.INBOUND) {
            subnet.ifPresent(groups::add);
            ofNic.ifPresent(groups::add);
        } else {
            ofNic.ifPresent(groups::add);
            subnet.ifPresent(groups::add);
        }
        return groups;
    }

    /** The groups of all its subnets and its own, none twice. */
    public List<NetworkSecurityGroup> listGroups() {
        Set<NetworkSecurityGroup> all = new LinkedHashSet<>();
        ofSubnet.ifPresent(all::add);
        ofRange.values().forEach(group -> group.ifPresent(all::add));
        ofNic.ifPresent(all::add);
        return List.copyOf(all);
    }

    /** What refuses a new flow, if anything does: the first decision that is not to let it pass. */
    public Optional<NsgDecision> findRefusal(TrafficDirection direction, FiveTuple tuple) {
        NsgDecision admin = adminRules.decide(direction, tuple);
        if (admin.answer() == Answer.ALWAYS_ALLOWED) {
            return Optional.empty();
        }
        if (admin.answer() != Answer.ALLOWED) {
            return Optional.of(admin);
        }
        IpAddress local = direction == TrafficDirection.INBOUND
                ? tuple.destination().address()
                : tuple.source().address();
        return groups(direction, local).stream()
                .map(group -> group.decide(direction, tuple))
                .filter(decision -> decision.answer() != Answer.ALLOWED)
                .findFirst();
    }

    /** All rules that work at the NIC, those of the virtual network's manager first, then those of its subnets. */
    public List<EffectiveSecurityGroup> effective() {
        List<EffectiveSecurityGroup> effective = new ArrayList<>();
        if (!adminRules.list().isEmpty()) {
            effective.add(EffectiveSecurityGroup.of(adminRules));
        }
        Set<NetworkSecurityGroup> ofSubnets = new LinkedHashSet<>();
        ofSubnet.ifPresent(ofSubnets::add);
        ofRange.values().forEach(group -> group.ifPresent(ofSubnets::add));
        ofSubnets.forEach(group -> effective.add(EffectiveSecurityGroup.of(group, Association.SUBNET)));
        ofNic.ifPresent(group -> effective.add(EffectiveSecurityGroup.of(group, Association.NETWORK_INTERFACE)));
        return effective;
    }
}
