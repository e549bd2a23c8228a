package io.podpath.netfilter;

import io.podpath.model.IpAddress;
import io.podpath.model.Packet;

/**
 * {@code -m addrtype}: whether the source or destination is an address of the namespace.
 *
 * <p><i>Models:</i> the type LOCAL, which is the only one kube-proxy and ip-masq-agent use.
 *
 * @param side which address
 * @param negated matches addresses of others
 */
public record AddressTypeMatch(Side side, boolean negated) implements Match {

    /** Which address of the packet. */
    public enum Side {
        SOURCE,
        DESTINATION
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return context.isLocal(address(packet)) != negated;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return address(packet) + (negated ? " is" : " is not") + " an address of this host";
    }

    private IpAddress address(Packet packet) {
        return side == Side.SOURCE
                ? packet.source().address()
                : packet.destination().address();
    }

    @Override
    public String toString() {
        return "-m addrtype" + (negated ? " !" : "") + (side == Side.SOURCE ? " --src-type" : " --dst-type") + " LOCAL";
    }
}
