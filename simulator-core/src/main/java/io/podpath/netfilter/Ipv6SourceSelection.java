package io.podpath.netfilter;

import io.podpath.element.NetworkInterface;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of its addresses a namespace takes as source of a packet of IPv6, if nothing says so: all of them are candidates,
 * also those of other interfaces, and the first rule that tells two apart decides.
 *
 * <p><i>Models:</i> rule 1 (the destination's own address), 5 (the outgoing interface), 6 (unique local with unique local,
 * all others with all others), 8 (longest common prefix, as long as that of the candidate at most). Of equals the one named
 * first is taken. <i>Does not model:</i> scopes, deprecated and temporary addresses, the rest of the table of labels.
 *
 * <p><i>Source:</i> RFC 6724 section 5; Linux {@code net/ipv6/addrconf.c} ({@code ipv6_dev_get_saddr}, {@code
 * ipv6_get_saddr_eval}), {@code addrlabel.c}; fact DUAL-SOURCE-SELECTION.
 *
 * @param outInterface where the packet leaves
 * @param peer its destination
 */
record Ipv6SourceSelection(String outInterface, IpAddress peer) {

    private static final Cidr UNIQUE_LOCAL = Cidr.parse("fc00::/7");

    private record Candidate(String interfaceName, NetworkInterface.Address own) {

        IpAddress address() {
            return own.address();
        }
    }

    /** The best of the addresses; nothing if there is none of IPv6. */
    Optional<IpAddress> select(List<NetworkInterface> interfaces) {
        return interfaces.stream()
                .flatMap(each -> each.addresses().stream().map(own -> new Candidate(each.name(), own)))
                .filter(candidate -> !candidate.address().isIpv4())
                .min(Comparator.comparing(
                                (Candidate candidate) -> !candidate.address().equals(peer))
                        .thenComparing(candidate -> !candidate.interfaceName().equals(outInterface))
                        .thenComparing(
                                candidate -> UNIQUE_LOCAL.contains(candidate.address()) != UNIQUE_LOCAL.contains(peer))
                        .thenComparing(candidate -> -commonBits(candidate)))
                .map(Candidate::address);
    }

    private int commonBits(Candidate candidate) {
        long high = candidate.address().high() ^ peer.high();
        int same = high == 0
                ? Long.SIZE + Long.numberOfLeadingZeros(candidate.address().low() ^ peer.low())
                : Long.numberOfLeadingZeros(high);
        return Math.min(same, candidate.own().prefixLength());
    }
}
