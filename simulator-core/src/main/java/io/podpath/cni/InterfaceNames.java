package io.podpath.cni;

import io.podpath.cluster.NamespacedName;

/** Names of the host ends of pods' veth pairs: a prefix and eight digits derived from the pod's name. */
final class InterfaceNames {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private InterfaceNames() {}

    /** For example {@code azv3f2a90c1}; the real names end in a part of a hash of the container's id. */
    static String of(String prefix, NamespacedName pod) {
        long hash = FNV_OFFSET;
        for (char c : pod.toString().toCharArray()) {
            hash = (hash ^ c) * FNV_PRIME;
        }
        return prefix + String.format("%08x", (int) (hash ^ hash >>> 32));
    }
}
