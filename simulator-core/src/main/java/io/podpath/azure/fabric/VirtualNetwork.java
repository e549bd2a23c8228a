package io.podpath.azure.fabric;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.PlatformAddresses;
import io.podpath.azure.Steps;
import io.podpath.azure.fabric.NicDirectory.Member;
import io.podpath.azure.fabric.NicDirectory.PodPrefix;
import io.podpath.azure.loadbalancer.LoadBalancedFlows;
import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.route.EffectiveRoute;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.TransportAddress;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Disposition;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Reason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A virtual network (VNet): it carries packets between NICs, load balancer, internet, platform and peered networks.
 *
 * <pre>
 * from a NIC:  platform address?  -> platform
 *              pod of the sender's overlay? -> NIC of the node that has the pod's prefix
 *              effective route of the sender's subnet -> NIC | lb | peering | appliance's NIC | internet | dropped
 * from lb:     the NIC the load balancer chose
 * from outside (peering, platform, internet): the owner of the destination in this network, nothing further
 * </pre>
 *
 * <p><i>Models:</i> effective routes; overlay domains, which non-members cannot enter; peering without transit; the
 * order instance public IP, load balancer outbound rule for packets to the internet; direct server return of
 * load-balanced flows. <i>Does not model:</i> gateways, NAT gateways, default outbound access, private endpoints,
 * appliances in a peered network, and the zone of a sender in a peered network.
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing; Virtual network peering; Azure CNI Overlay overview;
 * Outbound connections in Azure.
 */
public final class VirtualNetwork implements Element {

    /** The interface towards the internet's edge. */
    public static final String INTERNET = "internet";

    /** The interface towards the load balancer. */
    public static final String LOAD_BALANCER = "lb";

    /** The interface towards the platform's own addresses. */
    public static final String PLATFORM = "platform";

    /** The interface towards default outbound access. */
    public static final String DEFAULT_OUTBOUND = "default-outbound";

    private static final String NAT_GATEWAY_PREFIX = "nat:";
    private static final String NIC_PREFIX = "nic:";
    private static final String PEERING_PREFIX = "peering:";

    private final VirtualNetworkConfig config;
    private final LoadBalancedFlows loadBalancer;
    private final NicDirectory nics;
    private final InternetEgress egress;

    /** A virtual network without flows. */
    public VirtualNetwork(VirtualNetworkConfig config) {
        this(config, config.loadBalancer(), new NicDirectory(config));
    }

    private VirtualNetwork(VirtualNetworkConfig config, LoadBalancedFlows loadBalancer, NicDirectory nics) {
        this.config = config;
        this.loadBalancer = loadBalancer;
        this.nics = nics;
        this.egress = new InternetEgress(loadBalancer, config.egress());
    }

    /** The same network without flows, with the load balancer of another run; sharing its tables makes it cheap. */
    public VirtualNetwork withLoadBalancer(LoadBalancedFlows other) {
        return new VirtualNetwork(config, other, nics);
    }

    /** The interface towards a NIC. */
    public static String nicInterface(String nic) {
        return NIC_PREFIX + nic;
    }

    /** The interface towards a NAT gateway. */
    public static String natGatewayInterface(String natGateway) {
        return NAT_GATEWAY_PREFIX + natGateway;
    }

    /** The interface towards a peered virtual network. */
    public static String peeringInterface(String virtualNetwork) {
        return PEERING_PREFIX + virtualNetwork;
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        Optional<Member> sender =
                nics.findSender(context.inInterface(), packet.source().address());
        if (sender.isPresent()) {
            return fromNic(packet, sender.get(), context);
        }
        return switch (context.inInterface()) {
            case INTERNET -> fromInternet(packet, context);
            case LOAD_BALANCER -> fromLoadBalancer(packet, context);
            default -> toOwner(packet, "", context);
        };
    }

