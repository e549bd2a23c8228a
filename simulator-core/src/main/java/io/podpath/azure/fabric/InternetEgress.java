package io.podpath.azure.fabric;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.azure.loadbalancer.LoadBalancedFlows;
import io.podpath.azure.security.ServiceTags;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;

/**
 * Which way a packet whose route says Internet leaves: as reply of a load-balanced flow it already has a public source;
 * otherwise the NIC's own public address comes before the load balancer's outbound rule.
 *
 * <p><i>Source:</i> Azure docs, Source Network Address Translation for outbound connections; Default outbound access.
 */
final class InternetEgress {

    private final LoadBalancedFlows loadBalancer;

    InternetEgress(LoadBalancedFlows loadBalancer) {
        this.loadBalancer = loadBalancer;
    }

    Verdict leave(Packet packet, NicAttachment sender, ElementContext context) {
        IpAddress source = packet.source().address();
        if (ServiceTags.isPublic(source) && loadBalancer.ownsFrontend(source)) {
            Steps.record(
                    context,
                    () -> Step.of(
                            StepKind.VNET_ROUTE,
                            "the reply leaves under the frontend " + source
                                    + " without passing the load balancer (direct server return)",
                            packet));
            return new Verdict.Forward(packet, VirtualNetwork.INTERNET);
        }
        IpAddress publicIp = sender.publicIp();
        if (publicIp != null && source.equals(sender.primaryAddress())) {
            Packet changed = AddressRewrite.replaceSource(packet, source, publicIp);
            Steps.record(
                    context,
                    () -> Step.of(StepKind.SNAT, "public address " + publicIp + " of " + sender.nic(), packet)
                            .changedTo(changed)
                            .withFact("a NIC's own public address comes before an outbound rule"));
            return new Verdict.Forward(changed, VirtualNetwork.INTERNET);
        }
        if (loadBalancer.translatesOutbound(source)) {
            return new Verdict.Forward(packet, VirtualNetwork.LOAD_BALANCER);
        }
        String detail = "neither a public address of " + sender.nic() + " nor an outbound rule translates " + source;
        Steps.record(context, () -> Step.of(StepKind.VNET_ROUTE, detail, packet));
        return new Verdict.Drop(packet, Disposition.NO_ROUTE, AzureNetworkReason.NO_PUBLIC_EGRESS, detail);
    }
}
