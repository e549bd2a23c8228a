package io.podpath.scenario.load;

import io.podpath.azure.resource.SubnetReference;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code vnet/subnet} and the resource id of a subnet. */
final class SubnetReferences {

    private static final Pattern ID =
            Pattern.compile("/.*/virtualNetworks/([^/]+)/subnets/([^/]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHORT = Pattern.compile("([^/]+)/([^/]+)");

    private SubnetReferences() {}

    static Optional<SubnetReference> parse(String text, Location location, Problems problems) {
        Matcher matcher = (text.startsWith("/") ? ID : SHORT).matcher(text);
        if (matcher.matches()) {
            return Optional.of(new SubnetReference(matcher.group(1), matcher.group(2)));
        }
        problems.error(location, Texts.quoted(text) + " is neither vnet/subnet nor the resource id of a subnet");
        return Optional.empty();
    }
}
