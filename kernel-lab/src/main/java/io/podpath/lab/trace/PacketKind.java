package io.podpath.lab.trace;

import io.podpath.model.EchoType;
import io.podpath.model.IcmpError;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import io.podpath.model.TcpFlags;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What kind of packet it is. The kernel's TCP sends more segments than podpath's script, so packets are compared by
 * kind.
 */
public enum PacketKind {
    /** Opens a TCP connection. */
    SYN,
    /** Accepts it. */
    SYN_ACK,
    /** Any segment of an open connection. */
    ACK,
    /** Ends one direction. */
    FIN,
    /** Tears down or refuses. */
    RST,
    /** A UDP packet. */
    UDP,
    /** A ping. */
    ECHO_REQUEST,
    /** Its answer. */
    ECHO_REPLY,
    /** ICMP net unreachable. */
    NETWORK_UNREACHABLE,
    /** ICMP host unreachable. */
    HOST_UNREACHABLE,
    /** ICMP port unreachable. */
    PORT_UNREACHABLE,
    /** ICMP fragmentation needed. */
    FRAGMENTATION_NEEDED,
    /** ICMP administratively prohibited. */
    ADMINISTRATIVELY_PROHIBITED,
    /** ICMP time exceeded. */
    TIME_EXCEEDED,
    /** Anything else. */
    OTHER;

    private static final int FIN_BIT = 1;
    private static final int SYN_BIT = 2;
    private static final int RST_BIT = 4;
    private static final int ACK_BIT = 16;
    private static final List<String> FLAG_NAMES = List.of("fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr");

    /** The kind of a packet of podpath's. */
    public static PacketKind of(Packet packet) {
        TcpFlags flags = packet.tcpFlags();
        IcmpError error = packet.icmpError();
        if (flags != null) {
            return switch (flags) {
                case SYN -> SYN;
                case SYN_ACK -> SYN_ACK;
                case ACK -> ACK;
                case FIN_ACK -> FIN;
                case RST -> RST;
            };
        }
        if (error != null) {
            return ofError(error);
        }
        return packet.echoType() == null ? UDP : packet.echoType() == EchoType.REQUEST ? ECHO_REQUEST : ECHO_REPLY;
    }

    /** IPv6 has one code for what is prohibited, whoever prohibits it. */
    private static PacketKind ofError(IcmpError error) {
        boolean isProhibited = error.family() == IpFamily.IPV6
                && (error.kind() == IcmpError.Kind.NETWORK_PROHIBITED
                        || error.kind() == IcmpError.Kind.HOST_PROHIBITED);
        return isProhibited ? ADMINISTRATIVELY_PROHIBITED : valueOf(error.kind().name());
    }

    /** Whether a client opens a conversation with it. */
    public boolean opens() {
        return this == SYN || this == UDP || this == ECHO_REQUEST;
    }

    /** Whether it is an ICMP error. */
    public boolean isError() {
        return compareTo(NETWORK_UNREACHABLE) >= 0 && this != OTHER;
    }

    /** The error, for kinds that are one. */
    public IcmpError.Kind errorKind() {
        return IcmpError.Kind.valueOf(name());
    }

    /** From the tracer's {@code syn}, {@code psh | ack} or {@code 0x12}. */
    static PacketKind ofTcpFlags(String text) {
        int bits = text.startsWith("0x")
                ? Integer.parseInt(text.substring(2), 16)
                : Arrays.stream(text.split("[|, ]+", -1))
                        .mapToInt(flag -> 1 << FLAG_NAMES.indexOf(flag))
                        .sum();
        if ((bits & RST_BIT) != 0) {
            return RST;
        }
        if ((bits & SYN_BIT) != 0) {
            return (bits & ACK_BIT) != 0 ? SYN_ACK : SYN;
        }
        return (bits & FIN_BIT) != 0 ? FIN : ACK;
    }

    /** From the tracer's names of type and code. */
    static PacketKind ofIcmp(String type, String code) {
        return switch (type) {
            case "echo-request" -> ECHO_REQUEST;
            case "echo-reply" -> ECHO_REPLY;
            case "time-exceeded" -> TIME_EXCEEDED;
            case "destination-unreachable" ->
                switch (code) {
                    case "net-unreachable", "0" -> NETWORK_UNREACHABLE;
                    case "host-unreachable", "1" -> HOST_UNREACHABLE;
                    case "port-unreachable", "3" -> PORT_UNREACHABLE;
                    case "frag-needed", "4" -> FRAGMENTATION_NEEDED;
                    case "admin-prohibited", "13" -> ADMINISTRATIVELY_PROHIBITED;
                    default -> OTHER;
                };
            default -> OTHER;
        };
    }

    /** The same of ICMPv6. */
    static PacketKind ofIcmpv6(String type, String code) {
        return switch (type) {
            case "echo-request" -> ECHO_REQUEST;
            case "echo-reply" -> ECHO_REPLY;
            case "packet-too-big" -> FRAGMENTATION_NEEDED;
            case "time-exceeded" -> TIME_EXCEEDED;
            case "destination-unreachable" ->
                switch (code) {
                    case "no-route", "0" -> NETWORK_UNREACHABLE;
                    case "admin-prohibited", "1" -> ADMINISTRATIVELY_PROHIBITED;
                    case "addr-unreachable", "3" -> HOST_UNREACHABLE;
                    case "port-unreachable", "4" -> PORT_UNREACHABLE;
                    default -> OTHER;
                };
            default -> OTHER;
        };
    }

    /** Plain words. */
    @Override
    public String toString() {
        return switch (this) {
            case SYN, RST, ACK, FIN, UDP -> name();
            case SYN_ACK -> "SYN-ACK";
            case ECHO_REQUEST, ECHO_REPLY, OTHER -> words();
            case NETWORK_UNREACHABLE,
                    HOST_UNREACHABLE,
                    PORT_UNREACHABLE,
                    FRAGMENTATION_NEEDED,
                    ADMINISTRATIVELY_PROHIBITED,
                    TIME_EXCEEDED -> "ICMP " + words();
        };
    }

    private String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
