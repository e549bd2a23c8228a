package io.podpath.dns;

import java.util.Optional;

/**
 * Names that AKS's CoreDNS refuses itself although it would forward others: what is left of a search list's suffixes.
 *
 * <p><i>Source:</i> Azure docs, CoreDNS customization for AKS; AKS release 2024-10-25; fact DNS-COREDNS-BOGUS-SUFFIXES.
 */
public final class ForwardingRules {

    private static final String AZURE_INTERNAL = "internal.cloudapp.net";
    private static final String REDDOG = "reddog.microsoft.com";
    private static final int MAX_LABELS_FORWARDED = 6;

    private ForwardingRules() {}

    /** The refusal of a name outside {@code cluster.local}, or nothing if it is forwarded. */
    public static Optional<DnsAnswer> refuse(String name) {
        String normal = DomainNames.normal(name);
        if (DomainNames.isUnder(normal, REDDOG)) {
            return Optional.of(new DnsAnswer.NoSuchName("CoreDNS, template " + REDDOG));
        }
        boolean isLong = DomainNames.dots(normal) + 1 > MAX_LABELS_FORWARDED;
        return DomainNames.isUnder(normal, AZURE_INTERNAL) && isLong
                ? Optional.of(new DnsAnswer.NoSuchName("CoreDNS, template " + AZURE_INTERNAL))
                : Optional.empty();
    }
}
