package io.podpath.kubeproxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash in names of chains: the beginning of base32 (RFC 4648) of SHA-256.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/iptables/proxier.go}, {@code portProtoHash}; {@code
 * pkg/proxy/nftables/proxier.go}, {@code hashAndTruncate}.
 */
final class NameHash {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_PER_CHARACTER = 5;

    private NameHash() {}

    /** So many characters of the hash of a text. */
    static String of(String input, int length) {
        byte[] digest = sha256().digest(input.getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder(length);
        long window = 0;
        int bits = 0;
        for (int i = 0; text.length() < length; i++) {
            window = window << Byte.SIZE | (digest[i] & 0xff);
            bits += Byte.SIZE;
            while (bits >= BITS_PER_CHARACTER && text.length() < length) {
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
