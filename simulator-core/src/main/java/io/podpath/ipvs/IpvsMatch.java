package io.podpath.ipvs;

import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;
import java.util.Optional;

/**
 * {@code -m ipvs --vproto P --vaddr A --vport N}: whether IPVS sends this packet to a real server of that virtual server.
 *
 * <p>Matches after IPVS has rewritten the packet, so in OUTPUT and POSTROUTING. <i>Does not model:</i> the match's other
 * options ({@code --ipvs}, {@code --vdir}, {@code --vmethod}, {@code --vportctl}, address masks).
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_ipvs.c}; iptables {@code extensions/libxt_ipvs.c}.
 *
 * @param protocol of the virtual server
 * @param address of the virtual server
 */
public record IpvsMatch(Protocol protocol, TransportAddress address) implements Match {

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        Optional<VirtualServer> found = IpvsMemory.findDirector(context)
                .flatMap(director -> director.findVirtual(packet.tuple(), context.nowNanos()));
        return found.isPresent()
                && found.get().protocol() == protocol
                && found.get().address().equals(address);
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return packet + " is no request to " + protocol.lowerCaseName() + " " + address;
    }

    @Override
    public String toString() {
        return "-m ipvs --vproto " + protocol.number() + " --vaddr " + address.address() + " --vport " + address.port();
    }
}
