package io.podpath.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One IP packet, as much of it as decides its path.
 *
 * <p><i>Models:</i> five-tuple, TTL, length, "do not fragment", the TCP control bits, ICMP echoes and ICMP errors with
 * the header they quote, and the kernel's mark that travels beside it. <i>Does not model:</i> payload bytes, sequence
 * numbers, IP options; fragments are described by {@link Fragmentation}.
 *
 * @param tuple protocol and ends; for an ICMP error the ends of the error itself with identifier 0
 * @param ttlHops hops left, 0 to 255
 * @param lengthBytes the length of the whole IP packet
 * @param fragmentation whether it may be cut, and has been
 * @param mark the kernel's mark inside the present namespace
 * @param tcpFlags the control bits, for TCP only
 * @param icmpError the error carried, for ICMP errors only
 * @param echoType request or reply, for ICMP echoes only
 * @param inner the packet a tunnel put into it, if it is a tunnel's
 */
public record Packet(
        FiveTuple tuple,
        int ttlHops,
        int lengthBytes,
        Fragmentation fragmentation,
        PacketMark mark,
        @Nullable TcpFlags tcpFlags,
        @Nullable IcmpError icmpError,
        @Nullable EchoType echoType,
        @Nullable Packet inner) {

    /** The TTL Linux gives to a packet it sends ({@code net.ipv4.ip_default_ttl}). */
    public static final int DEFAULT_TTL_HOPS = 64;

    private static final int TCP_HEADER_BYTES = 20;
    private static final int UDP_HEADER_BYTES = 8;
    private static final int ICMP_HEADER_BYTES = 8;
    /** RFC 792 asks for as much of the header behind the quoted one; Linux quotes more, which decides nothing. */
    private static final int QUOTED_BYTES = 8;

    private static final int ECHO_PAYLOAD_BYTES = 56;

    public Packet {
        if (ttlHops < 0 || ttlHops > 255) {
            throw new IllegalArgumentException("TTL " + ttlHops + " is outside 0-255");
        }
        if ((tuple.protocol() == Protocol.TCP) != (tcpFlags != null)) {
            throw new IllegalArgumentException("TCP segments, and only they, have TCP flags: " + tuple);
        }
        boolean isIcmp = !tuple.protocol().hasPorts();
        if ((icmpError != null || echoType != null) != isIcmp || (icmpError != null && echoType != null)) {
            throw new IllegalArgumentException("ICMP, and only it, is either an error or an echo: " + tuple);
        }
    }

    /** A TCP segment that carries this many bytes of data. */
    public static Packet tcp(FiveTuple tuple, TcpFlags flags, int payloadBytes) {
        return whole(tuple, ipHeaderBytes(tuple) + TCP_HEADER_BYTES + payloadBytes, flags, null, null);
    }

    /** A UDP or SCTP packet with this many bytes of data. */
    public static Packet datagram(FiveTuple tuple, int payloadBytes) {
        return whole(tuple, ipHeaderBytes(tuple) + UDP_HEADER_BYTES + payloadBytes, null, null, null);
    }

    /** An ICMP echo of the length that {@code ping} sends. */
    public static Packet echo(FiveTuple tuple, EchoType type) {
        return echo(tuple, type, ECHO_PAYLOAD_BYTES);
    }

    /**
     * An ICMP echo with this many bytes of data. Linux answers without "do not fragment".
     *
     * <p><i>Source:</i> Linux {@code net/ipv4/icmp.c}, {@code icmp_init}: the kernel's own ICMP socket uses {@code
     * IP_PMTUDISC_DONT}.
     */
    public static Packet echo(FiveTuple tuple, EchoType type, int payloadBytes) {
        Packet echo = whole(tuple, ipHeaderBytes(tuple) + ICMP_HEADER_BYTES + payloadBytes, null, null, type);
        return type == EchoType.REPLY ? echo.withFragmentation(Fragmentation.ALLOWED) : echo;
    }

    /** The answer to an echo request, as long as the request. */
    public static Packet echoReply(Packet request) {
        int payloadBytes = request.lengthBytes() - ipHeaderBytes(request.tuple()) - ICMP_HEADER_BYTES;
        return echo(request.tuple().reply(), EchoType.REPLY, payloadBytes);
    }

    /** An ICMP error sent from this address to the sender of the quoted packet. */
    public static Packet icmpError(IpAddress reporter, IcmpError error) {
        FiveTuple tuple = FiveTuple.echo(reporter, error.quoted().source().address(), 0);
        int lengthBytes = 2 * ipHeaderBytes(tuple) + ICMP_HEADER_BYTES + QUOTED_BYTES;
        return whole(tuple, lengthBytes, null, error, null).withFragmentation(Fragmentation.ALLOWED);
    }

    private static int ipHeaderBytes(FiveTuple tuple) {
        return tuple.family().headerBytes();
    }

    private static Packet whole(
            FiveTuple tuple,
            int lengthBytes,
            @Nullable TcpFlags flags,
            @Nullable IcmpError error,
            @Nullable EchoType echo) {
        return new Packet(
                tuple,
                DEFAULT_TTL_HOPS,
                lengthBytes,
                Fragmentation.FORBIDDEN,
                PacketMark.NONE,
                flags,
                error,
                echo,
                null);
    }

    /** The protocol. */
    public Protocol protocol() {
        return tuple.protocol();
    }

    /** The family of its header. */
    public IpFamily family() {
        return tuple.family();
    }

    /** The sending end. */
    public TransportAddress source() {
        return tuple.source();
    }

    /** The receiving end. */
    public TransportAddress destination() {
        return tuple.destination();
    }

    /** The error carried, if this is an ICMP error. */
    public Optional<IcmpError> findIcmpError() {
        return Optional.ofNullable(icmpError);
    }

    /** The packet with other ends. */
    public Packet withTuple(FiveTuple newTuple) {
        return new Packet(newTuple, ttlHops, lengthBytes, fragmentation, mark, tcpFlags, icmpError, echoType, inner);
    }

    /** The packet with another mark. */
    public Packet withMark(PacketMark newMark) {
        return newMark.equals(mark)
                ? this
                : new Packet(tuple, ttlHops, lengthBytes, fragmentation, newMark, tcpFlags, icmpError, echoType, inner);
    }

    /** The packet with another TTL. */
    public Packet withTtlHops(int newTtlHops) {
        return new Packet(tuple, newTtlHops, lengthBytes, fragmentation, mark, tcpFlags, icmpError, echoType, inner);
    }

    /** The packet whole, cut, or with another bit "do not fragment". */
    public Packet withFragmentation(Fragmentation newFragmentation) {
        return newFragmentation.equals(fragmentation)
                ? this
                : new Packet(tuple, ttlHops, lengthBytes, newFragmentation, mark, tcpFlags, icmpError, echoType, inner);
    }

    /** The packet with another one inside; its length is that of the whole. */
    public Packet carrying(Packet carried) {
        return new Packet(tuple, ttlHops, lengthBytes, fragmentation, mark, tcpFlags, icmpError, echoType, carried);
    }

    /** The packet reporting on another header, for ICMP errors translated by NAT. */
    public Packet withIcmpError(IcmpError newError) {
        return new Packet(tuple, ttlHops, lengthBytes, fragmentation, mark, tcpFlags, newError, null, inner);
    }

    /** For example {@code tcp 10.244.1.5:41022 -> 10.0.0.10:80 SYN}. */
    @Override
    public String toString() {
        if (icmpError != null) {
            return tuple.protocol().lowerCaseName() + " " + tuple.source().address() + " -> "
                    + tuple.destination().address() + " " + icmpError.text() + " [" + icmpError.quoted() + "]";
        }
        if (echoType != null) {
            return tuple + " " + echoType;
        }
        if (inner != null) {
            return tuple + " [" + inner + "]";
        }
        return tcpFlags == null ? tuple.toString() : tuple + " " + tcpFlags;
    }
}
