package io.podpath.netfilter;

import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.Packet;
import io.podpath.model.TransportAddress;

/**
 * Rewrites packets as their connection says.
 *
 * <p>In the original direction destinations are rewritten in PREROUTING and OUTPUT, sources in POSTROUTING and INPUT.
 * For replies it is the other way round: what was a source translation is undone as a destination, and the reverse.
 * The target is always the mirror of the tuple of the opposite direction.
 *
 * <p><i>Source:</i> Linux {@code nf_nat_core.c} ({@code nf_nat_packet}), {@code nf_nat_proto.c} ({@code
 * nf_nat_icmp_reply_translation}).
 */
final class Nat {

    private Nat() {}

    /** The packet after this hook's manipulation. */
    static Packet apply(Packet packet, ConntrackEntry entry, boolean isReply, Manipulation manipulation) {
        if (!entry.isTranslated(isReply ? manipulation.opposite() : manipulation)) {
            return packet;
        }
        FiveTuple target = entry.tuple(!isReply).reply();
        IcmpError error = packet.icmpError();
        if (error != null) {
            return translateError(packet, error, entry.tuple(!isReply), manipulation);
        }
        return packet.withTuple(rewrite(packet.tuple(), target, manipulation));
    }

    /** An error is translated twice: the header it quotes, from the other side, and its own. */
    private static Packet translateError(
            Packet packet, IcmpError error, FiveTuple opposite, Manipulation manipulation) {
        FiveTuple quoted = rewrite(error.quoted(), opposite, manipulation.opposite());
        FiveTuple target = opposite.reply();
        FiveTuple outer = packet.tuple();
        FiveTuple translated = manipulation == Manipulation.SOURCE
                ? outer.withSource(outer.source().withAddress(target.source().address()))
                : outer.withDestination(
                        outer.destination().withAddress(target.destination().address()));
        return packet.withTuple(translated).withIcmpError(error.withQuoted(quoted));
    }

    private static FiveTuple rewrite(FiveTuple tuple, FiveTuple target, Manipulation manipulation) {
        return manipulation == Manipulation.SOURCE
                ? tuple.withSource(target.source())
                : new FiveTuple(tuple.protocol(), portsOf(tuple, target), target.destination());
    }

    /** An echo has one identifier, so its source takes the destination's. */
    private static TransportAddress portsOf(FiveTuple tuple, FiveTuple target) {
        return tuple.protocol().hasPorts()
                ? tuple.source()
                : tuple.source().withPort(target.destination().port());
    }
}
