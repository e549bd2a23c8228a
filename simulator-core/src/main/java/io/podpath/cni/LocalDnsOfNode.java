package io.podpath.cni;

import io.podpath.cluster.LocalDnsProfile;
import io.podpath.element.NetworkInterface;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.netfilter.CommentMatch;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.netfilter.PortMatch;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * What LocalDNS adds to a node: a dummy interface with two addresses, sockets on them, and rules that keep queries to them
 * out of connection tracking. Answers match no rule, so that they are tracked.
 *
 * <p><i>Source:</i> Azure/AgentBaker {@code localdns.sh}, build_localdns_iptable_rules; fact DNS-LOCALDNS-NOTRACK.
 */
final class LocalDnsOfNode {

    /** The dummy interface. */
    static final String INTERFACE = "localdns";

    private static final int PORT = 53;
    private static final int HOST_BITS = 32;
    private static final List<IpAddress> LISTENERS =
            List.of(LocalDnsProfile.NODE_LISTENER, LocalDnsProfile.CLUSTER_LISTENER);
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP);

    private LocalDnsOfNode() {}

    static NetworkInterface dummyInterface() {
        return NetworkInterface.of(
                INTERFACE,
                LISTENERS.stream()
                        .map(address -> new NetworkInterface.Address(address, HOST_BITS))
                        .toArray(NetworkInterface.Address[]::new));
    }

    static List<ListeningSocket> sockets() {
        List<ListeningSocket> sockets = new ArrayList<>();
        for (IpAddress address : LISTENERS) {
            PROTOCOLS.forEach(protocol -> sockets.add(new ListeningSocket(protocol, PORT, "localdns", address)));
        }
        return sockets;
    }

    static void skipTracking(Ruleset.Builder rules) {
        for (String chain : List.of("OUTPUT", "PREROUTING")) {
            for (IpAddress address : LISTENERS) {
                for (Protocol protocol : PROTOCOLS) {
                    rules.append(Table.RAW, chain, rule(address, protocol));
                }
            }
        }
    }

    private static Rule rule(IpAddress address, Protocol protocol) {
        return Rule.of(
                HeaderMatch.to(Cidr.of(address, HOST_BITS), protocol),
                new Target.NoTrack("NOTRACK"),
                new CommentMatch("localdns: skip conntrack"),
                PortMatch.to(protocol, PORT));
    }
}
