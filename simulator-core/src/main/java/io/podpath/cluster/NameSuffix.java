package io.podpath.cluster;

import java.nio.charset.StandardCharsets;

/**
 * The last part of a generated name, such as {@code x7k2p} in {@code web-x7k2p}.
 *
 * <p>Kubernetes draws it at random; here it is derived from what it names, so that the same scenario always has the
 * same pods. The alphabet is that of Kubernetes: no vowels, so that no words arise.
 *
 * <p><i>Source:</i> k8s.io/apimachinery {@code pkg/util/rand} (alphabet).
 */
final class NameSuffix {

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int LENGTH = 5;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private NameSuffix() {}

    /** The suffix of the thing with this description. */
    static String of(String description) {
        long hash = FNV_OFFSET;
        for (byte b : description.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        hash ^= hash >>> 32;
        StringBuilder suffix = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            suffix.append(ALPHABET.charAt((int) Long.remainderUnsigned(hash, ALPHABET.length())));
            hash = Long.divideUnsigned(hash, ALPHABET.length());
        }
        return suffix.toString();
    }
}
