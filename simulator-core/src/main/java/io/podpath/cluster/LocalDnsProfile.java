package io.podpath.cluster;

import io.podpath.model.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * LocalDNS of a node pool: a CoreDNS on every node that answers its pods and the node itself.
 *
 * <pre>
 * 169.254.10.10   the node, and pods of dnsPolicy Default        vnetDNSOverrides
 * 169.254.10.11   pods of dnsPolicy ClusterFirst                 kubeDNSOverrides
 * </pre>
 *
 * <p>Caches are values only: every run begins with empty ones, so that every query goes on.
 *
 * <p><i>Source:</i> Azure docs, Configure LocalDNS; Azure/AgentBaker {@code localdns.sh}; facts DNS-LOCALDNS-*.
 *
 * @param vnetDns the blocks of the first listener by zone, the root empty
 * @param kubeDns the blocks of the second listener
 */
public record LocalDnsProfile(Map<String, Block> vnetDns, Map<String, Block> kubeDns) {

    /** Where the node and pods with its configuration ask. */
    public static final IpAddress NODE_LISTENER = IpAddress.parse("169.254.10.10");

    /** Where pods of the cluster's DNS ask. */
    public static final IpAddress CLUSTER_LISTENER = IpAddress.parse("169.254.10.11");

    /** What AKS takes if a profile says nothing of its blocks. */
    public static final LocalDnsProfile DEFAULT = new LocalDnsProfile(
            Map.of("", Block.of(Destination.VNET_DNS), "cluster.local", Block.CLUSTER),
            Map.of("", Block.of(Destination.CLUSTER_CORE_DNS), "cluster.local", Block.CLUSTER));

    public LocalDnsProfile {
        vnetDns = Map.copyOf(vnetDns);
        kubeDns = Map.copyOf(kubeDns);
    }

    /** The default with these blocks in place of its own. */
    public static LocalDnsProfile ofOverrides(Map<String, Block> vnetDns, Map<String, Block> kubeDns) {
        return new LocalDnsProfile(over(DEFAULT.vnetDns, vnetDns), over(DEFAULT.kubeDns, kubeDns));
    }

    private static Map<String, Block> over(Map<String, Block> defaults, Map<String, Block> overrides) {
        Map<String, Block> all = new LinkedHashMap<>(defaults);
        all.putAll(overrides);
        return all;
    }

    /**
     * What is done with the names of a zone.
     *
     * @param protocol how the next server is asked
     * @param destination who that is
     * @param policy which of several
     * @param cache how long answers are kept
     */
    public record Block(Protocol protocol, Destination destination, Policy policy, Cache cache) {

        private static final Block CLUSTER =
                new Block(Protocol.FORCE_TCP, Destination.CLUSTER_CORE_DNS, Policy.SEQUENTIAL, Cache.DEFAULT);

        private static Block of(Destination destination) {
            return new Block(Protocol.PREFER_UDP, destination, Policy.SEQUENTIAL, Cache.DEFAULT);
        }
    }

    /** How the next server is asked. */
    public enum Protocol {
        /** As the question came. */
        PREFER_UDP("PreferUDP"),
        /** Over TCP. */
        FORCE_TCP("ForceTCP");

        private final String text;

        Protocol(String text) {
            this.text = text;
        }

        /** The spelling of the API. */
        public String text() {
            return text;
        }
    }

    /** Who is asked. */
    public enum Destination {
        /** The name servers of the virtual network. */
        VNET_DNS("VnetDNS"),
        /** The cluster's DNS Service. */
        CLUSTER_CORE_DNS("ClusterCoreDNS");

        private final String text;

        Destination(String text) {
            this.text = text;
        }

        /** The spelling of the API. */
        public String text() {
            return text;
        }
    }

    /** Which of several servers is asked. */
    public enum Policy {
        /** The first that works. */
        SEQUENTIAL("Sequential"),
        /** Any. */
        RANDOM("Random"),
        /** One after the other. */
        ROUND_ROBIN("RoundRobin");

        private final String text;

        Policy(String text) {
            this.text = text;
        }

        /** The spelling of the API. */
        public String text() {
            return text;
        }
    }

    /**
     * How long answers are kept.
     *
     * @param durationSeconds at most, also if the record may live longer
     * @param staleSeconds how much longer, if no server answers
     * @param stale whether and when that is done
     */
    public record Cache(int durationSeconds, int staleSeconds, Stale stale) {

        /** An hour each. */
        public static final Cache DEFAULT = new Cache(3_600, 3_600, Stale.IMMEDIATE);
    }

    /** When an answer past its time is served. */
    public enum Stale {
        /** At once, while the server is asked. */
        IMMEDIATE("Immediate"),
        /** Only after the server has failed. */
        VERIFY("Verify"),
        /** Never. */
        DISABLED("Disabled");

        private final String text;

        Stale(String text) {
            this.text = text;
        }

        /** The spelling of the API. */
        public String text() {
            return text;
        }
    }
}
