package io.podpath.lab.kernel;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code conntrack -L}.
 *
 * @param original the tuple of the first packet
 * @param reply the tuple its replies have
 */
public record ConntrackLine(FiveTuple original, FiveTuple reply) {

    private static final Pattern TUPLE =
            Pattern.compile("src=(\\S+) dst=(\\S+) (?:sport=(\\d+) dport=(\\d+)|type=\\d+ code=\\d+ id=(\\d+))");

    /** The lines of TCP, UDP, ICMP and ICMPv6; others are left out. */
    public static List<ConntrackLine> parse(String text) {
        List<ConntrackLine> lines = new ArrayList<>();
        text.lines().forEach(line -> parseLine(line.strip()).ifPresent(lines::add));
        return lines;
    }

    private static Optional<ConntrackLine> parseLine(String line) {
        Optional<Protocol> protocol = Protocol.find(line.split("\\s+", -1)[0]);
        Matcher tuples = TUPLE.matcher(line);
        if (protocol.isEmpty() || !tuples.find()) {
            return Optional.empty();
        }
        FiveTuple original = tuple(protocol.get(), tuples);
        return tuples.find()
                ? Optional.of(new ConntrackLine(original, tuple(protocol.get(), tuples)))
                : Optional.empty();
    }

    private static FiveTuple tuple(Protocol protocol, Matcher found) {
        IpAddress source = IpAddress.parse(found.group(1));
        IpAddress destination = IpAddress.parse(found.group(2));
        if (found.group(5) != null) {
            return FiveTuple.echo(source, destination, Integer.parseInt(found.group(5)));
        }
        return new FiveTuple(
                protocol,
                new TransportAddress(source, Integer.parseInt(found.group(3))),
                new TransportAddress(destination, Integer.parseInt(found.group(4))));
    }
}
