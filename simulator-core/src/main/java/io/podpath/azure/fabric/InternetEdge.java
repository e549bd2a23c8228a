package io.podpath.azure.fabric;

import io.podpath.azure.Steps;
import io.podpath.azure.security.ServiceTags;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.SocketReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.HashMap;
import java.util.Map;

/**
 * The internet, seen from Azure's edge: it knows which public addresses belong to declared hosts, to load balancers and
 * to machines, and lets everything else leave the model.
 *
 * <p>Keeps no state, so that runs can share it.
 *
 * <p><i>Models:</i> routing by destination and one-way delay to hosts. <i>Does not model:</i> providers, peering, paths
 * of their own for the two directions.
 *
 * <p><i>Source:</i> RFC 1918 section 3 for private addresses, which the internet does not route.
 */
public final class InternetEdge implements Element {

    private static final String LOAD_BALANCER_PREFIX = "lb:";
    private static final String HOST_PREFIX = "host:";
    private static final String VNET_PREFIX = "vnet:";
    private static final String DEVICE_PREFIX = "device:";

    private final Map<IpAddress, String> interfaceByAddress;
    private final FabricLatency latency;

    /**
     * An edge.
     *
     * @param interfaceByAddress the interface that leads to each known public address
     * @param latency how long packets take
     */
    public InternetEdge(Map<IpAddress, String> interfaceByAddress, FabricLatency latency) {
        this.interfaceByAddress = new HashMap<>(interfaceByAddress);
        this.latency = latency;
    }

    /** The interface towards a host on the internet. */
    public static String hostInterface(String host) {
        return HOST_PREFIX + host;
    }

    /** The interface towards a load balancer. */
    public static String loadBalancerInterface(String loadBalancer) {
        return LOAD_BALANCER_PREFIX + loadBalancer;
    }

    /** The interface towards a virtual network, some of whose machines have public addresses. */
    public static String vnetInterface(String virtualNetwork) {
        return VNET_PREFIX + virtualNetwork;
    }

    /** The interface towards something with public addresses of its own, such as {@code nat-gateway/out}. */
    public static String deviceInterface(String element) {
        return DEVICE_PREFIX + element;
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        IpAddress destination = packet.destination().address();
        String outInterface = interfaceByAddress.get(destination);
        if (outInterface != null) {
            boolean isFar = outInterface.startsWith(HOST_PREFIX)
                    || context.inInterface().startsWith(HOST_PREFIX);
            long delayNanos = isFar ? latency.internetNanos() : latency.sameZoneNanos();
            Steps.record(context, () -> Step.of(StepKind.ROUTE, destination + " " + wayTo(outInterface), packet));
            return new Verdict.Forward(packet, outInterface, delayNanos);
        }
        if (!ServiceTags.isPublic(destination)) {
            return new Verdict.Drop(
                    packet,
                    Disposition.NO_ROUTE,
                    RoutingReason.ROUTE_NONE,
                    "the internet does not route the private address " + destination);
        }
        String detail = "the packet leaves for " + destination + " under source "
                + packet.source().address();
        Steps.record(context, () -> Step.of(StepKind.EXIT, detail, packet));
        return new Verdict.Drop(packet, Disposition.EXITS_MODEL, SocketReason.LEFT_FOR_INTERNET, detail);
    }

    private static String wayTo(String outInterface) {
        if (outInterface.startsWith(HOST_PREFIX)) {
            return "is internet host " + outInterface.substring(HOST_PREFIX.length());
        }
        if (outInterface.startsWith(DEVICE_PREFIX)) {
            return "is an address of " + outInterface.substring(DEVICE_PREFIX.length());
        }
        return outInterface.startsWith(VNET_PREFIX)
                ? "belongs to a machine in virtual network " + outInterface.substring(VNET_PREFIX.length())
                : "is an address of load balancer " + outInterface.substring(LOAD_BALANCER_PREFIX.length());
    }
}
