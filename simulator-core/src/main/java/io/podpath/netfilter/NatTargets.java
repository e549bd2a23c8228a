package io.podpath.netfilter;

import io.podpath.element.NetworkInterface;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import java.util.Optional;

/** What the targets of the nat table ask for, once the interfaces are known. */
final class NatTargets {

    private static final IpAddress LOCALHOST = IpAddress.parse("127.0.0.1");
    private static final IpAddress LOCALHOST_IPV6 = IpAddress.parse("::1");

    private NatTargets() {}

    /** The range a target asks for; nothing if the packet must be dropped, because there is no address to redirect to. */
    static Optional<NatRange> range(Target target, Packet packet, MatchContext context, NamespaceState state) {
        if (target instanceof Target.Dnat dnat) {
            return Optional.of(dnat.range());
        }
        if (target instanceof Target.Snat snat) {
            return Optional.of(snat.range());
        }
        if (target instanceof Target.Masquerade masquerade) {
            Optional<IpAddress> source = state.addresses()
                    .findSource(context.outInterface(), packet.destination().address());
            return Optional.of(source.map(masquerade.range()::at).orElse(NatRange.keep()));
        }
        if (target instanceof Target.Redirect redirect) {
            return redirectTo(packet, context, state).map(redirect.range()::at);
        }
        return Optional.of(NatRange.keep());
    }

    private static Optional<IpAddress> redirectTo(Packet packet, MatchContext context, NamespaceState state) {
        if (context.hook() == Hook.OUTPUT) {
            return Optional.of(packet.family() == IpFamily.IPV4 ? LOCALHOST : LOCALHOST_IPV6);
        }
        for (NetworkInterface candidate : state.config().ip().interfaces()) {
            if (candidate.name().equals(context.inInterface())) {
                return candidate.findPrimaryAddress(packet.destination().address());
            }
        }
        return Optional.empty();
    }
}
