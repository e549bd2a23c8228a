package io.podpath.scenario.redact;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces addresses so that two which share a prefix of n bits share one of n bits afterwards, and no more: every range
 * stays a range of its length, and what was inside, beside or the same stays so.
 *
 * <p>Each bit is turned over or not, depending on the key and the bits before it, as in Crypto-PAn. Three kinds of places
 * keep bits: addresses with a meaning of their own stay as they are (loopback, link-local, 168.63.129.16, documentation,
 * multicast); private and shared ranges stay themselves, with their inside mixed; and inside a subnet, a node's pod range or
 * the Service range an address keeps its offset, since the first and last ones of these mean something.
 *
 * <p><i>Source:</i> Xu, Fan, Ammar, Moon, Prefix-preserving IP address anonymization (2002); RFC 1918, 6598, 4193, 6890;
 * Azure docs, What is IP address 168.63.129.16.
 */
final class AddressMapping {

    private static final int BITS = 128;

    /** Ranges that mean something by themselves. */
    private static final List<Cidr> FIXED = ranges(
            "0.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "168.63.129.16/32",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/8",
            "64:ff9b::/96",
            "2001:db8::/32",
            "fe80::/10",
            "ff00::/8");

    /** Ranges that stay, but are mixed inside. */
    private static final List<Cidr> KEPT_APART =
            ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

    private final RedactionKey key;
    private final List<Cidr> anchors;
    private final List<Cidr> frozen;
    private final Map<Cidr, Boolean> turned = new HashMap<>();

    /**
     * A mapping.
     *
     * @param key decides it
     * @param wholes ranges inside which an address keeps its offset
     */
    AddressMapping(RedactionKey key, Collection<Cidr> wholes) {
        this.key = key;
        this.anchors = new ArrayList<>(FIXED);
        anchors.addAll(KEPT_APART);
        this.frozen = new ArrayList<>(FIXED);
        frozen.addAll(wholes);
    }

    private static List<Cidr> ranges(String... texts) {
        List<Cidr> ranges = new ArrayList<>();
        for (String text : texts) {
            ranges.add(Cidr.parse(text));
        }
        return ranges;
    }

    /** What stands for an address. */
    IpAddress map(IpAddress address) {
        return map(address, address.family().addressBits());
    }

    /** What stands for a range. */
    Cidr map(Cidr range) {
        return Cidr.of(map(range.network(), range.prefixLength()), range.prefixLength());
    }

    private IpAddress map(IpAddress address, int length) {
        int skipped = BITS - address.family().addressBits();
        long high = address.high();
        long low = address.low();
        for (int i = 0; i < length; i++) {
            if (isTurned(Cidr.of(address, i))) {
                int bit = skipped + i;
                if (bit < Long.SIZE) {
                    high ^= 1L << (Long.SIZE - 1 - bit);
                } else {
                    low ^= 1L << (BITS - 1 - bit);
                }
            }
        }
        return new IpAddress(high, low);
    }

    /** Whether the bit behind a prefix is turned over. */
    private boolean isTurned(Cidr prefix) {
        return turned.computeIfAbsent(prefix, this::decide);
    }

    private boolean decide(Cidr prefix) {
        boolean leadsToAnchor = anchors.stream()
                .anyMatch(anchor -> sameFamily(anchor, prefix)
                        && prefix.prefixLength() < anchor.prefixLength()
                        && prefix.contains(anchor));
        boolean isInside = frozen.stream().anyMatch(whole -> sameFamily(whole, prefix) && whole.contains(prefix));
        return !leadsToAnchor && !isInside && key.bit(prefix.toString());
    }

    private static boolean sameFamily(Cidr a, Cidr b) {
        IpFamily family = a.family();
        return family == b.family();
    }
}
