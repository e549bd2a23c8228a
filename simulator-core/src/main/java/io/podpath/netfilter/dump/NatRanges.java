package io.podpath.netfilter.dump;

import io.podpath.model.IpAddress;
import io.podpath.netfilter.NatRange;
import io.podpath.netfilter.text.Word;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the options of the targets that translate. */
final class NatRanges {

    private NatRanges() {}

    /** The range; nothing if an option is not modelled. */
    static @Nullable NatRange read(Segment segment) {
        NatRange.Addresses addresses = null;
        NatRange.Ports ports = null;
        Set<NatRange.Flag> flags = EnumSet.noneOf(NatRange.Flag.class);
        while (segment.hasNext()) {
            switch (segment.option()) {
                case "--to-destination", "--to-source" -> {
                    Word to = segment.value();
                    if (to.text().contains("/")) {
                        return null;
                    }
                    int split = endOfAddresses(to.text());
                    addresses = split == 0 ? null : addresses(to, to.text().substring(0, split));
                    ports = split == to.text().length()
                            ? null
                            : ports(to, to.text().substring(split + 1));
                }
                case "--to-ports", "--to-port" -> {
                    Word to = segment.value();
                    ports = ports(to, to.text());
                }
                case "--random" -> flags.add(NatRange.Flag.RANDOM);
                case "--random-fully" -> flags.add(NatRange.Flag.RANDOM_FULLY);
                case "--persistent" -> flags.add(NatRange.Flag.PERSISTENT);
                default -> {
                    return null;
                }
            }
        }
        return new NatRange(addresses, ports, flags);
    }

    /** The colon before the ports; IPv6 addresses have brackets if ports follow. */
    private static int endOfAddresses(String text) {
        if (text.startsWith("[")) {
            return text.indexOf(']') < 0 ? text.length() : text.indexOf(']') + 1;
        }
        int colon = text.indexOf(':');
        boolean isIpv6 = colon >= 0 && text.indexOf(':', colon + 1) >= 0;
        return colon < 0 || isIpv6 ? text.length() : colon;
    }

    private static NatRange.Addresses addresses(Word word, String text) {
        String bare = text.replace("[", "").replace("]", "");
        int dash = bare.indexOf('-');
        IpAddress first = Values.address(word, dash < 0 ? bare : bare.substring(0, dash));
        return new NatRange.Addresses(first, Values.highest(word, first, bare.substring(dash + 1)));
    }

    private static NatRange.Ports ports(Word word, String text) {
        int dash = text.indexOf('-');
        int first = Values.port(word, dash < 0 ? text : text.substring(0, dash));
        int last = Values.port(word, text.substring(dash + 1));
        if (first > last) {
            throw new RuleSyntaxException(word, "the range " + text + " ends before it begins");
        }
        return new NatRange.Ports(first, last);
    }
}
