package io.podpath.azure.loadbalancer;

import io.podpath.azure.loadbalancer.LoadBalancerSessions.Session;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.TransportAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Standard Load Balancer with public and internal frontends.
 *
 * <pre>
 * internet     -> reply of an outbound flow? -> vnet, source translation undone
 *              -> rule of the frontend -> healthy backend -> vnet
 * vnet         -> rule of an internal frontend -> healthy backend -> vnet
 *              -> outbound rule: source translation -> internet
 * vnet via x   -> a route leads to frontend x: its rule for all ports -> healthy backend, packet unchanged -> vnet
 * private-link -> rule of the frontend -> healthy backend -> vnet
 * </pre>
 *
 * <p><i>Models:</i> rules with and without floating IP, high availability ports, the three distributions, health,
 * outbound rules with their ports. A new flow goes to each healthy backend with the same probability and stays there.
 * Replies do not pass here: the virtual network asks {@link LoadBalancedFlows} and lets the backend answer directly. ICMP
 * errors follow the flow they are about; Azure does not document that. A backend that is picked for its own packet gets
 * it; that the two halves of such a flow do not match is for its kernel to find out. <i>Does not model:</i> inbound NAT
 * rules, idle timeouts, probes that change their mind during a run, how a pool change moves flows.
 *
 * <p><i>Source:</i> Azure docs, Azure Load Balancer components; Distribution modes; Floating IP; High availability ports;
 * Outbound rules; Troubleshoot Azure Load Balancer backend traffic.
 */
public final class LoadBalancer implements Element, LoadBalancedFlows {

    /** The interface towards the virtual network. */
    public static final String VNET = "vnet";

    /** The interface towards the internet's edge. */
    public static final String INTERNET = "internet";

    private static final String VIA = "vnet via ";
    private static final String PRIVATE_LINK = "private-link ";

    private final LoadBalancerConfig config;
    private final Map<IpAddress, Frontend> frontends;
    private final Map<BackendPool.Key, BackendPool> pools;
    private final LoadBalancerSessions sessions = new LoadBalancerSessions();
    private final InboundBalancing inbound;
    private final OutboundTranslation outbound;

    /** A load balancer without flows. */
    public LoadBalancer(LoadBalancerConfig config) {
        this(config, frontends(config), BackendPool.byKey(config), new OutboundTranslation(config));
    }

    private LoadBalancer(
            LoadBalancerConfig config,
            Map<IpAddress, Frontend> frontends,
            Map<BackendPool.Key, BackendPool> pools,
            OutboundTranslation outbound) {
        this.config = config;
        this.frontends = frontends;
        this.pools = pools;
        this.inbound = new InboundBalancing(config, pools, sessions);
        this.outbound = outbound;
    }

    private static Map<IpAddress, Frontend> frontends(LoadBalancerConfig config) {
        Map<IpAddress, Frontend> frontends = new HashMap<>();
        config.frontends().forEach(frontend -> frontends.put(frontend.address(), frontend));
        return frontends;
    }

    /** The same load balancer without flows, for another run; sharing its tables makes it cheap for any pool. */
    public LoadBalancer withoutFlows() {
        return new LoadBalancer(config, frontends, pools, outbound.withoutFlows());
    }

    /** The interface for packets that a route leads to a frontend. */
    public static String nextHopInterface(IpAddress frontend) {
        return VIA + frontend;
    }

    /** The interface towards a private link service. */
    public static String privateLinkInterface(String service) {
        return PRIVATE_LINK + service;
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        String door = context.inInterface();
        if (door.equals(INTERNET)) {
            Optional<Packet> returning = outbound.findReturning(packet, context);
            return returning
                    .<Verdict>map(inside -> new Verdict.Forward(inside, VNET))
                    .orElseGet(() -> inbound.balance(packet, context));
        }
        if (door.startsWith(VIA)) {
            return inbound.route(packet, IpAddress.parse(door.substring(VIA.length())), context);
        }
        Frontend frontend = frontends.get(packet.destination().address());
        boolean isInternal = frontend != null && frontend.scope() == Frontend.Scope.INTERNAL;
        return isInternal || door.startsWith(PRIVATE_LINK)
                ? inbound.balance(packet, context)
                : outbound.translate(packet, context);
    }

    @Override
    public boolean ownsFrontend(IpAddress address) {
        return frontends.containsKey(address);
    }

    @Override
    public boolean takesAllPorts(IpAddress frontend) {
        return config.takesAllPorts(frontend);
    }

    @Override
    public Optional<String> findBackendNic(FiveTuple delivered) {
        return sessions.findDelivered(delivered)
                .map(session -> session.backend().nic());
    }

    @Override
    public Optional<TransportAddress> findFrontend(FiveTuple reply) {
        return sessions.findDelivered(reply.reply())
                .filter(Session::isTranslated)
                .map(session -> session.arrived().destination());
    }

    @Override
    public boolean translatesOutbound(IpAddress source) {
        return outbound.covers(source);
    }
}
