package io.podpath.azure.fabric;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.azure.fabric.NicIdentity.IpForwarding;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.FlowRecords;
import io.podpath.azure.security.FlowRecords.FlowRecord;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NsgDecision;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.ModelReason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The NIC of a virtual machine, with the layer of Azure's host switch that belongs to it.
 *
 * <pre>
 * vm     -> source check -> NSG of the NIC -> NSG of the subnet -> fabric
 * fabric -> NSG of the subnet -> NSG of the NIC -> destination check -> vm
 * </pre>
 *
 * <p><i>Models:</i> the check of source and destination addresses, which IP forwarding switches off; both security
 * groups; flow records, through which the reverse direction of an allowed flow and ICMP errors about it need no rule.
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
    private final NicSecurityGroups groups;
    private final FlowRecords flows = new FlowRecords();

    /**
     * A NIC.
     *
     * @param identity its addresses and settings
     * @param nicGroup the group attached to it, if any
     * @param subnetGroup the group attached to its subnet, if any
     */
    public NetworkInterfaceCard(
            NicIdentity identity, @Nullable NetworkSecurityGroup nicGroup, @Nullable NetworkSecurityGroup subnetGroup) {
        this(identity, new NicSecurityGroups(nicGroup, subnetGroup));
    }

    /** A NIC, some of whose addresses may be of other subnets. */
    public NetworkInterfaceCard(NicIdentity identity, NicSecurityGroups groups) {
        this.identity = identity;
        this.groups = groups;
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        return context.inInterface().equals(VM) ? send(packet, context) : receive(packet, context);
    }

    private Verdict send(Packet packet, ElementContext context) {
        IpAddress source = packet.source().address();
        Optional<FlowRecord> flow = flows.find(TrafficDirection.OUTBOUND, AddressRewrite.flowTuple(packet));
        Permit permit = permit(source, flow.isPresent());
        if (permit == Permit.NONE) {
            String detail = "source " + source + " is not an address of " + identity.name()
                    + " and IP forwarding is disabled on its NIC";
            Steps.record(context, () -> Step.of(StepKind.SOURCE_CHECK, detail, packet));
            return new Verdict.Drop(packet, Disposition.DENIED, AzureNetworkReason.NIC_SOURCE_CHECK, detail);
        }
        Steps.record(
                context, () -> Step.of(StepKind.SOURCE_CHECK, "source " + source + " is " + permit.words(), packet));
        Optional<Verdict> refusal = filter(TrafficDirection.OUTBOUND, packet, flow, context);
        return refusal.orElseGet(() -> new Verdict.Forward(packet, FABRIC));
    }

    private Verdict receive(Packet packet, ElementContext context) {
        Optional<FlowRecord> flow = flows.find(TrafficDirection.INBOUND, AddressRewrite.flowTuple(packet));
        Optional<Verdict> refusal = filter(TrafficDirection.INBOUND, packet, flow, context);
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
        if (identity.overlayPrefix() != null && identity.overlayPrefix().contains(address)) {
            return Permit.OVERLAY;
        }
        if (belongsToFlow && identity.loadBalancerFrontends().contains(address)) {
            return Permit.FRONTEND;
        }
        return identity.forwarding() == IpForwarding.ENABLED ? Permit.FORWARDING : Permit.NONE;
    }

    /** What stops the packet, or nothing. */
    private Optional<Verdict> filter(
            TrafficDirection direction, Packet packet, Optional<FlowRecord> flow, ElementContext context) {
        List<NetworkSecurityGroup> asked = direction == TrafficDirection.INBOUND
                ? groups.inbound(packet.destination().address())
                : groups.outbound(packet.source().address());
        if (flow.isPresent()) {
            if (!asked.isEmpty()) {
                Steps.record(
                        context,
                        () -> Step.of(StepKind.NSG, words(direction) + " needs no rule: " + flow.get(), packet));
            }
            return Optional.empty();
        }
        List<String> allowedBy = new ArrayList<>();
        for (NetworkSecurityGroup group : asked) {
            NsgDecision decision = context.recorder().isRecording()
                    ? group.explain(direction, packet.tuple())
                    : group.decide(direction, packet.tuple());
            Steps.record(context, () -> step(direction, group, decision, packet));
            if (decision.answer() != NsgDecision.Answer.ALLOWED) {
                return Optional.of(refuse(direction, decision, packet));
            }
            decision.findRule().map(RuleReference::where).ifPresent(allowedBy::add);
        }
        if (packet.findIcmpError().isEmpty()) {
            flows.add(new FlowRecord(packet.tuple(), direction, String.join(" and ", allowedBy)));
        }
        return Optional.empty();
    }

    private static Step step(
            TrafficDirection direction, NetworkSecurityGroup group, NsgDecision decision, Packet packet) {
        String action = decision.findRule().isEmpty()
                ? words(direction) + " to the platform passes " + group
                : words(direction) + " " + words(decision.answer()) + " by " + group;
        return Step.of(StepKind.NSG, action, packet).by(decision.rule()).considering(decision.considered());
    }

    private static Verdict refuse(TrafficDirection direction, NsgDecision decision, Packet packet) {
        String rule = decision.findRule().map(RuleReference::where).orElse("");
        FiveTuple tuple = packet.tuple();
        return decision.answer() == NsgDecision.Answer.DENIED
                ? new Verdict.Drop(
                        packet,
                        Disposition.DENIED,
                        AzureNetworkReason.NSG_DENIED,
                        rule + " denies " + words(direction) + " " + tuple)
                : new Verdict.Drop(
                        packet,
                        Disposition.INSUFFICIENT_INFO,
                        ModelReason.MODEL_SERVICE_TAG,
                        rule + " hangs on a service tag whose contents podpath does not know");
    }

    private static String words(TrafficDirection direction) {
        return direction == TrafficDirection.INBOUND ? "inbound" : "outbound";
    }

    private static String words(NsgDecision.Answer answer) {
        return switch (answer) {
            case ALLOWED -> "allowed";
            case DENIED -> "denied";
            case UNKNOWN_TAG -> "undecided";
        };
    }
}
