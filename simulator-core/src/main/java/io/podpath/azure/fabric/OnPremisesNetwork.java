package io.podpath.azure.fabric;

import io.podpath.azure.Steps;
import io.podpath.azure.security.ServiceTags;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.PrefixTable;
import io.podpath.element.Verdict;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.AzureConnectionReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Reason;
import io.podpath.trace.SocketReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A network outside Azure: its hosts, and what it was told of Azure by the gateway.
 *
 * <p><i>Models:</i> delivery among its hosts, the advertised ranges, packets to public addresses, which leave by the
 * site's own way out. <i>Does not model:</i> its routers, firewalls, address translation, and what other networks it
 * knows.
 *
 * <p><i>Source:</i> Azure docs, About BGP with VPN Gateway (which ranges a gateway advertises).
 */
public final class OnPremisesNetwork implements Element {

    /** The interface towards the virtual network gateway. */
    public static final String GATEWAY = "gateway";

    private static final String HOST_PREFIX = "host:";

    private final String name;
    private final Map<IpAddress, String> interfaceByHost = new HashMap<>();
    private final PrefixTable<String> ranges = new PrefixTable<>();
    private final FabricLatency latency;

    /**
     * A site.
     *
     * @param name its name
     * @param prefixes its own ranges
     * @param hosts the name of the host with each address
     * @param advertised the ranges the gateway advertises to it
     * @param latency how long packets take
     */
    public OnPremisesNetwork(
            String name,
            Collection<Cidr> prefixes,
            Map<IpAddress, String> hosts,
            Collection<Cidr> advertised,
            FabricLatency latency) {
        this.name = name;
        this.latency = latency;
        hosts.forEach((address, host) -> interfaceByHost.put(address, hostInterface(host)));
        prefixes.stream()
                .filter(prefix -> prefix.prefixLength() > 0)
                .forEach(prefix -> ranges.put(prefix, HOST_PREFIX));
        advertised.forEach(prefix -> ranges.put(prefix, GATEWAY));
    }

    /** The interface towards a host. */
    public static String hostInterface(String host) {
        return HOST_PREFIX + host;
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        IpAddress destination = packet.destination().address();
        String host = interfaceByHost.get(destination);
        if (host != null) {
            return new Verdict.Forward(packet, host, latency.sameZoneNanos());
        }
        String range = ranges.find(destination).orElse("");
        if (range.equals(GATEWAY)) {
            Steps.record(
                    context,
                    () -> Step.of(StepKind.ROUTE, destination + " is in a range the gateway advertises", packet));
            return new Verdict.Forward(packet, GATEWAY, latency.internetNanos());
        }
        if (range.equals(HOST_PREFIX)) {
            return drop(
                    packet,
                    Disposition.NEIGHBOUR_UNREACHABLE,
                    AzureConnectionReason.ONPREM_NO_SUCH_ADDRESS,
                    "no host of " + name + " has " + destination,
                    context);
        }
        return ServiceTags.isPublic(destination)
                ? drop(
                        packet,
                        Disposition.EXITS_MODEL,
                        SocketReason.LEFT_FOR_INTERNET,
                        "the packet leaves for " + destination + " by the way out of " + name,
                        context)
                : drop(
                        packet,
                        Disposition.NO_ROUTE,
                        AzureConnectionReason.ONPREM_NO_ROUTE,
                        name + " has no route to " + destination + ": the gateway does not advertise it",
                        context);
    }

    private static Verdict drop(
            Packet packet, Disposition disposition, Reason reason, String detail, ElementContext context) {
        StepKind kind = disposition == Disposition.EXITS_MODEL ? StepKind.EXIT : StepKind.ROUTE;
        Steps.record(context, () -> Step.of(kind, detail, packet));
        return new Verdict.Drop(packet, disposition, reason, detail);
    }
}
