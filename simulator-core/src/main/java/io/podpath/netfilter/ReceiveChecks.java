package io.podpath.netfilter;

import io.podpath.element.Route;
import io.podpath.element.Verdict;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.StepKind;
import java.util.Optional;

/**
 * What the kernel checks of a received packet before it routes it: addresses that cannot be on this interface, and with
 * {@code rp_filter} whether the way back to the source leads where the packet came from.
 *
 * <p>The checks come after PREROUTING, so they see a translated destination and the untranslated source. A loose filter
 * still drops on an interface that has no address, such as the host end of a pod's veth.
 *
 * <p>IPv6 has neither martians of this kind nor {@code rp_filter}: it drops loopback and multicast sources before
 * PREROUTING, and forwards whatever else has a route.
 *
 * <p><i>Source:</i> Linux {@code ip_route_input_slow}, {@code fib_validate_source}; RFC 3704; {@code net/ipv6/ip6_input.c},
 * {@code ip6_rcv_core}.
 */
final class ReceiveChecks {

    private static final int STRICT = 1;
    private static final int LOOSE = 2;

    private ReceiveChecks() {}

    /** A verdict if no packet from a wire may have such a header; asked before any rule. */
    static Optional<Verdict> checkHeader(Packet packet, StepWriter steps) {
        if (packet.family() == IpFamily.IPV4) {
            return Optional.empty();
        }
        IpAddress source = packet.source().address();
        boolean loopback = source.isLoopback() || packet.destination().address().isLoopback();
        return source.isMulticast() || loopback
                ? martian(packet, "a loopback or multicast address cannot come from a wire", steps)
                : Optional.empty();
    }

    /** A verdict if the packet may not be here. */
    static Optional<Verdict> check(NamespaceState state, Packet packet, String inInterface, StepWriter steps) {
        if (packet.family() == IpFamily.IPV6) {
            return Optional.empty();
        }
        IpAddress source = packet.source().address();
        IpAddress destination = packet.destination().address();
        boolean loopback = source.isLoopback()
                || (destination.isLoopback() && !state.config().sysctls().routeLocalnet());
        if (source.isMulticast() || loopback) {
            return martian(packet, "a loopback or multicast address cannot come in on " + inInterface, steps);
        }
        if (state.addresses().contains(source)) {
            return martian(packet, "source " + source + " is an address of this host", steps);
        }
        int rpFilter = state.config().sysctls().rpFilter();
        if (rpFilter == 0) {
            return Optional.empty();
        }
        Optional<Route> back = state.config().ip().routes().find(source);
        boolean sameInterface = back.isPresent() && back.get().outInterface().equals(inInterface);
        boolean looseEnough = rpFilter == LOOSE && back.isPresent() && hasAddress(state, inInterface);
        if (sameInterface || looseEnough) {
            return Optional.empty();
        }
        String way = back.map(route -> "by " + route.outInterface()).orElse("nowhere");
        String filter = rpFilter == STRICT ? "rp_filter=1: " : "rp_filter=2: ";
        String detail = filter + "the route back to " + source + " leads " + way + ", not by " + inInterface;
        steps.write(StepKind.SOURCE_CHECK, detail, packet);
        return Optional.of(new Verdict.Drop(packet, Disposition.DENIED, RoutingReason.ROUTE_RP_FILTER, detail));
    }

    private static boolean hasAddress(NamespaceState state, String inInterface) {
        return state.config().ip().interfaces().stream()
                .anyMatch(candidate -> candidate.name().equals(inInterface)
                        && !candidate.addresses().isEmpty());
    }

    private static Optional<Verdict> martian(Packet packet, String detail, StepWriter steps) {
        return Optional.of(steps.drop(packet, Disposition.DENIED, RoutingReason.ROUTE_MARTIAN, detail));
    }
}
