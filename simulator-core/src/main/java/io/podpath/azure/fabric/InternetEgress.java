package io.podpath.azure.fabric;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.azure.fabric.EgressConfig.SubnetNatGateway;
import io.podpath.azure.fabric.OutboundWay.Method;
import io.podpath.azure.security.ServiceTags;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Disposition;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which way a packet whose route says Internet leaves.
 *
 * <p>Answers to flows that came in by a load balancer or a public address leave as they came. Everything else takes the
 * first way of {@link Method} that the subnet and the NIC of its source have; the others are named with the reason why
 * they are not taken.
 *
 * <p><i>Source:</i> Azure docs, Use SNAT for outbound connections; What is Azure NAT Gateway, section on coexistence of
 * inbound and outbound; Default outbound access in Azure.
 */
final class InternetEgress {

    private final LoadBalancerDoors loadBalancers;
    private final EgressConfig config;
    private final Set<FiveTuple> answersOverPublicIp = new HashSet<>();

    InternetEgress(LoadBalancerDoors loadBalancers, EgressConfig config) {
        this.loadBalancers = loadBalancers;
        this.config = config;
    }

    /** Remembers a packet that came in over a NIC's public address, as the NIC gets it. */
    void noteInbound(Packet packet) {
        answersOverPublicIp.add(AddressRewrite.flowTuple(packet).reply());
    }

    Verdict leave(Packet packet, NicAttachment sender, ElementContext context) {
        IpAddress source = packet.source().address();
        if (ServiceTags.isPublic(source) && loadBalancers.ownsFrontend(source)) {
            Steps.record(
                    context,
                    () -> Step.of(
                            StepKind.VNET_ROUTE,
                            "the reply leaves under the frontend " + source
                                    + " without passing the load balancer (direct server return)",
                            packet));
            return new Verdict.Forward(packet, VirtualNetwork.INTERNET);
        }
        if (answersOverPublicIp.contains(AddressRewrite.flowTuple(packet))) {
            return underOwnAddress(packet, sender, List.of(), "the reply leaves under the address it came to", context);
        }
        List<OutboundWay> ways = ways(source, sender);
        if (ways.isEmpty()) {
            String detail =
                    "neither a public address of " + sender.nic() + " nor an outbound rule translates " + source;
            Steps.record(context, () -> Step.of(StepKind.VNET_ROUTE, detail, packet));
            return new Verdict.Drop(packet, Disposition.NO_ROUTE, AzureNetworkReason.NO_PUBLIC_EGRESS, detail);
        }
        OutboundWay way = ways.get(0);
        List<ConsideredRule> losers =
                ways.stream().skip(1).map(loser -> loser.losesTo(way.method())).toList();
        return switch (way.method()) {
            case NAT_GATEWAY -> {
                String gateway = config.findNatGateway(source).orElseThrow().natGateway();
                recordChoice(packet, way, losers, context);
                yield new Verdict.Forward(packet, VirtualNetwork.natGatewayInterface(gateway));
            }
            case INSTANCE_PUBLIC_IP ->
                underOwnAddress(
                        packet, sender, losers, "a NIC's own public address comes before an outbound rule", context);
            case LOAD_BALANCER ->
                new Verdict.Forward(packet, loadBalancers.findOutbound(source).orElseThrow());
            case DEFAULT_OUTBOUND -> {
                recordChoice(packet, way, losers, context);
                yield new Verdict.Forward(packet, VirtualNetwork.DEFAULT_OUTBOUND);
            }
        };
    }

    private static void recordChoice(
            Packet packet, OutboundWay way, List<ConsideredRule> losers, ElementContext context) {
        Steps.record(
                context,
                () -> Step.of(
                                StepKind.VNET_ROUTE,
                                "to the internet through " + way.rule().where(),
                                packet)
                        .by(way.rule())
                        .considering(losers));
    }

    private static Verdict underOwnAddress(
            Packet packet, NicAttachment sender, List<ConsideredRule> losers, String fact, ElementContext context) {
        IpAddress publicIp = sender.findPublicIp(packet.source().address()).orElseThrow();
        Packet changed = AddressRewrite.replaceSource(packet, packet.source().address(), publicIp);
        Steps.record(
                context,
                () -> Step.of(StepKind.SNAT, "public address " + publicIp + " of " + sender.nic(), packet)
                        .changedTo(changed)
                        .considering(losers)
                        .withFact(fact));
        return new Verdict.Forward(changed, VirtualNetwork.INTERNET);
    }

    private List<OutboundWay> ways(IpAddress source, NicAttachment sender) {
        List<OutboundWay> ways = new ArrayList<>();
        Optional<SubnetNatGateway> gateway = config.findNatGateway(source);
        gateway.ifPresent(found -> ways.add(new OutboundWay(
                Method.NAT_GATEWAY,
                new RuleReference("NAT gateway " + found.natGateway(), "natGateway of subnet " + found.subnet()))));
        boolean isPrimary = source.equals(sender.primaryAddress());
        sender.findPublicIp(source)
                .ifPresent(publicIp -> ways.add(new OutboundWay(
                        Method.INSTANCE_PUBLIC_IP,
                        new RuleReference("public address of " + sender.nic(), publicIp.toString()))));
        if (loadBalancers.findOutbound(source).isPresent()) {
            ways.add(new OutboundWay(
                    Method.LOAD_BALANCER, new RuleReference("load balancer", "outbound rule for " + source)));
        }
        if (ways.isEmpty() && isPrimary && config.defaultOutboundNics().contains(sender.nic())) {
            ways.add(new OutboundWay(
                    Method.DEFAULT_OUTBOUND,
                    new RuleReference(
                            "default outbound access", "defaultOutboundAccess of subnet " + sender.subnet())));
        }
        return ways;
    }

    /** The ways that a route for somewhere else takes away from a packet to the internet. */
    List<ConsideredRule> passedOver(Packet packet, NicAttachment sender, String route) {
        return ServiceTags.isPublic(packet.destination().address())
                ? ways(packet.source().address(), sender).stream()
                        .map(way -> way.losesTo(route))
                        .toList()
                : List.of();
    }
}
