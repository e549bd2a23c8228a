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
import io.podpath.trace.AzureConnectionReason;
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
 * from an lb:  the NIC the load balancer chose
 * from a peered network: {@link PeeringEntrance}, then the owner of the destination, the appliance or the gateway
 * from outside (platform, internet): the owner of the destination in this network, nothing further
 * </pre>
 *
 * <p><i>Models:</i> effective routes; overlay domains, which non-members cannot enter; peering without transit, and with
 * transit to a gateway; appliances in a peered network; the order instance public IP, load balancer outbound rule for
 * packets to the internet; direct server return of load-balanced flows; appliances behind a load balancer with a rule
 * for all ports. <i>Does not model:</i> the services behind service endpoints, and the zone of a sender in a peered
 * network.
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing; Virtual network peering; Azure CNI Overlay overview;
 * Outbound connections in Azure.
 */
public final class VirtualNetwork implements Element {

    /** The interface towards the internet's edge. */
    public static final String INTERNET = "internet";

    /** The interface towards the platform's own addresses. */
    public static final String PLATFORM = "platform";

    /** The interface towards default outbound access. */
    public static final String DEFAULT_OUTBOUND = "default-outbound";

    private static final String NAT_GATEWAY_PREFIX = "nat:";
    private static final String NIC_PREFIX = "nic:";

    private final VirtualNetworkConfig config;
    private final LoadBalancerDoors loadBalancers;
    private final NicDirectory nics;
    private final InternetEgress egress;
    private final Neighbours neighbours;
    private final PeeringEntrance entrance;

    /** A virtual network without flows. */
    public VirtualNetwork(VirtualNetworkConfig config) {
        this(config, config.loadBalancers(), new NicDirectory(config), Neighbours.NONE);
    }

    private VirtualNetwork(
            VirtualNetworkConfig config, LoadBalancerDoors loadBalancers, NicDirectory nics, Neighbours neighbours) {
        this.config = config;
        this.loadBalancers = loadBalancers;
        this.nics = nics;
        this.egress = new InternetEgress(loadBalancers, config.egress());
        this.neighbours = neighbours;
        this.entrance = new PeeringEntrance(config.name(), neighbours);
    }

    /** The same network between these neighbours. */
    public VirtualNetwork withNeighbours(Neighbours others) {
        return new VirtualNetwork(config, loadBalancers, nics, others);
    }

