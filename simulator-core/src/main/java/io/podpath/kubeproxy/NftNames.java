package io.podpath.kubeproxy;

import java.util.Locale;
import java.util.Optional;

/**
 * The names of the chains and sets of one service port in nftables mode: a prefix, 8 characters of a hash, and the name
 * in full, since nftables allows 256 characters.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/nftables/proxier.go}, {@code servicePortChainNameBase} and {@code
 * servicePortEndpointChainNameBase}.
 *
 * @param base the part all chains of the service port share
 */
public record NftNames(String base) {

    private static final int HASH_LENGTH = 8;
    private static final int MAX_LENGTH = 240;
    private static final String CUT = "...";
    private static final String FIREWALL = "firewall-";
    private static final String ENDPOINT = "endpoint-";

    /** The names for a service port. */
    public static NftNames of(ServicePortName name) {
        return new NftNames(hashed(plain(name)));
    }

    /** The part the chain and the set of an endpoint share, given as {@code ip:port} or {@code [ip]:port}. */
    public static String endpointBase(ServicePortName name, String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        String address = endpoint.substring(0, colon).replace("[", "").replace("]", "");
        return hashed(plain(name) + "__" + address.replace(':', '.') + "/" + endpoint.substring(colon + 1));
    }

    private static String plain(ServicePortName name) {
        return name.service() + "/" + name.protocol().name().toLowerCase(Locale.ROOT) + "/" + name.port();
    }

    private static String hashed(String plain) {
        String name = NameHash.of(plain, HASH_LENGTH) + "-" + plain;
        return name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH - CUT.length()) + CUT : name;
    }

    /** The chain of an endpoint. */
    static String endpoint(String endpointBase) {
        return ENDPOINT + endpointBase;
    }

    /** The set of the clients an endpoint keeps. */
    static String affinity(String endpointBase) {
        return "affinity-" + endpointBase;
    }

    /** The service port, as {@code ns/name:port}, that a chain of an endpoint belongs to. */
    static Optional<String> findService(String chain) {
        int end = chain.indexOf("__");
        if (!chain.startsWith(ENDPOINT) || end < 0) {
            return Optional.empty();
        }
        String[] parts =
                chain.substring(ENDPOINT.length() + HASH_LENGTH + 1, end).split("/", -1);
        String service = parts[0] + "/" + parts[1];
        return Optional.of(parts.length < 4 || parts[3].isEmpty() ? service : service + ":" + parts[3]);
    }

    /** Chooses among the endpoints of policy Cluster. */
    public String cluster() {
        return "service-" + base;
    }

    /** Chooses among the endpoints of policy Local. */
    public String local() {
        return "local-" + base;
    }

    /** The entry for everything that comes from outside. */
    public String external() {
        return "external-" + base;
    }

    /** Drops what comes from outside the source ranges. */
    public String firewall() {
        return FIREWALL + base;
    }

    /** Whether a chain is one that {@link #firewall} names. */
    static boolean isFirewall(String chain) {
        return chain.startsWith(FIREWALL) && chain.contains("/");
    }
}
