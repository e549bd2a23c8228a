package io.podpath.scenario.load;

import io.podpath.azure.resource.Listener;
import io.podpath.model.Protocol;
import io.podpath.netfilter.ListeningSocket;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the ports something listens on, such as {@code listen: [tcp/443]}; {@code tcp/*} is every port. */
final class ListenerReader {

    private static final Pattern LISTEN = Pattern.compile("(tcp|udp|sctp)/([0-9]{1,5}|[*])");
    private static final int MAX_PORT = 65535;
    private static final int NO_PORT = -1;

    private ListenerReader() {}

    static List<Listener> read(Fields machine) {
        return machine.list(
                "listen",
                (node, what) -> machine.values()
                        .text(node, what)
                        .flatMap(text -> listener(text, node.location(), machine.problems())));
    }

    private static Optional<Listener> listener(String text, Location location, Problems problems) {
        Matcher matcher = LISTEN.matcher(text);
        boolean isEvery = matcher.matches() && matcher.group(2).equals("*");
        int port =
                isEvery ? ListeningSocket.EVERY_PORT : matcher.matches() ? Integer.parseInt(matcher.group(2)) : NO_PORT;
        if (!isEvery && (port < 1 || port > MAX_PORT)) {
            problems.error(location, Texts.quoted(text) + " is not a protocol and port such as tcp/443");
            return Optional.empty();
        }
        return Protocol.find(matcher.group(1)).map(protocol -> new Listener(protocol, port));
    }
}
