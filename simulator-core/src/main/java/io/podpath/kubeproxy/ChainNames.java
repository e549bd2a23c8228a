package io.podpath.kubeproxy;

import java.util.Locale;

/**
 * The names of the chains of one service port: a prefix and 16 characters of a hash, since iptables allows 28.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/iptables/proxier.go}, {@code portProtoHash} and {@code
 * servicePortEndpointChainName}; base32 of RFC 4648.
 *
 * @param hash the part all chains of the service port share
 */
public record ChainNames(String hash) {

    private static final int HASH_LENGTH = 16;

    /** The names for a service port. */
    public static ChainNames of(ServicePortName name) {
        return new ChainNames(hash(name + protocol(name)));
    }

    /** The chain of an endpoint, given as {@code ip:port}. */
    public static String endpoint(ServicePortName name, String endpoint) {
        return "KUBE-SEP-" + hash(name + protocol(name) + endpoint);
    }

    /** Chooses among the endpoints of policy Cluster. */
    public String cluster() {
        return "KUBE-SVC-" + hash;
    }

    /** Chooses among the endpoints of policy Local. */
    public String local() {
        return "KUBE-SVL-" + hash;
    }

    /** The entry for everything that comes from outside. */
    public String external() {
        return "KUBE-EXT-" + hash;
    }

    /** Passes on the allowed source ranges. */
    public String firewall() {
        return "KUBE-FW-" + hash;
    }

    private static String protocol(ServicePortName name) {
        return name.protocol().name().toLowerCase(Locale.ROOT);
    }

    private static String hash(String input) {
        return NameHash.of(input, HASH_LENGTH);
    }
}