    /** The same network without flows, with the load balancers of another run; sharing its tables makes it cheap. */
    public VirtualNetwork withLoadBalancers(LoadBalancerDoors other) {
        return new VirtualNetwork(config, other, nics, neighbours);
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
        return PeeringDoor.to(virtualNetwork).interfaceName();
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        Optional<Member> sender =
                nics.findSender(context.inInterface(), packet.source().address());
        if (sender.isPresent()) {
            return fromNic(packet, sender.get(), context);
        }
        Optional<PeeringDoor> door = PeeringDoor.find(context.inInterface());
        if (door.isPresent()) {
            return fromPeer(packet, door.get(), context);
        }
        Optional<LoadBalancedFlows> loadBalancer = loadBalancers.find(context.inInterface());
        if (loadBalancer.isPresent()) {
            return fromLoadBalancer(packet, loadBalancer.get(), context);
        }
        return context.inInterface().equals(INTERNET) ? fromInternet(packet, context) : toOwner(packet, "", context);
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
        Optional<TransportAddress> frontend = loadBalancers.findFrontend(AddressRewrite.flowTuple(packet));
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
        Optional<NicDirectory.Overlay> overlay = sender.findOverlay(destination);
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
            case VNET_PEERING, INTERFACE_ENDPOINT -> toNetwork(packet, route.name(), sender, context);
            case VIRTUAL_APPLIANCE -> toAppliance(packet, route, sender);
            case VIRTUAL_NETWORK_GATEWAY -> toGateway(packet, route);
            case SERVICE_ENDPOINT ->
                drop(
                        packet,
                        Disposition.EXITS_MODEL,
                        AzureConnectionReason.LEFT_BY_SERVICE_ENDPOINT,
                        "the packet leaves for " + route.name() + " under source "
                                + packet.source().address());
            case INTERNET -> egress.leave(packet, sender.attachment(), context);
            case NONE -> drop(packet, Disposition.NULL_ROUTED, AzureNetworkReason.UDR_NULL_ROUTE, "route " + route);
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

    private Verdict toNetwork(Packet packet, String network, Member sender, ElementContext context) {
        if (network.equals(config.name())) {
            return toOwner(packet, sender.attachment().zone(), context);
        }
        boolean usesTransit = neighbours
                .findPeer(network)
                .filter(Neighbours.Peer::usesTransit)
                .isPresent();
        PeeringDoor door = neighbours
                .findGatewayBehind(sender.interfaceName())
                .filter(gateway -> usesTransit)
                .map(gateway -> PeeringDoor.transit(network, gateway))
                .orElseGet(() -> PeeringDoor.to(network));
        return new Verdict.Forward(packet, door.interfaceName());
    }

    private Verdict toGateway(Packet packet, EffectiveRoute route) {
        boolean isLearned = route.origin().isLearned();
        Optional<String> gateway =
                neighbours.findGatewayInterface(isLearned ? route.name() : neighbours.userRouteGateway());
        return gateway.<Verdict>map(way -> new Verdict.Forward(packet, way))
                .orElseGet(() -> drop(
                        packet,
                        Disposition.NEIGHBOUR_UNREACHABLE,
                        AzureNetworkReason.UDR_NEXT_HOP_MISSING,
                        config.name() + " has no VPN gateway for route " + route));
    }

    private Verdict toAppliance(Packet packet, EffectiveRoute route, Member sender) {
        IpAddress nextHop = route.findNextHopIp().orElseThrow();
        Optional<String> peer = neighbours.findNetworkOfAppliance(nextHop);
        return peer.isPresent()
                ? new Verdict.Forward(
                        packet, PeeringDoor.toAppliance(peer.get(), nextHop).interfaceName())
                : toHere(packet, nextHop, sender.attachment().zone());
    }

    /** To an appliance of this network, or to one of those behind a load balancer of it. */
    private Verdict toHere(Packet packet, IpAddress nextHop, String fromZone) {
        Optional<Member> owner = nics.findByAddress(nextHop);
        if (owner.isPresent()) {
            return toNic(packet, owner.get(), fromZone);
        }
        Optional<String> door = loadBalancers.findNextHop(nextHop);
        if (door.isPresent()) {
            return new Verdict.Forward(packet, door.get());
        }
        return loadBalancers.ownsFrontend(nextHop)
                ? drop(
                        packet,
                        Disposition.NOT_MODELLED,
                        ModelReason.MODEL_NEXT_HOP_RULE,
                        "the next hop " + nextHop + " is a frontend without a rule for all ports")
                : drop(
                        packet,
                        Disposition.NEIGHBOUR_UNREACHABLE,
                        AzureNetworkReason.UDR_NEXT_HOP_MISSING,
                        "no NIC of " + config.name() + " owns the next hop " + nextHop);
    }

    private Verdict fromPeer(Packet packet, PeeringDoor door, ElementContext context) {
        Optional<Verdict> refusal = entrance.refuse(packet, door, context);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return switch (door.purpose()) {
            case OWNER -> toOwner(packet, "", context);
            case APPLIANCE -> toHere(packet, IpAddress.parse(door.via()), "");
            case GATEWAY ->
                neighbours
                        .findGatewayInterface(door.via())
                        .filter(way -> nics.findByInterface(way).isPresent())
                        .<Verdict>map(way -> new Verdict.Forward(packet, way))
                        .orElseGet(() -> toOwner(packet, "", context));
        };
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
        IpAddress inside = nic.findAddressBehind(publicIp).orElseThrow();
        Packet changed = AddressRewrite.replaceDestination(packet, publicIp, inside);
        Steps.record(
                context,
                () -> Step.of(StepKind.DNAT, "public address " + publicIp + " belongs to " + nic.nic(), packet)
                        .changedTo(changed));
        egress.noteInbound(changed);
        return toNic(changed, owner.get(), "");
    }

    private Verdict fromLoadBalancer(Packet packet, LoadBalancedFlows loadBalancer, ElementContext context) {
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
        Optional<String> door = loadBalancers.findOwner(destination);
        if (door.isPresent()) {
            return new Verdict.Forward(packet, door.get());
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