    private Verdict fromNic(Packet packet, Member sender, ElementContext context) {
        if (PlatformAddresses.contains(packet.destination().address())) {
            Steps.record(
                    context,
                    () -> Step.of(StepKind.PLATFORM, "the host of the machine answers, routes are not asked", packet));
            return new Verdict.Forward(packet, PLATFORM);
        }
        Packet outgoing = underFrontend(packet, context);
        return toOverlay(outgoing, sender, context).orElseGet(() -> route(outgoing, sender, context));
    }

    /** The translation of a rule without floating IP is undone where the reply enters the network. */
    private Packet underFrontend(Packet packet, ElementContext context) {
        Optional<TransportAddress> frontend = loadBalancer.findFrontend(AddressRewrite.flowTuple(packet));
        if (frontend.isEmpty()) {
            return packet;
        }
        Packet changed = AddressRewrite.withSource(packet, frontend.get());
        Steps.record(
                context,
                () -> Step.of(StepKind.UN_NAT, "the reply gets the frontend " + frontend.get() + " as source", packet)
                        .changedTo(changed));
        return changed;
    }

    private Optional<Verdict> toOverlay(Packet packet, Member sender, ElementContext context) {
        IpAddress destination = packet.destination().address();
        Optional<NicDirectory.Overlay> overlay = sender.findOverlay()
                .filter(candidate -> candidate.domain().podCidr().contains(destination));
        if (overlay.isEmpty()) {
            return Optional.empty();
        }
        OverlayDomain domain = overlay.get().domain();
        Optional<PodPrefix> owner = overlay.get().owners().find(destination);
        Optional<Member> target = owner.flatMap(prefix -> nics.findByNic(prefix.nic()));
        if (target.isEmpty()) {
            return Optional.of(noOwner(
                    packet,
                    "no node of " + domain.cluster() + " has " + destination + " of the overlay range "
                            + domain.podCidr(),
                    StepKind.OVERLAY_ROUTE,
                    context));
        }
        PodPrefix prefix = owner.orElseThrow();
        Steps.record(
                context,
                () -> Step.of(
                                StepKind.OVERLAY_ROUTE,
                                "overlay prefix " + prefix.prefix() + " belongs to " + prefix.nic(),
                                packet)
                        .by(new RuleReference("overlay " + domain.cluster(), prefix.prefix() + " -> " + prefix.nic()))
                        .withFact("nothing is encapsulated; no route table takes part"));
        return Optional.of(toNic(packet, target.get(), sender.attachment().zone()));
    }

    private Verdict route(Packet packet, Member sender, ElementContext context) {
        IpAddress destination = packet.destination().address();
        Optional<EffectiveRoute> found = sender.routes().find(destination);
        if (found.isEmpty()) {
            return drop(packet, Disposition.NO_ROUTE, AzureNetworkReason.UDR_NULL_ROUTE, "no route to " + destination);
        }
        EffectiveRoute route = found.get();
        Steps.record(
                context,
                () -> Step.of(StepKind.VNET_ROUTE, "route " + route, packet)
                        .by(sender.routes().reference(route))
                        .considering(runnersUp(packet, route, sender)));
        String zone = sender.attachment().zone();
        return switch (route.nextHopType()) {
            case VNET_LOCAL -> toOwner(packet, zone, context);
            case VNET_PEERING -> new Verdict.Forward(packet, peeringInterface(route.name()));
            case VIRTUAL_APPLIANCE -> toAppliance(packet, route, sender);
            case INTERNET -> egress.leave(packet, sender.attachment(), context);
            case NONE -> drop(packet, Disposition.NULL_ROUTED, AzureNetworkReason.UDR_NULL_ROUTE, "route " + route);
            case VIRTUAL_NETWORK_GATEWAY ->
                drop(packet, Disposition.NOT_MODELLED, ModelReason.MODEL_PEER_PATH, "route " + route);
        };
    }

    /** Routes that lose; and, if the winner leads elsewhere, the ways to the internet that are not asked. */
    private List<ConsideredRule> runnersUp(Packet packet, EffectiveRoute route, Member sender) {
        List<ConsideredRule> losers = new ArrayList<>(
                sender.routes().explainRunnersUp(packet.destination().address()));
        if (route.nextHopType() != NextHopType.INTERNET) {
            losers.addAll(egress.passedOver(packet, sender.attachment(), "the route " + route));
        }
        return losers;
    }

