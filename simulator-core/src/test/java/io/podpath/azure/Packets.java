package io.podpath.azure;

import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;

/** Packets written as text. */
public final class Packets {

    private Packets() {}

    public static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }

    /** {@code 10.0.0.4:80}; the port may be left out. */
    public static TransportAddress end(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new TransportAddress(ip(text), 40_000)
                : new TransportAddress(ip(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    public static Packet tcp(String from, String to) {
        return Packet.tcp(new FiveTuple(Protocol.TCP, end(from), end(to)), TcpFlags.SYN, 0);
    }

    public static Packet udp(String from, String to) {
        return Packet.datagram(new FiveTuple(Protocol.UDP, end(from), end(to)), 20);
    }

    public static Packet ping(String from, String to) {
        return Packet.echo(FiveTuple.echo(ip(from), ip(to), 7), EchoType.REQUEST);
    }

    public static Packet answer(Packet request) {
        FiveTuple reply = request.tuple().reply();
        return request.protocol() == Protocol.TCP
                ? Packet.tcp(reply, TcpFlags.SYN_ACK, 0)
                : request.protocol() == Protocol.UDP ? Packet.datagram(reply, 20) : Packet.echo(reply, EchoType.REPLY);
    }

    /** An ICMP error that the receiver of a packet sends back. */
    public static Packet portUnreachable(Packet about) {
        return Packet.icmpError(
                about.destination().address(), new IcmpError(IcmpError.Kind.PORT_UNREACHABLE, about.tuple()));
    }
}
