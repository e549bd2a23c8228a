package io.podpath.lab.mtu;

import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.Namespace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How long the packets and fragments are that come to a namespace of the kernel. */
final class ArrivedLengths {

    /** Before any defragmentation (-400), also where conntrack runs; counts each length. */
    private static final String COUNT = """
            table ip podpath-count
            delete table ip podpath-count
            table ip podpath-count {
              set lengths { typeof ip length; size 64; flags dynamic; counter; }
              chain count {
                type filter hook prerouting priority -500;
                ip protocol { udp, icmp } ip saddr != 127.0.0.1 update @lengths { ip length }
              }
            }
            """;

    private static final Pattern COUNTED = Pattern.compile("(\\d+) counter packets (\\d+) ");

    private final Namespace namespace;

    ArrivedLengths(Namespace namespace) {
        this.namespace = namespace;
    }

    /** Counts anew. */
    void forget() {
        namespace.run(Command.of("nft", "-f", "-").reading(COUNT));
    }

    /** All lengths, the longest first. */
    List<Integer> list() {
        String listing = namespace.run(Command.of("nft", "list", "set", "ip", "podpath-count", "lengths"));
        List<Integer> lengths = new ArrayList<>();
        for (MatchResult found : COUNTED.matcher(listing).results().toList()) {
            lengths.addAll(Collections.nCopies(Integer.parseInt(found.group(2)), Integer.parseInt(found.group(1))));
        }
        lengths.sort(Collections.reverseOrder());
        return lengths;
    }
}
