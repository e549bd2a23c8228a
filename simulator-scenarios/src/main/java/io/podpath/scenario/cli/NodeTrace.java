package io.podpath.scenario.cli;

import io.podpath.NodeWalk;
import io.podpath.ProbePayload;
import io.podpath.element.ElementContext;
import io.podpath.element.Fraction;
import io.podpath.engine.DatagramScript;
import io.podpath.model.FiveTuple;
import io.podpath.model.Fragmentation;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.PacketMark;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.NamespaceConfig;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.dump.DumpMeaning;
import io.podpath.scenario.load.NodeDump;
import io.podpath.scenario.load.NodeDumpLoader;
import io.podpath.scenario.report.NodeWalkJson;
import io.podpath.scenario.report.NodeWalkText;
import io.podpath.scenario.report.Verbosity;
import io.podpath.scenario.run.AddressOwners;
import io.podpath.scenario.schema.Suggestion;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code trace --iptables-save}: one packet through the dump of a real node, with no scenario. */
final class NodeTrace {

    private static final int EPHEMERAL_PORT = 40_000;
    private static final int ECHO_IDENTIFIER = 1;
    private static final String NODE = "node";

    private final NodeOptions node;
    private final CommonOptions options;
    private final CommandSpec spec;

    /**
     * What kind of packet.
     *
     * @param payload its size; a packet that comes in on an interface has "do not fragment" unless told otherwise,
     *     because it has fitted its sender's
     */
    record Kind(Protocol protocol, ProbePayload payload) {}

    NodeTrace(NodeOptions node, CommonOptions options, CommandSpec spec) {
        this.node = node;
        this.options = options;
        this.spec = spec;
    }

    /** Walks the packet and prints what happens; gives the exit code. */
    int run(String from, String to, Kind kind, boolean all) {
        Protocol protocol = kind.protocol();
        if (node.routes == null) {
            throw wrong("--iptables-save needs --routes: a packet cannot be walked without the output of 'ip route'");
        }
        TransportAddress source = end("--from", from, protocol, EPHEMERAL_PORT);
        TransportAddress destination = end("--to", to, protocol, -1);
        NodeDumpLoader.Loaded loaded =
                NodeDumpLoader.load(node.files(), new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintWriter errors = spec.commandLine().getErr();
        errors.print(loaded.description());
        errors.flush();
        if (loaded.node().isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        NodeDump dump = loaded.node().get();
        String in = in(dump, source.address());
        NamespaceConfig config = new NamespaceConfig(
                NODE,
                dump.ip(),
                dump.sysctls().apply(in),
                () -> NamespaceRules.of(dump.rules()),
                new DumpMeaning(),
                NodeWalk.UNKNOWN_SOCKETS);
        ProbePayload.Fragments fragments = kind.payload().fragments();
        Fragmentation fragmentation = in.equals(ElementContext.LOCAL) ? fragments.asked() : fragments.onTheWay();
        Packet packet = packet(source, destination, kind, fragmentation).withMark(mark(in));
        NodeWalk walk = new NodeWalk(config);
        long seed = options.findSeed().orElse(0);
        List<NodeWalk.Way> ways = all
                ? walk.walkAll(packet, in, seed)
                : List.of(new NodeWalk.Way(Fraction.ONE, List.of(), walk.walk(packet, in, seed)));
        print(ways, all, owners(dump));
        boolean isUndecided =
                ways.stream().anyMatch(way -> way.walk().forward().disposition().isUnknown());
        return isUndecided ? ExitCode.INCOMPLETE : ExitCode.AS_EXPECTED;
    }

    private void print(List<NodeWalk.Way> ways, boolean all, AddressOwners owners) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.output == OutputFormat.JSON) {
            NodeWalkJson.write(ways, out);
            return;
        }
        Verbosity verbosity = options.output == OutputFormat.WIDE || node.steps ? Verbosity.WIDE : Verbosity.TEXT;
        out.print(
                all
                        ? NodeWalkText.printAll(ways, owners, verbosity, options.palette())
                        : NodeWalkText.print(ways.get(0).walk(), owners, verbosity, options.palette()));
        out.flush();
    }

