package io.podpath.ipvs;

import io.podpath.element.Choices;
import io.podpath.engine.SeededChoices;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A director with virtual servers written as text, and packets handed to it.
 *
 * <pre>
 * DirectorRun.of("tcp 10.0.40.80:80 rr -> 10.244.1.5:8080 10.244.2.6:8080*3")
 * </pre>
 *
 * A server's weight follows an asterisk, persistence is {@code persistent=300}.
 */
final class DirectorRun {

    private static final int FIRST_PORT = 40_000;

    private final Director director;
    private final Choices choices;
    private long nowNanos;

    private DirectorRun(IpvsConfig config, long seed) {
        director = new Director(config);
        choices = new SeededChoices(seed);
    }

    static DirectorRun of(String... servers) {
        return seeded(1, servers);
    }

    static DirectorRun seeded(long seed, String... servers) {
        List<VirtualServer> list =
                Arrays.stream(servers).map(DirectorRun::virtualServer).toList();
        return new DirectorRun(new IpvsConfig(list, IpvsTimeouts.KERNEL), seed);
    }

    static VirtualServer virtualServer(String text) {
        String[] words = text.split(" ", -1);
        List<RealServer> real = new ArrayList<>();
        int persistence = 0;
        for (String word : words) {
            if (word.startsWith("persistent=")) {
                persistence = Integer.parseInt(word.substring("persistent=".length()));
            }
        }
        int arrow = Arrays.asList(words).indexOf("->");
        for (String word : arrow < 0 ? new String[0] : Arrays.copyOfRange(words, arrow + 1, words.length)) {
            String[] parts = word.split("\\*", -1);
            real.add(new RealServer(address(parts[0]), parts.length == 1 ? 1 : Integer.parseInt(parts[1])));
        }
        return new VirtualServer(
                Protocol.find(words[0]).orElseThrow(),
                address(words[1]),
                Scheduler.find(words[2]).orElseThrow(),
                persistence,
                real,
                "shop/web");
    }

    static TransportAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new TransportAddress(
                IpAddress.parse(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    static FiveTuple tcp(String from, String to) {
        return new FiveTuple(Protocol.TCP, address(from), address(to));
    }

    DirectorRun sleepSeconds(long seconds) {
        nowNanos += seconds * 1_000_000_000L;
        return this;
    }

    Decision request(Packet packet) {
        return director.request(packet, nowNanos, choices);
    }

    /** A TCP segment from a client; where it goes to. */
    String send(String from, String to, TcpFlags flags) {
        return goesTo(request(Packet.tcp(tcp(from, to), flags, 0)));
    }

    /** New TCP connections of clients with ports of their own; where they go to. */
    List<String> connect(String fromAddress, String to, int connections) {
        List<String> servers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            servers.add(send(fromAddress + ":" + (FIRST_PORT + i), to, TcpFlags.SYN));
        }
        return servers;
    }

    Packet answer(String from, String to, TcpFlags flags) {
        return director.answer(Packet.tcp(tcp(from, to), flags, 0), nowNanos).orElseThrow();
    }

    boolean knowsAnswer(Packet packet) {
        return director.answer(packet, nowNanos).isPresent();
    }

    Packet answer(Packet packet) {
        return director.answer(packet, nowNanos).orElseThrow();
    }

    static String goesTo(Decision decision) {
        if (decision instanceof Decision.Forwarded forwarded) {
            return forwarded.packet().destination().toString();
        }
        return decision instanceof Decision.NobodyThere ? "nobody" : "not served";
    }
}
