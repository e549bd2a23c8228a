package io.podpath.azure.security;

import java.util.Locale;
import java.util.Optional;

/**
 * Service tags whose contents follow from the network or are the same everywhere, so that nobody has to give them.
 *
 * <p><i>Source:</i> Azure docs, Virtual network service tags.
 */
enum WellKnownTag {
    /** The network and what it knows routes to. */
    VIRTUALNETWORK,
    /** Where health probes come from. */
    AZURELOADBALANCER,
    /** What is outside the network and publicly reachable. */
    INTERNET,
    /** The platform's name server. */
    AZUREPLATFORMDNS,
    /** The metadata service. */
    AZUREPLATFORMIMDS,
    /** Where Windows activates its licence; podpath does not know the addresses. */
    AZUREPLATFORMLKM,
    /** Any other tag without given contents. */
    OTHER;

    /** The tag of this name, unless it is one that somebody could give contents to. */
    static Optional<WellKnownTag> find(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (WellKnownTag tag : values()) {
            if (tag != OTHER && tag.name().equals(upper)) {
                return Optional.of(tag);
            }
        }
        return Optional.empty();
    }

    /** Whether nobody can say what it holds. */
    boolean isUnknown() {
        return this == AZUREPLATFORMLKM || this == OTHER;
    }

    /** Whether a rule with this tag filters the platform's own services. */
    boolean isPlatform() {
        return this == AZUREPLATFORMDNS || this == AZUREPLATFORMIMDS || this == AZUREPLATFORMLKM;
    }
}