    private static AddressOwners owners(NodeDump dump) {
        Map<IpAddress, String> owners = new LinkedHashMap<>();
        dump.ip()
                .interfaces()
                .forEach(own -> own.addresses()
                        .forEach(address -> owners.putIfAbsent(address.address(), "the node's " + own.name())));
        return new AddressOwners(owners);
    }

    /** The interface asked for, or the likeliest one; a port of a bridge stands for the bridge. */
    private String in(NodeDump dump, IpAddress source) {
        if (node.in == null) {
            return dump.guessIn(source)
                    .orElseThrow(() -> wrong("--in: no route leads back to " + source
                            + ", so name the interface the packet comes in on, or 'local'"));
        }
        if (node.in.equals(ElementContext.LOCAL)) {
            if (dump.findOwner(source).isEmpty() && node.addresses != null) {
                throw wrong("--from: " + source + " is not an address of the node, so the node cannot send from it");
            }
            return ElementContext.LOCAL;
        }
        if (!dump.hasInterface(node.in) && !node.in.equals("lo")) {
            List<String> names =
                    dump.ip().interfaces().stream().map(own -> own.name()).toList();
            throw wrong("--in: the node has no interface '" + node.in + "'" + Suggestion.didYouMean(node.in, names));
        }
        return dump.masters().getOrDefault(node.in, node.in);
    }

    private PacketMark mark(String in) {
        if (node.mark == null) {
            return PacketMark.NONE;
        }
        if (!in.equals(ElementContext.LOCAL)) {
            throw wrong("--mark: only a packet that the node sends itself has a mark before its rules; add --in local");
        }
        if (!node.mark.matches("0x[0-9a-fA-F]{1,8}|[0-9]{1,9}")) {
            throw wrong("--mark: '" + node.mark + "' is not a mark such as 0x4000");
        }
        return new PacketMark(Long.decode(node.mark).intValue());
    }

    private static Packet packet(
            TransportAddress source, TransportAddress destination, Kind kind, Fragmentation fragmentation) {
        FiveTuple tuple = kind.protocol().hasPorts()
                ? new FiveTuple(kind.protocol(), source, destination)
                : FiveTuple.echo(source.address(), destination.address(), ECHO_IDENTIFIER);
        if (kind.protocol() == Protocol.TCP) {
            return Packet.tcp(tuple, TcpFlags.SYN, 0);
        }
        Integer bytes = kind.payload().bytes();
        Packet packet = kind.protocol().hasPorts()
                ? Packet.datagram(tuple, bytes == null ? 0 : bytes)
                : new DatagramScript(tuple, bytes == null ? DatagramScript.usualBytes(tuple) : bytes).opening();
        return packet.withFragmentation(fragmentation);
    }

    private TransportAddress end(String option, String text, Protocol protocol, int defaultPort) {
        int colon = text.indexOf(':') == text.lastIndexOf(':') ? text.indexOf(':') : -1;
        Optional<IpAddress> address = IpAddress.tryParse(colon < 0 ? text : text.substring(0, colon));
        if (address.isEmpty()) {
            throw wrong(option + ": '" + text + "' is not an address such as 10.244.0.5:80; with --iptables-save there"
                    + " are no names");
        }
        if (!address.get().isIpv4()) {
            throw wrong(option + ": podpath walks packets of IPv4 only, not from or to " + address.get());
        }
        if (!protocol.hasPorts()) {
            return new TransportAddress(address.get(), 0);
        }
        String port = colon < 0 ? "" : text.substring(colon + 1);
        if (port.isEmpty() && defaultPort >= 0) {
            return new TransportAddress(address.get(), defaultPort);
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > TransportAddress.MAX_PORT) {
            throw wrong(option + ": " + text + " needs a port, as in " + address.get() + ":80");
        }
        return new TransportAddress(address.get(), Integer.parseInt(port));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
