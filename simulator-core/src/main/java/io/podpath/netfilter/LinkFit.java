package io.podpath.netfilter;

import io.podpath.element.Verdict;
import io.podpath.model.Fragmentation;
import io.podpath.model.Fragments;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.StepKind;

/**
 * Whether a packet fits the link it should leave by, and how it is cut if it does not.
 *
 * <p>A router asks between PREROUTING and FORWARD: a packet with "do not fragment" ends there. What may be cut passes all
 * rules whole and is cut after POSTROUTING. Fragments put together for connection tracking are cut again, never larger
 * than they came, even if the whole packet would fit. IPv6 routers cut nothing but what they put together themselves.
 *
 * <p>A sender is asked twice: by the route its socket chose, and after POSTROUTING by the route the packet ends up with,
 * which is another one if OUTPUT translated it.
 *
 * <p><i>Source:</i> Linux {@code ip_forward.c}, {@code ip_exceeds_mtu}; {@code ip_output.c}, {@code __ip_finish_output},
 * {@code ip_fragment}, {@code ip_do_fragment}; {@code __ip_append_data} for EMSGSIZE, {@code __ip_make_skb} for DF;
 * {@code br_nf_dev_queue_xmit}; {@code ip6_output.c}, {@code ip6_pkt_too_big}.
 */
final class LinkFit {

    private final LocalAddresses addresses;

    LinkFit(LocalAddresses addresses) {
        this.addresses = addresses;
    }

    /** Whether a router has to refuse the packet. */
    boolean refusesToForward(Packet packet, String out) {
        int mtuBytes = addresses.mtuBytes(out);
        Fragmentation fragmentation = packet.fragmentation();
        if (packet.lengthBytes() <= mtuBytes) {
            return false;
        }
        if (packet.destination().address().isIpv4()) {
            return fragmentation.rule() != Fragmentation.Rule.ALLOWED;
        }
        return !fragmentation.isCut() || fragmentation.largestBytes() > mtuBytes;
    }

    /**
     * Whether the sender's own machine refuses what its process wants whole. TCP never meets this: it cuts its segments to
     * size.
     */
    boolean refusesToLeave(Packet packet, String out) {
        return packet.lengthBytes() > addresses.mtuBytes(out)
                && packet.fragmentation().rule() == Fragmentation.Rule.FORBIDDEN
                && packet.protocol() != Protocol.TCP;
    }

    /**
     * Whether the bridge cannot send the frame out of any port. It cuts a whole IPv4 packet, and cuts again what it put
     * together, but never smaller than the fragments came.
     */
    boolean refusesToSwitch(Packet packet, String bridge, boolean isAssembled) {
        int mtuBytes = addresses.mtuBytes(bridge);
        if (packet.lengthBytes() <= mtuBytes) {
            return false;
        }
        if (isAssembled) {
            return packet.fragmentation().largestBytes() > mtuBytes;
        }
        boolean isForbidden = packet.fragmentation().rule() != Fragmentation.Rule.ALLOWED;
        boolean isWholeIpv6 = !packet.destination().address().isIpv4()
                && !packet.fragmentation().isCut();
        return isForbidden || isWholeIpv6;
    }

    /** What a process is told that sends too much at once without leave to cut it. */
    Verdict.Drop tooLong(Packet packet, String out, StepWriter steps) {
        String detail = "EMSGSIZE, message too long: " + describe(packet, out);
        return steps.drop(packet, Disposition.MTU_EXCEEDED, RoutingReason.ROUTE_MTU, detail);
    }

    /** A socket's packet with or without DF, as it fits the route the socket chose. */
    Packet decideToForbid(Packet packet, String out) {
        boolean forbids = packet.fragmentation().rule() == Fragmentation.Rule.FORBIDDEN_TO_ROUTERS;
        return forbids && packet.lengthBytes() > addresses.mtuBytes(out)
                ? packet.withFragmentation(Fragmentation.ALLOWED)
                : packet;
    }

    /** For example {@code 2028 bytes do not fit eth1}. */
    String describe(Packet packet, String out) {
        return packet.lengthBytes() + " bytes do not fit " + out;
    }

    /** The packet as it goes onto the link after the last hook. */
    Packet leave(Traversal traversal, String out, StepWriter steps) {
        Packet packet = traversal.packet();
        Fragmentation fragmentation = packet.fragmentation();
        int mtuBytes = addresses.mtuBytes(out);
        boolean tooLong = packet.lengthBytes() > mtuBytes && fragmentation.rule() != Fragmentation.Rule.FORBIDDEN;
        if (!tooLong && !fragmentation.isCut()) {
            boolean forbids = fragmentation.rule() == Fragmentation.Rule.FORBIDDEN_TO_ROUTERS;
            return forbids ? packet.withFragmentation(Fragmentation.FORBIDDEN) : packet;
        }
        Fragments pieces = fragmentation.isCut() && !traversal.isAssembled()
                ? Fragments.ofEach(packet, mtuBytes)
                : Fragments.of(
                        packet, fragmentation.isCut() ? Math.min(fragmentation.largestBytes(), mtuBytes) : mtuBytes);
        Packet cut = packet.withFragmentation(Fragmentation.cut(pieces.largestBytes()));
        steps.write(StepKind.FRAGMENTS, "leaves " + out + " in " + pieces, cut);
        return cut;
    }

    /** The packet as a socket gets it: without connection tracking its fragments are put together only now. */
    Packet deliver(Traversal traversal, StepWriter steps) {
        Packet packet = traversal.packet();
        if (!packet.fragmentation().isCut()) {
            return packet;
        }
        Packet whole = packet.withFragmentation(Fragmentation.ALLOWED);
        if (!traversal.isAssembled()) {
            steps.write(StepKind.FRAGMENTS, arrived(packet) + " are put together for this host", whole);
        }
        return whole;
    }

    /** For example {@code 3 fragments}. */
    static String arrived(Packet packet) {
        return Fragments.of(packet, packet.fragmentation().largestBytes()).count() + " fragments";
    }
}
