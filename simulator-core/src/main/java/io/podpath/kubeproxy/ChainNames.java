package io.podpath.kubeproxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int HASH_LENGTH = 16;
    private static final int BITS_PER_CHARACTER = 5;

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
        byte[] digest = sha256().digest(input.getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder(HASH_LENGTH);
        long window = 0;
        int bits = 0;
        for (int i = 0; text.length() < HASH_LENGTH; i++) {
            window = window << Byte.SIZE | (digest[i] & 0xff);
            bits += Byte.SIZE;
            while (bits >= BITS_PER_CHARACTER && text.length() < HASH_LENGTH) {
                bits -= BITS_PER_CHARACTER;
                text.append(BASE32.charAt((int) (window >>> bits) & 31));
            }
        }
        return text.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