    private Verdict toAppliance(Packet packet, EffectiveRoute route, Member sender) {
        IpAddress nextHop = route.findNextHopIp().orElseThrow();
        Optional<Member> owner = nics.findByAddress(nextHop);
        if (owner.isPresent()) {
            return toNic(packet, owner.get(), sender.attachment().zone());
        }
        boolean isPeered = sender.routes()
                .find(nextHop)
                .filter(toHop -> toHop.nextHopType() == NextHopType.VNET_PEERING)
                .isPresent();
        if (isPeered || loadBalancer.ownsFrontend(nextHop)) {
            return drop(
                    packet,
                    Disposition.NOT_MODELLED,
                    ModelReason.MODEL_PEER_PATH,
                    "the appliance " + nextHop + " stands in a peered network or behind a load balancer");
        }
        return drop(
                packet,
                Disposition.NEIGHBOUR_UNREACHABLE,
                AzureNetworkReason.UDR_NEXT_HOP_MISSING,
                "no NIC of " + config.name() + " owns the next hop " + nextHop + " of route " + route);
    }

    private Verdict fromInternet(Packet packet, ElementContext context) {
        IpAddress publicIp = packet.destination().address();
        Optional<Member> owner = nics.findByPublicIp(publicIp);
        if (owner.isEmpty()) {
            return noOwner(
                    packet,
                    "no NIC of " + config.name() + " has the public address " + publicIp,
                    StepKind.VNET_ROUTE,
                    context);
        }
        NicAttachment nic = owner.get().attachment();
        Packet changed = AddressRewrite.replaceDestination(packet, publicIp, nic.primaryAddress());
        Steps.record(
                context,
                () -> Step.of(StepKind.DNAT, "public address " + publicIp + " belongs to " + nic.nic(), packet)
                        .changedTo(changed));
        egress.noteInbound(changed);
        return toNic(changed, owner.get(), "");
    }

    private Verdict fromLoadBalancer(Packet packet, ElementContext context) {
        Optional<Member> chosen =
                loadBalancer.findBackendNic(AddressRewrite.flowTuple(packet)).flatMap(nics::findByNic);
        String clientZone = nics.findByAddress(packet.source().address())
                .map(client -> client.attachment().zone())
                .orElse("");
        if (chosen.isEmpty()) {
            return toOwner(packet, clientZone, context);
        }
        Member target = chosen.get();
        Steps.record(
                context,
                () -> Step.of(
                        StepKind.VNET_ROUTE,
                        "to " + target.attachment().nic() + ", which the load balancer chose",
                        packet));
        return toNic(packet, target, clientZone);
    }

    private Verdict toOwner(Packet packet, String fromZone, ElementContext context) {
        IpAddress destination = packet.destination().address();
        Optional<Member> owner = nics.findByAddress(destination);
        if (owner.isPresent()) {
            return toNic(packet, owner.get(), fromZone);
        }
        if (loadBalancer.ownsFrontend(destination)) {
            return new Verdict.Forward(packet, LOAD_BALANCER);
        }
        return noOwner(packet, "no NIC of " + config.name() + " owns " + destination, StepKind.VNET_ROUTE, context);
    }

    private Verdict toNic(Packet packet, Member target, String fromZone) {
        long delayNanos =
                config.latency().betweenZonesNanos(fromZone, target.attachment().zone());
        return new Verdict.Forward(packet, target.interfaceName(), delayNanos);
    }

    private static Verdict noOwner(Packet packet, String detail, StepKind kind, ElementContext context) {
        Steps.record(context, () -> Step.of(kind, detail, packet));
        return drop(packet, Disposition.NEIGHBOUR_UNREACHABLE, AzureNetworkReason.VNET_NO_SUCH_ADDRESS, detail);
    }

    private static Verdict drop(Packet packet, Disposition disposition, Reason reason, String detail) {
        return new Verdict.Drop(packet, disposition, reason, detail);
    }
}
