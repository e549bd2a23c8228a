package io.podpath.azure.fabric;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.azure.resource.PrivateLinkServiceSpec.ProxyProtocol;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.AzureConnectionReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A private link service: callers of private endpoints reach a load balancer's frontend under addresses of the provider's
 * own network.
 *
 * <pre>
 * endpoint x -> destination becomes the frontend, source a NAT address -> load balancer
 * vnet       -> answer to a NAT address, both translations undone      -> endpoint
 * </pre>
 *
 * <p><i>Models:</i> both translations, with a port of its own for each flow; TCP and UDP over IPv4 only; the PROXY
 * protocol header as a value. Which NAT address a flow gets is not published: podpath takes the first with a free port,
 * from 1024 upwards. <i>Does not model:</i> idle timeout, bandwidth, approval of connections.
 *
 * <p><i>Source:</i> Azure docs, What is Azure Private Link service, sections Properties, Limitations, and Getting
 * connection information using TCP Proxy v2.
 */
public final class PrivateLinkService implements Element {

    /** The interface towards the virtual network, for answers. */
    public static final String VNET = "vnet";

    /** The interface towards the load balancer. */
    public static final String LOAD_BALANCER = "lb";

    private static final String ENDPOINT = "endpoint ";
    private static final int FIRST_PORT = 1_024;

    private final String name;
    private final IpAddress frontend;
    private final List<IpAddress> natAddresses;
    private final ProxyProtocol proxyProtocol;
    private final Map<Caller, FiveTuple> translated = new HashMap<>();
    private final Map<FiveTuple, Caller> callers = new HashMap<>();

    /** A flow as its caller knows it; callers of two endpoints may have the same addresses. */
    private record Caller(String endpoint, FiveTuple tuple) {}

    /**
     * A private link service.
     *
     * @param name its name
     * @param frontend the frontend it leads to
     * @param natAddresses the addresses callers appear under
     * @param proxyProtocol whether connections begin with a header that names the caller
     */
    public PrivateLinkService(
            String name, IpAddress frontend, List<IpAddress> natAddresses, ProxyProtocol proxyProtocol) {
        this.name = name;
        this.frontend = frontend;
        this.natAddresses = List.copyOf(natAddresses);
        this.proxyProtocol = proxyProtocol;
    }

    /** The interface towards a private endpoint. */
    public static String endpointInterface(String endpoint) {
        return ENDPOINT + endpoint;
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        String door = context.inInterface();
        return door.startsWith(ENDPOINT)
                ? toProvider(packet, door.substring(ENDPOINT.length()), context)
                : toCaller(packet, context);
    }

    private Verdict toProvider(Packet packet, String endpoint, ElementContext context) {
        Caller caller = new Caller(endpoint, AddressRewrite.flowTuple(packet));
        FiveTuple known = translated.get(caller);
        boolean isTaken = packet.protocol() == Protocol.TCP || packet.protocol() == Protocol.UDP;
        if (known == null && !isTaken) {
            return drop(
                    packet,
                    AzureConnectionReason.PRIVATE_LINK_PROTOCOL,
                    "private link service " + name + " carries TCP and UDP, not " + packet.protocol(),
                    context);
        }
        Optional<FiveTuple> outside = known == null ? open(caller) : Optional.of(known);
        if (outside.isEmpty()) {
            return drop(
                    packet,
                    AzureConnectionReason.PRIVATE_LINK_NO_PORT,
                    "private link service " + name + " has no port left at " + natAddresses,
                    context);
        }
        FiveTuple tuple = outside.get();
        Packet towards = AddressRewrite.withDestination(packet, tuple.destination());
        Packet changed = AddressRewrite.withSource(towards, tuple.source());
        Steps.record(
                context,
                () -> Step.of(StepKind.DNAT, "private link service " + name + " leads to frontend " + frontend, packet)
                        .changedTo(towards));
        Steps.record(context, () -> sourceStep(towards, changed, endpoint));
        return new Verdict.Forward(changed, LOAD_BALANCER);
    }

    private Step sourceStep(Packet before, Packet after, String endpoint) {
        Step step = Step.of(
                        StepKind.SNAT,
                        "the caller becomes " + after.source().address() + ", a NAT address of " + name,
                        before)
                .changedTo(after);
        return proxyProtocol == ProxyProtocol.V2
                ? step.withFact("PROXY protocol v2: the connection begins with a header that names " + before.source()
                        + " and the link of private endpoint " + endpoint)
                : step;
    }

    private Optional<FiveTuple> open(Caller caller) {
        FiveTuple towards =
                caller.tuple().withDestination(caller.tuple().destination().withAddress(frontend));
        for (IpAddress address : natAddresses) {
            for (int port = FIRST_PORT; port <= TransportAddress.MAX_PORT; port++) {
                FiveTuple candidate = towards.withSource(new TransportAddress(address, port));
                if (callers.putIfAbsent(candidate.reply(), caller) == null) {
                    translated.put(caller, candidate);
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private Verdict toCaller(Packet packet, ElementContext context) {
        Caller caller = callers.get(AddressRewrite.flowTuple(packet));
        if (caller == null) {
            return drop(
                    packet,
                    AzureConnectionReason.PRIVATE_LINK_NO_FLOW,
                    packet.tuple() + " answers no flow of private link service " + name,
                    context);
        }
        FiveTuple answer = caller.tuple().reply();
        Packet changed = AddressRewrite.withSource(
                AddressRewrite.withDestination(packet, answer.destination()), answer.source());
        Steps.record(
                context,
                () -> Step.of(
                                StepKind.UN_NAT,
                                "the answer goes back to " + answer.destination() + " behind private endpoint "
                                        + caller.endpoint(),
                                packet)
                        .changedTo(changed));
        return new Verdict.Forward(changed, endpointInterface(caller.endpoint()));
    }

    private static Verdict drop(Packet packet, AzureConnectionReason reason, String detail, ElementContext context) {
        Steps.record(context, () -> Step.of(StepKind.PLATFORM, detail, packet));
        return new Verdict.Drop(packet, Disposition.DENIED, reason, detail);
    }
}
