package io.podpath.cluster;

import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plugin of CoreDNS with its settings. Names and zones are in lower case and without the last dot; the root is empty.
 *
 * <p>Plugins are asked in an order that is built in, not in the one they are written in.
 *
 * <p><i>Source:</i> CoreDNS {@code plugin.cfg}; fact DNS-COREDNS-PLUGIN-ORDER.
 */
public sealed interface CoreDnsPlugin {

    /** Its place in the order of plugins; those of the same kind keep the order they are written in. */
    int place();

    /**
     * Asks for another name than was asked; the client does not notice.
     *
     * @param match what is compared
     * @param from what to find
     * @param to what to put there
     * @param then whether later rewrites are looked at
     */
    record Rewrite(Match match, String from, String to, Then then) implements CoreDnsPlugin {

        @Override
        public int place() {
            return 0;
        }

        /** How a name is compared. */
        public enum Match {
            EXACT,
            PREFIX,
            SUFFIX,
            SUBSTRING,
            REGEX
        }

        /** What follows a rewrite that fitted. */
        public enum Then {
            STOP,
            CONTINUE
        }
    }

    /**
     * A template that answers NXDOMAIN.
     *
     * @param zone for names under it
     * @param labelsBefore with at least so many labels in front of it
     */
    record Template(String zone, int labelsBefore) implements CoreDnsPlugin {

        @Override
        public int place() {
            return 1;
        }
    }

    /**
     * Names with addresses, as in {@code /etc/hosts}.
     *
     * @param entries the addresses of each name
     * @param fallthrough zones whose other names go on to the next plugin; for all others it fails
     */
    record Hosts(Map<String, List<IpAddress>> entries, List<String> fallthrough) implements CoreDnsPlugin {

        public Hosts {
            entries = Map.copyOf(entries);
            fallthrough = List.copyOf(fallthrough);
        }

        @Override
        public int place() {
            return 2;
        }
    }

    /**
     * The names of the cluster.
     *
     * @param zones the zones it answers
     */
    record Kubernetes(List<String> zones) implements CoreDnsPlugin {

        public Kubernetes {
            zones = List.copyOf(zones);
        }

        @Override
        public int place() {
            return 3;
        }
    }

    /**
     * Asks other servers.
     *
     * @param from for names under this zone
     * @param servers whom; none if the node's servers are meant
     * @param except but not under these zones
     * @param options how
     */
    record Forward(String from, List<TransportAddress> servers, List<String> except, Set<Option> options)
            implements CoreDnsPlugin {

        /** {@code forward . /etc/resolv.conf}. */
        public static final Forward TO_NODE_SERVERS =
                new Forward("", List.of(), List.of(), Set.of(Option.NODE_SERVERS));

        public Forward {
            servers = List.copyOf(servers);
            except = List.copyOf(except);
            options = Set.copyOf(options);
        }

        @Override
        public int place() {
            return 4;
        }

        /** How servers are chosen and asked. */
        public enum Option {
            /** The servers of the node's {@code resolv.conf} are among them. */
            NODE_SERVERS,
            /** The first that works, not any. */
            SEQUENTIAL,
            /** Over TCP, also if the question came over UDP. */
            FORCE_TCP
        }
    }

    /**
     * A plugin whose answers podpath cannot tell.
     *
     * @param name the plugin
     * @param why what is not understood
     */
    record Unread(String name, String why) implements CoreDnsPlugin {

        @Override
        public int place() {
            return 0;
        }
    }
}
