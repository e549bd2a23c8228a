package io.podpath.azure.fabric;

import io.podpath.azure.Steps;
import io.podpath.azure.fabric.NicIdentity.IpForwarding;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.AdminRules;
import io.podpath.azure.security.FlowRecords;
import io.podpath.azure.security.FlowRecords.FlowRecord;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NicSecurity;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The NIC of a virtual machine, with the layer of Azure's host switch that belongs to it.
 *
 * <pre>
 * vm     -> source check -> admin rules -> NSG of the NIC -> NSG of the subnet -> fabric
 * fabric -> admin rules -> NSG of the subnet -> NSG of the NIC -> destination check -> vm
 * </pre>
 *
 * <p><i>Models:</i> the check of source and destination addresses, which IP forwarding switches off; admin rules
 * and both security groups; flow records, through which the reverse direction of an allowed flow and ICMP errors about it need no rule.
 * <i>Does not model:</i> the limit of flows, accelerated networking, bandwidth.
 *
 * <p><i>Source:</i> Azure docs, How network security groups filter network traffic; Virtual network traffic routing;
 * Azure CNI Overlay overview.
 */
public final class NetworkInterfaceCard implements Element {

    /** The interface towards the machine. */
    public static final String VM = "vm";

    /** The interface towards the virtual network. */
    public static final String FABRIC = "fabric";

    private final NicIdentity identity;
    private final NicFilter filter;

    /**
     * A NIC.
     *
     * @param identity its addresses and settings
     * @param security what filters its packets
     */
    public NetworkInterfaceCard(NicIdentity identity, NicSecurity security) {
        this(identity, new NicFilter(security, new FlowRecords()));
    }

    /**
     * A NIC that no admin rule reaches.
     *
     * @param identity its addresses and settings
     * @param nicGroup the group attached to it, if any
     * @param subnetGroup the group attached to its subnet, if any
     */
    public NetworkInterfaceCard(
            NicIdentity identity, @Nullable NetworkSecurityGroup nicGroup, @Nullable NetworkSecurityGroup subnetGroup) {
        this(identity, new NicSecurity(AdminRules.none(), nicGroup, subnetGroup));
    }

    private NetworkInterfaceCard(NicIdentity identity, NicFilter filter) {
        this.identity = identity;
        this.filter = filter;
    }

    /** The NIC after its rules were changed: flows that were let through before stay so. */
    public NetworkInterfaceCard withSecurity(NicSecurity changed) {
        return new NetworkInterfaceCard(identity, filter.withSecurity(changed));
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        return context.inInterface().equals(VM) ? send(packet, context) : receive(packet, context);
    }

    private Verdict send(Packet packet, ElementContext context) {
        IpAddress source = packet.source().address();
        Optional<FlowRecord> flow = filter.findFlow(TrafficDirection.OUTBOUND, packet);
        Permit permit = permit(source, flow.isPresent());
        if (permit == Permit.NONE) {
            String detail = "source " + source + " is not an address of " + identity.name()
                    + " and IP forwarding is disabled on its NIC";
            Steps.record(context, () -> Step.of(StepKind.SOURCE_CHECK, detail, packet));
            return new Verdict.Drop(packet, Disposition.DENIED, AzureNetworkReason.NIC_SOURCE_CHECK, detail);
        }
        Steps.record(
                context, () -> Step.of(StepKind.SOURCE_CHECK, "source " + source + " is " + permit.words(), packet));
        Optional<Verdict> refusal = filter.check(TrafficDirection.OUTBOUND, packet, flow, context);
        return refusal.orElseGet(() -> new Verdict.Forward(packet, FABRIC));
    }

    private Verdict receive(Packet packet, ElementContext context) {
        Optional<FlowRecord> flow = filter.findFlow(TrafficDirection.INBOUND, packet);
        Optional<Verdict> refusal = filter.check(TrafficDirection.INBOUND, packet, flow, context);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        IpAddress destination = packet.destination().address();
        if (permit(destination, true) == Permit.NONE) {
            String detail = "destination " + destination + " is not an address of " + identity.name()
                    + " and IP forwarding is disabled on its NIC";
            Steps.record(context, () -> Step.of(StepKind.FILTER, detail, packet));
            return new Verdict.Drop(packet, Disposition.DENIED, AzureNetworkReason.NIC_DESTINATION_CHECK, detail);
        }
        return new Verdict.Forward(packet, VM);
    }

    /** Why a NIC may use an address. */
    private enum Permit {
        OWN("an address of the NIC"),
        OVERLAY("in the overlay pod prefix of the node"),
        FRONTEND("the load balancer frontend of this flow"),
        FORWARDING("permitted by IP forwarding"),
        NONE("not permitted");

        private final String words;

        Permit(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private Permit permit(IpAddress address, boolean belongsToFlow) {
        if (identity.addresses().contains(address)) {
            return Permit.OWN;
        }
        if (identity.findOverlayPrefix(address).isPresent()) {
            return Permit.OVERLAY;
        }
        if (belongsToFlow && identity.loadBalancerFrontends().contains(address)) {
            return Permit.FRONTEND;
        }
        return identity.forwarding() == IpForwarding.ENABLED ? Permit.FORWARDING : Permit.NONE;
    }
}
