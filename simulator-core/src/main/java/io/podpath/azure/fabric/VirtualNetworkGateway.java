package io.podpath.azure.fabric;

import io.podpath.azure.Steps;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.PrefixTable;
import io.podpath.element.Verdict;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.AzureConnectionReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A VPN or ExpressRoute gateway: it stands in the gateway subnet of its virtual network and carries packets between that
 * network, peered networks that use it, and the sites behind it.
 *
 * <pre>
 * site -- site:NAME  VirtualNetworkGateway  vnet -- nic:NAME  VirtualNetwork (routes of GatewaySubnet)
 * </pre>
 *
 * <p><i>Models:</i> the longest prefix among those of sites and virtual networks; a packet from one virtual network to
 * another by way of a VPN gateway; the one-way delay to a site, taken to be that to the internet. <i>Does not model:</i>
 * tunnels and their MTU, BGP itself, instances, ExpressRoute FastPath, the way from Azure past the ExpressRoute gateway.
 *
 * <p><i>Source:</i> Azure docs, About VPN Gateway; Configure VPN gateway transit for virtual network peering.
 */
public final class VirtualNetworkGateway implements Element {

    /** The interface towards the virtual network. */
    public static final String VNET = "vnet";

    private static final String SITE_PREFIX = "site:";

    private final String name;
    private final PrefixTable<String> interfaceByPrefix = new PrefixTable<>();
    private final FabricLatency latency;

    /**
     * A gateway.
     *
     * @param name its name
     * @param networks the ranges of virtual networks it serves
     * @param sites the ranges of each site, by the site's name
     * @param latency how long packets take
     */
    public VirtualNetworkGateway(
            String name, Collection<Cidr> networks, Map<String, List<Cidr>> sites, FabricLatency latency) {
        this.name = name;
        this.latency = latency;
        sites.forEach(
                (site, prefixes) -> prefixes.forEach(prefix -> interfaceByPrefix.put(prefix, siteInterface(site))));
        networks.forEach(prefix -> interfaceByPrefix.put(prefix, VNET));
    }

    /** The interface towards a site. */
    public static String siteInterface(String site) {
        return SITE_PREFIX + site;
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        IpAddress destination = packet.destination().address();
        Optional<String> way = interfaceByPrefix.find(destination);
        if (way.isEmpty()) {
            String detail = "no site behind " + name + " has " + destination;
            Steps.record(context, () -> Step.of(StepKind.ROUTE, detail, packet));
            return new Verdict.Drop(packet, Disposition.NO_ROUTE, AzureConnectionReason.GATEWAY_NO_ROUTE, detail);
        }
        String outInterface = way.get();
        String words = outInterface.equals(VNET)
                ? destination + " belongs to a virtual network"
                : destination + " lies behind site " + outInterface.substring(SITE_PREFIX.length());
        Steps.record(context, () -> Step.of(StepKind.ROUTE, words, packet));
        boolean isOutside = !outInterface.equals(VNET);
        return new Verdict.Forward(packet, outInterface, isOutside ? latency.internetNanos() : 0);
    }
}
