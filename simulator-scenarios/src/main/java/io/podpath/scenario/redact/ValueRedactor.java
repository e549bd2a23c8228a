package io.podpath.scenario.redact;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Replaces single values. */
final class ValueRedactor {

    private static final Set<String> SERVICE_TAGS = RedactionFields.words("service-tags.txt");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9._/%-]{0,79}");
    private static final Pattern PORTS = Pattern.compile("[0-9]{1,5}(-[0-9]{1,5})?|\\*");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9TZ:.+-]{10,40}");
    private static final Pattern RANGE_IN_TEXT = Pattern.compile("[0-9A-Fa-f:.]+/[0-9]{1,3}");

    private final AddressMapping addresses;
    private final NameMapping names;

    ValueRedactor(AddressMapping addresses, NameMapping names) {
        this.addresses = addresses;
        this.names = names;
    }

    /** What stands for a text; nothing if it may not go through. */
    Optional<String> text(Treatment treatment, String text) {
        return switch (treatment) {
            case NAME -> Optional.of(names.map(text));
            case ID -> Optional.of(names.mapId(text));
            case ADDRESS -> Optional.of(address(text));
            case WORD ->
                Optional.of(text)
                        .filter(word -> word.isEmpty() || WORD.matcher(word).matches());
            case NUMBER ->
                Optional.of(text).filter(ports -> PORTS.matcher(ports).matches());
            case PORT -> Optional.of(PORTS.matcher(text).matches() ? text : names.map(text));
            case PATH -> Optional.of(names.mapPath(text));
            case TIME ->
                Optional.of(text).filter(time -> TIMESTAMP.matcher(time).matches());
            case MASQUERADE -> Optional.of(masquerade(text));
            case OBJECT, LABELS, LABEL_KEY, ANNOTATIONS -> Optional.empty();
        };
    }

    /** Addresses by themselves or after commas; what is neither address nor service tag is taken for a name. */
    String address(String text) {
        if (text.indexOf(',') >= 0) {
            return Stream.of(text.split(",", -1))
                    .map(part -> address(part.strip()))
                    .collect(Collectors.joining(","));
        }
        Optional<IpAddress> address = IpAddress.tryParse(text);
        if (address.isPresent()) {
            return addresses.map(address.get()).toString();
        }
        Optional<Cidr> range = text.indexOf('/') > 0 ? Cidr.tryParse(text) : Optional.empty();
        return range.map(found -> addresses.map(found).toString())
                .orElseGet(() -> isServiceTag(text) ? text : names.map(text));
    }

    private static boolean isServiceTag(String text) {
        int dot = text.indexOf('.');
        String tag = dot < 0 ? text : text.substring(0, dot);
        return text.equals("*") || SERVICE_TAGS.contains(tag.toLowerCase(Locale.ROOT));
    }

    private String masquerade(String text) {
        StringBuilder ranges = new StringBuilder("nonMasqueradeCIDRs:\n");
        Matcher matcher = RANGE_IN_TEXT.matcher(text);
        while (matcher.find()) {
            Cidr.tryParse(matcher.group())
                    .ifPresent(range ->
                            ranges.append("- ").append(addresses.map(range)).append('\n'));
        }
        boolean isLinkLocalMasked =
                text.replaceAll("[\"\\s]", "").toLowerCase(Locale.ROOT).contains("masqlinklocal:true");
        return ranges.append("masqLinkLocal: ")
                .append(isLinkLocalMasked)
                .append('\n')
                .toString();
    }
}
