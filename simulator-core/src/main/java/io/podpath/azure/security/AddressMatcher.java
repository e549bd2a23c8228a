package io.podpath.azure.security;

import io.podpath.azure.PlatformAddresses;
import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The address field of one side of a security rule, compiled so that a rule of thousands of prefixes costs no more than
 * a few hash look-ups.
 */
final class AddressMatcher {

    private static final int SHOWN_PREFIXES = 4;
    private static final int DNS_PORT = 53;

    /** What a field says about an address. */
    enum Answer {
        YES,
        NO,
        /** The field names a tag whose contents podpath does not know. */
        UNKNOWN
    }

    /** On which side of a rule the field stands. */
    enum Position {
        SOURCE,
        DESTINATION
    }

    private enum Tag {
        VIRTUALNETWORK,
        AZURELOADBALANCER,
        INTERNET,
        AZUREPLATFORMDNS,
        AZUREPLATFORMIMDS,
        AZUREPLATFORMLKM,
        OTHER;

        static Tag of(String name) {
            String upper = name.toUpperCase(Locale.ROOT);
            for (Tag tag : values()) {
                if (tag.name().equals(upper)) {
                    return tag;
                }
            }
            return OTHER;
        }

        boolean isPlatform() {
            return this == AZUREPLATFORMDNS || this == AZUREPLATFORMIMDS || this == AZUREPLATFORMLKM;
        }
    }

    private final List<String> texts;
    private final Position position;
    private final ServiceTags serviceTags;
    private final PrefixTable<Boolean> prefixes = new PrefixTable<>();
    private final List<Tag> tags = new ArrayList<>();
    private boolean matchesAll;

    AddressMatcher(List<String> texts, Position position, ServiceTags serviceTags) {
        this.texts = texts;
        this.position = position;
        this.serviceTags = serviceTags;
        for (String text : texts) {
            Optional<Cidr> prefix = Cidr.tryParse(text);
            if (text.equals("*") || text.equalsIgnoreCase("Any")) {
                matchesAll = true;
            } else if (prefix.isPresent()) {
                prefixes.put(prefix.get(), true);
            } else {
                tags.add(Tag.of(text));
            }
        }
    }

    /** True if the field restricts anything. */
    boolean isExplicit() {
        return !matchesAll;
    }

    /** True if the field names a tag that stands for a platform service. */
    boolean namesPlatformService() {
        return tags.stream().anyMatch(Tag::isPlatform);
    }

    Answer matches(TransportAddress end) {
        if (matchesAll || prefixes.find(end.address()).isPresent()) {
            return Answer.YES;
        }
        Answer answer = Answer.NO;
        for (Tag tag : tags) {
            Answer one = matches(tag, end);
            if (one == Answer.YES) {
                return Answer.YES;
            }
            answer = one == Answer.UNKNOWN ? Answer.UNKNOWN : answer;
        }
        return answer;
    }

    private Answer matches(Tag tag, TransportAddress end) {
        IpAddress address = end.address();
        return switch (tag) {
            case VIRTUALNETWORK ->
                position == Position.SOURCE
                        ? yesIf(serviceTags.isVirtualNetworkSource(address))
                        : yesIf(serviceTags.isVirtualNetworkDestination(address));
            case AZURELOADBALANCER -> yesIf(address.equals(PlatformAddresses.HOST));
            case INTERNET -> yesIf(serviceTags.isInternet(address));
            case AZUREPLATFORMDNS -> yesIf(address.equals(PlatformAddresses.HOST) && end.port() == DNS_PORT);
            case AZUREPLATFORMIMDS -> yesIf(address.equals(PlatformAddresses.METADATA));
            // All other tags stand for public addresses of Azure services, so a private one cannot be in them.
            case AZUREPLATFORMLKM, OTHER -> serviceTags.isInternet(address) ? Answer.UNKNOWN : Answer.NO;
        };
    }

    private static Answer yesIf(boolean matches) {
        return matches ? Answer.YES : Answer.NO;
    }

    @Override
    public String toString() {
        if (texts.size() <= SHOWN_PREFIXES) {
            return String.join(", ", texts);
        }
        return String.join(", ", texts.subList(0, SHOWN_PREFIXES)) + " and " + (texts.size() - SHOWN_PREFIXES)
                + " more";
    }
}
