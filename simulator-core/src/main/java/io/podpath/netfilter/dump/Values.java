package io.podpath.netfilter.dump;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.PacketMark;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.PortMatch;
import io.podpath.netfilter.text.Word;
import java.util.Map;

/** Reads the values of options; what does not fit is named with its column. */
final class Values {

    private static final Map<String, Integer> SERVICES = Map.ofEntries(
            Map.entry("ssh", 22),
            Map.entry("domain", 53),
            Map.entry("bootps", 67),
            Map.entry("bootpc", 68),
            Map.entry("http", 80),
            Map.entry("ntp", 123),
            Map.entry("https", 443));

    private Values() {}

    static IpAddress address(Word word, String text) {
        return IpAddress.tryParse(text)
                .orElseThrow(() -> new RuleSyntaxException(word, "'" + text + "' is not an address"));
    }

    /** The end of a range of addresses. */
    static IpAddress highest(Word word, IpAddress lowest, String text) {
        IpAddress highest = address(word, text);
        if (lowest.family() != highest.family() || lowest.compareTo(highest) > 0) {
            throw new RuleSyntaxException(word, "the range " + word.text() + " ends before it begins");
        }
        return highest;
    }

    static Cidr range(Word word) {
        return Cidr.tryParse(word.text())
                .orElseThrow(() -> new RuleSyntaxException(
                        word, "'" + word.text() + "' is not an address or prefix such as 10.0.0.0/8"));
    }

    static int port(Word word, String text) {
        Integer known = SERVICES.get(text);
        return known != null ? known : number(word, text, TransportAddress.MAX_PORT, "a port");
    }

    static PortMatch.Range ports(Word word, String text, boolean negated) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            int port = port(word, text);
            return new PortMatch.Range(port, port, negated);
        }
        int first = colon == 0 ? 0 : port(word, text.substring(0, colon));
        int last = colon == text.length() - 1 ? TransportAddress.MAX_PORT : port(word, text.substring(colon + 1));
        if (first > last) {
            throw new RuleSyntaxException(word, "the range " + text + " ends before it begins");
        }
        return new PortMatch.Range(first, last, negated);
    }

    static int number(Word word, String text, int max, String what) {
        try {
            int value = Integer.parseInt(text);
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw notANumber(word, text, max, what);
        }
        throw notANumber(word, text, max, what);
    }

    private static RuleSyntaxException notANumber(Word word, String text, int max, String what) {
        return new RuleSyntaxException(word, "'" + text + "' is not " + what + " from 0 to " + max);
    }

    static PacketMark bits(Word word, String text) {
        try {
            long value = Long.decode(text);
            if (value > 0xffff_ffffL) {
                throw new RuleSyntaxException(word, "'" + text + "' has more than 32 bits");
            }
            if (value >= 0) {
                return new PacketMark((int) value);
            }
        } catch (NumberFormatException notANumber) {
            throw notAMark(word, text);
        }
        throw notAMark(word, text);
    }

    private static RuleSyntaxException notAMark(Word word, String text) {
        return new RuleSyntaxException(word, "'" + text + "' is not a mark such as 0x4000");
    }

    /** The part before the slash. */
    static PacketMark value(Word word) {
        int slash = word.text().indexOf('/');
        return bits(word, slash < 0 ? word.text() : word.text().substring(0, slash));
    }

    /** The part behind the slash, all bits if there is none. */
    static PacketMark mask(Word word) {
        int slash = word.text().indexOf('/');
        return slash < 0 ? new PacketMark(-1) : bits(word, word.text().substring(slash + 1));
    }
}
