package io.podpath.lab.trace;

import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packet's header as the tracer prints it at the head of a chain.
 *
 * @param inInterface where it came in, empty if it is sent by a process
 * @param outInterface where it will leave, empty if that is not settled
 * @param tuple protocol and ends; for an ICMP error identifier 0
 * @param ttlHops the time to live
 * @param kind what kind of packet it is
 */
public record KernelPacket(String inInterface, String outInterface, FiveTuple tuple, int ttlHops, PacketKind kind) {

    private static final Pattern IN = Pattern.compile("\\biif \"?([^\" ]+)\"?");
    private static final Pattern OUT = Pattern.compile("\\boif \"?([^\" ]+)\"?");
    private static final Pattern ENDS = Pattern.compile("\\bip6? saddr (\\S+) ip6? daddr (\\S+) ");
    private static final Pattern TTL = Pattern.compile("\\bip6? (?:ttl|hoplimit) (\\d+)");
    private static final Pattern PORTS = Pattern.compile("\\b(tcp|udp) sport (\\d+) \\1 dport (\\d+)");
    private static final Pattern FLAGS = Pattern.compile("\\btcp flags (?:== )?(.+?) tcp window");
    private static final Pattern ICMP = Pattern.compile("\\bicmp type (\\S+) icmp code (\\S+)(?: icmp id (\\d+))?");

    /** nft calls the word behind an ICMPv6 checksum "parameter-problem" in every message; its upper half is an echo's id. */
    private static final Pattern ICMPV6 =
            Pattern.compile("\\bicmpv6 type (\\S+) icmpv6 code (\\S+)(?: icmpv6 parameter-problem (\\d+))?");

    /** Neighbours, routers and multicast groups: what ARP and IGMP are in IPv4. */
    private static final Pattern LINK_TALK = Pattern.compile("nd-.*|mld.*");

    private static final int ECHO_ID_SHIFT_BITS = 16;

    /** Reads what follows {@code packet:}; nothing if it is no packet of a protocol podpath knows. */
    static Optional<KernelPacket> parse(String text) {
        Matcher ends = ENDS.matcher(text);
        Matcher ttl = TTL.matcher(text);
        if (!ends.find() || !ttl.find()) {
            return Optional.empty();
        }
        IpAddress source = IpAddress.parse(ends.group(1));
        IpAddress destination = IpAddress.parse(ends.group(2));
        int ttlHops = Integer.parseInt(ttl.group(1));
        Matcher ports = PORTS.matcher(text);
        if (ports.find()) {
            FiveTuple tuple = new FiveTuple(
                    ports.group(1).equals("tcp") ? Protocol.TCP : Protocol.UDP,
                    new TransportAddress(source, Integer.parseInt(ports.group(2))),
                    new TransportAddress(destination, Integer.parseInt(ports.group(3))));
            Matcher flags = FLAGS.matcher(text);
            PacketKind kind = flags.find() ? PacketKind.ofTcpFlags(flags.group(1)) : PacketKind.UDP;
            return Optional.of(new KernelPacket(find(IN, text), find(OUT, text), tuple, ttlHops, kind));
        }
        Matcher icmp = source.isIpv4() ? ICMP.matcher(text) : ICMPV6.matcher(text);
        if (!icmp.find() || LINK_TALK.matcher(icmp.group(1)).matches()) {
            return Optional.empty();
        }
        PacketKind kind = source.isIpv4()
                ? PacketKind.ofIcmp(icmp.group(1), icmp.group(2))
                : PacketKind.ofIcmpv6(icmp.group(1), icmp.group(2));
        boolean isEcho = kind == PacketKind.ECHO_REQUEST || kind == PacketKind.ECHO_REPLY;
        int identifier = isEcho && icmp.group(3) != null ? identifier(source, Long.parseLong(icmp.group(3))) : 0;
        FiveTuple tuple = FiveTuple.echo(source, destination, identifier);
        return Optional.of(new KernelPacket(find(IN, text), find(OUT, text), tuple, ttlHops, kind));
    }

    private static int identifier(IpAddress source, long printed) {
        return (int) (source.isIpv4() ? printed : printed >>> ECHO_ID_SHIFT_BITS);
    }

    /**
     * The same packet for podpath.
     *
     * @throws IllegalStateException for an ICMP error, since the tracer does not show what it quotes
     */
    public Packet toPacket() {
        Packet packet = switch (kind) {
            case SYN, SYN_ACK, ACK, RST -> Packet.tcp(tuple, TcpFlags.valueOf(kind.name()), 0);
            case FIN -> Packet.tcp(tuple, TcpFlags.FIN_ACK, 0);
            case UDP -> Packet.datagram(tuple, 0);
            case ECHO_REQUEST -> Packet.echo(tuple, EchoType.REQUEST);
            case ECHO_REPLY -> Packet.echo(tuple, EchoType.REPLY);
            default -> throw new IllegalStateException("cannot make a packet of " + kind);
        };
        return packet.withTtlHops(ttlHops);
    }

    private static String find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
