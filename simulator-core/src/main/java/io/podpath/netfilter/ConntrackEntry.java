package io.podpath.netfilter;

import io.podpath.model.FiveTuple;
import io.podpath.model.PacketMark;
import io.podpath.model.TransportAddress;

/**
 * One connection as a namespace tracks it: the tuple of its first packet and the tuple its replies will have.
 *
 * <p>Both tuples are keys of the table. Translation is nothing but a reply tuple that is not the mirror of the original
 * one; packets are rewritten by comparing the two.
 *
 * <p><i>Source:</i> Linux {@code struct nf_conn}.
 */
final class ConntrackEntry {

    private final FiveTuple original;
    private FiveTuple reply;
    private PacketMark mark = PacketMark.NONE;
    private TcpState tcpState = TcpState.NONE;
    private boolean destinationDecided;
    private boolean sourceDecided;
    private boolean destinationTranslated;
    private boolean sourceTranslated;
    private boolean confirmed;
    private boolean replySeen;
    private final long createdNanos;
    private long expiresNanos;

    ConntrackEntry(FiveTuple original, long nowNanos) {
        this.original = original;
        this.reply = original.reply();
        this.createdNanos = nowNanos;
    }

    FiveTuple original() {
        return original;
    }

    FiveTuple reply() {
        return reply;
    }

    /** The tuple a packet of one direction has when it enters the namespace. */
    FiveTuple tuple(boolean isReply) {
        return isReply ? reply : original;
    }

    /** How the first packet looks once it is fully translated. */
    FiveTuple translated() {
        return reply.reply();
    }

    boolean isDecided(Manipulation manipulation) {
        return manipulation == Manipulation.SOURCE ? sourceDecided : destinationDecided;
    }

    boolean isTranslated(Manipulation manipulation) {
        return manipulation == Manipulation.SOURCE ? sourceTranslated : destinationTranslated;
    }

    /** Settles one side of the translation for good. */
    void decide(Manipulation manipulation, FiveTuple newTranslated) {
        boolean changed = !newTranslated.equals(translated());
        reply = newTranslated.reply();
        if (manipulation == Manipulation.SOURCE) {
            sourceDecided = true;
            sourceTranslated = changed;
        } else {
            destinationDecided = true;
            destinationTranslated = changed;
        }
    }

    /**
     * The answers will come from another server: IPVS has turned the first packet towards it.
     *
     * <p>This is no translation by nat, which would undo it in the answers; IPVS does that itself.
     *
     * <p><i>Source:</i> Linux {@code net/netfilter/ipvs/ip_vs_nfct.c}, {@code ip_vs_update_conntrack}.
     */
    void answerFrom(TransportAddress server) {
        reply = reply.withSource(server);
    }

    PacketMark mark() {
        return mark;
    }

    void setMark(PacketMark newMark) {
        mark = newMark;
    }

    TcpState tcpState() {
        return tcpState;
    }

    void moveTo(TcpState state) {
        tcpState = state;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    void confirm() {
        confirmed = true;
    }

    boolean isReplySeen() {
        return replySeen;
    }

    void seeReply() {
        replySeen = true;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - createdNanos;
    }

    boolean isExpired(long nowNanos) {
        return confirmed && nowNanos >= expiresNanos;
    }

    void expireAt(long nanos) {
        expiresNanos = nanos;
    }
}
