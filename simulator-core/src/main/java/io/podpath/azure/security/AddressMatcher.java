package io.podpath.azure.security;

import io.podpath.azure.PlatformAddresses;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The address field of one side of a security rule: prefixes, tags and application security groups. */
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

    private final List<String> texts = new ArrayList<>();
    private final Position position;
    private final ServiceTags serviceTags;
    private final List<Cidr> prefixes = new ArrayList<>();
    private final PrefixTable<Boolean> table = new PrefixTable<>();
    private final Set<WellKnownTag> tags = EnumSet.noneOf(WellKnownTag.class);
    private boolean matchesAll;

    AddressMatcher(Side side, Position position, ServiceTags serviceTags) {
        this.position = position;
        this.serviceTags = serviceTags;
        side.prefixes().forEach(this::add);
        for (String group : side.applicationSecurityGroups()) {
            texts.add("ASG " + group);
            serviceTags.named().membersOf(group).forEach(member -> prefixes.add(Cidr.host(member)));
        }
        prefixes.forEach(prefix -> table.put(prefix, true));
    }

    private void add(String text) {
        texts.add(text);
        Optional<Cidr> prefix = Cidr.tryParse(text);
        if (text.equals("*") || text.equalsIgnoreCase("Any")) {
            matchesAll = true;
        } else if (prefix.isPresent()) {
            prefixes.add(prefix.get());
        } else {
            addTag(text);
        }
    }

    private void addTag(String name) {
        Optional<WellKnownTag> known = WellKnownTag.find(name);
        Optional<List<Cidr>> given = serviceTags.named().findServiceTag(name);
        if (known.isEmpty() && given.isPresent()) {
            prefixes.addAll(given.get());
        } else {
            tags.add(known.orElse(WellKnownTag.OTHER));
        }
    }

    /** True if the field restricts anything. */
    boolean isExplicit() {
        return !matchesAll;
    }

    /** Everything in the field that stands for fixed ranges. */
    List<Cidr> prefixes() {
        return prefixes;
    }

    /** Tags whose answer depends on more than ranges. */
    Set<WellKnownTag> tags() {
        return tags;
    }

    /** True if the field names a tag that stands for a platform service. */
    boolean namesPlatformService() {
        return tags.stream().anyMatch(WellKnownTag::isPlatform);
    }

    /** True if the field may answer that nobody knows. */
    boolean namesUnknownTag() {
        return tags.stream().anyMatch(WellKnownTag::isUnknown);
    }

    Answer matches(TransportAddress end) {
        if (matchesAll || table.find(end.address()).isPresent()) {
            return Answer.YES;
        }
        Answer answer = Answer.NO;
        for (WellKnownTag tag : tags) {
            Answer one = matches(tag, position, end, serviceTags);
            if (one == Answer.YES) {
                return Answer.YES;
            }
            answer = one == Answer.UNKNOWN ? Answer.UNKNOWN : answer;
        }
        return answer;
    }

    /** What a tag on one side of a rule says about that end of a packet. */
    static Answer matches(WellKnownTag tag, Position position, TransportAddress end, ServiceTags serviceTags) {
        IpAddress address = end.address();
        return switch (tag) {
            case VIRTUALNETWORK ->
                position == Position.SOURCE
                        ? yesIf(serviceTags.isVirtualNetworkSource(address))
                        : yesIf(serviceTags.isVirtualNetworkDestination(address));
            case AZURELOADBALANCER -> yesIf(PlatformAddresses.isProbeSource(address));
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
