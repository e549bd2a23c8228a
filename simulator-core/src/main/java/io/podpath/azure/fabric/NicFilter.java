package io.podpath.azure.fabric;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.FlowRecords;
import io.podpath.azure.security.FlowRecords.FlowRecord;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NicSecurity;
import io.podpath.azure.security.NsgDecision;
import io.podpath.azure.security.NsgDecision.Answer;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
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
import java.util.Locale;
import java.util.Optional;

/**
 * The stateful filter of a NIC: admin rules and security groups are asked about the first packet of a flow, and a flow
 * that was let through needs no rule any more, in either direction, whatever becomes of the rules.
 *
 * <p><i>Source:</i> Azure docs, Network security groups overview, section Security rules.
 */
final class NicFilter {

    private final NicSecurity security;
    private final FlowRecords flows;

    NicFilter(NicSecurity security, FlowRecords flows) {
        this.security = security;
        this.flows = flows;
    }

    /** The filter with other rules and the same flows. */
    NicFilter withSecurity(NicSecurity changed) {
        return new NicFilter(changed, flows);
    }

    /** The flow the packet belongs to, if it was let through. */
    Optional<FlowRecord> findFlow(TrafficDirection direction, Packet packet) {
        return flows.find(direction, AddressRewrite.flowTuple(packet));
    }

    /** What stops the packet, or nothing. */
    Optional<Verdict> check(
            TrafficDirection direction, Packet packet, Optional<FlowRecord> flow, ElementContext context) {
        IpAddress local = direction == TrafficDirection.INBOUND
                ? packet.destination().address()
                : packet.source().address();
        List<NetworkSecurityGroup> groups = security.groups(direction, local);
        if (flow.isPresent()) {
            if (!groups.isEmpty()) {
                Steps.record(
                        context,
                        () -> Step.of(StepKind.NSG, words(direction) + " needs no rule: " + flow.get(), packet));
            }
            return Optional.empty();
        }
        List<String> allowedBy = new ArrayList<>();
        NsgDecision admin = askAdminRules(direction, packet, context);
        if (isRefused(admin)) {
            return Optional.of(refuse(direction, admin, packet, AzureNetworkReason.NSG_ADMIN_DENIED));
        }
        admin.findRule().map(RuleReference::where).ifPresent(allowedBy::add);
        if (admin.answer() != Answer.ALWAYS_ALLOWED) {
            for (NetworkSecurityGroup group : groups) {
                NsgDecision decision = context.recorder().isRecording()
                        ? group.explain(direction, packet.tuple())
                        : group.decide(direction, packet.tuple());
                Steps.record(context, () -> step(direction, group.toString(), decision, packet));
                if (isRefused(decision)) {
                    return Optional.of(refuse(direction, decision, packet, AzureNetworkReason.NSG_DENIED));
                }
                decision.findRule().map(RuleReference::where).ifPresent(allowedBy::add);
            }
        }
        if (packet.findIcmpError().isEmpty()) {
            flows.add(new FlowRecord(packet.tuple(), direction, String.join(" and ", allowedBy)));
        }
        return Optional.empty();
    }

    private NsgDecision askAdminRules(TrafficDirection direction, Packet packet, ElementContext context) {
        NsgDecision decision = context.recorder().isRecording()
                ? security.adminRules().explain(direction, packet.tuple())
                : security.adminRules().decide(direction, packet.tuple());
        if (decision.findRule().isPresent() || !decision.considered().isEmpty()) {
            Steps.record(context, () -> adminStep(direction, decision, packet));
        }
        return decision;
    }

    private Step adminStep(TrafficDirection direction, NsgDecision decision, Packet packet) {
        String place = security.adminRules().toString();
        String action = decision.findRule().isEmpty()
                ? words(direction) + " is left to the security groups by " + place
                : words(direction) + " " + words(decision.answer()) + " by " + place;
        return Step.of(StepKind.NSG, action, packet).by(decision.rule()).considering(decision.considered());
    }

    private static boolean isRefused(NsgDecision decision) {
        return decision.answer() == Answer.DENIED || decision.answer() == Answer.UNKNOWN_TAG;
    }

    private static Step step(TrafficDirection direction, String group, NsgDecision decision, Packet packet) {
        String action = decision.findRule().isEmpty()
                ? words(direction) + " to the platform passes " + group
                : words(direction) + " " + words(decision.answer()) + " by " + group;
        return Step.of(StepKind.NSG, action, packet).by(decision.rule()).considering(decision.considered());
    }

    private static Verdict refuse(
            TrafficDirection direction, NsgDecision decision, Packet packet, AzureNetworkReason denied) {
        String rule = decision.findRule().map(RuleReference::where).orElse("");
        return decision.answer() == Answer.DENIED
                ? new Verdict.Drop(
                        packet, Disposition.DENIED, denied, rule + " denies " + words(direction) + " " + packet.tuple())
                : new Verdict.Drop(
                        packet,
                        Disposition.INSUFFICIENT_INFO,
                        ModelReason.MODEL_SERVICE_TAG,
                        rule + " hangs on a service tag whose contents podpath does not know");
    }

    private static String words(TrafficDirection direction) {
        return direction.text().toLowerCase(Locale.ROOT);
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case ALLOWED -> "allowed";
            case ALWAYS_ALLOWED -> "always allowed";
            case DENIED -> "denied";
            case UNKNOWN_TAG -> "undecided";
        };
    }
}
