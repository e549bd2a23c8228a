package io.podpath.nftables;

import io.podpath.model.Cidr;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.PacketMark;
import io.podpath.model.Protocol;
import io.podpath.netfilter.Target;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Spells parts of rules as {@code nft list ruleset} does.
 *
 * <p><i>Source:</i> nft(8); nft 1.0.6 listing what it was given.
 */
final class NftText {

    private NftText() {}

    /** A verdict or a translation. */
    static String verdict(Target target) {
        if (target instanceof Target.Accept) {
            return "accept";
        }
        if (target instanceof Target.Drop) {
            return "drop";
        }
        if (target instanceof Target.Return) {
            return "return";
        }
        if (target instanceof Target.Jump jump) {
            return "jump " + jump.chain();
        }
        if (target instanceof Target.Goto go) {
            return "goto " + go.chain();
        }
        if (target instanceof Target.Dnat dnat) {
            return "dnat to " + dnat.range().destination();
        }
        if (target instanceof Target.Snat snat) {
            return "snat to " + snat.range().destination();
        }
        if (target instanceof Target.Masquerade masquerade) {
            return masquerade.range().isRandom() ? "masquerade fully-random" : "masquerade";
        }
        if (target instanceof Target.Reject reject) {
            return reject.with() == IcmpError.Kind.PORT_UNREACHABLE ? "reject" : "reject with icmp " + icmp(reject);
        }
        throw new IllegalArgumentException("nftables has no '" + target + "'");
    }

    private static String icmp(Target.Reject reject) {
        return switch (reject.with()) {
            case NETWORK_UNREACHABLE -> "net-unreachable";
            case HOST_UNREACHABLE -> "host-unreachable";
            case PROTOCOL_UNREACHABLE -> "prot-unreachable";
            case NETWORK_PROHIBITED -> "net-prohibited";
            case HOST_PROHIBITED -> "host-prohibited";
            case ADMINISTRATIVELY_PROHIBITED -> "admin-prohibited";
            case PORT_UNREACHABLE, FRAGMENTATION_NEEDED, TIME_EXCEEDED ->
                reject.with().text(reject.family()).replace(' ', '-').toLowerCase(Locale.ROOT);
        };
    }

    /** A range; one address is written without its length. */
    static String range(Cidr range) {
        boolean isHost = range.prefixLength() == range.family().addressBits();
        return isHost ? range.network().toString() : range.toString();
    }

    /** A mark with all its digits. */
    static String mark(PacketMark mark) {
        return String.format(Locale.ROOT, "0x%08x", mark.bits());
    }

    /** A comment. */
    static String quote(String text) {
        return '"' + text.replace("\"", "'") + '"';
    }

    /** A key of a set or map. */
    static String key(Object key) {
        if (key instanceof List<?> fields) {
            return fields.stream().map(NftText::key).collect(Collectors.joining(" . "));
        }
        if (key instanceof Protocol protocol) {
            return protocol.lowerCaseName();
        }
        if (key instanceof Cidr range) {
            return range(range);
        }
        if (key instanceof IpAddress || key instanceof Integer) {
            return key.toString();
        }
        throw new IllegalArgumentException("no key of a set: " + key);
    }

    /** Keys in the order nft lists them: by their bytes. */
    static int compareKeys(Object one, Object other) {
        if (one instanceof List<?> fields && other instanceof List<?> others) {
            for (int i = 0; i < fields.size(); i++) {
                int order = compareKeys(fields.get(i), others.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
        if (one instanceof IpAddress address && other instanceof IpAddress second) {
            return address.compareTo(second);
        }
        if (one instanceof Cidr range && other instanceof Cidr second) {
            return range.compareTo(second);
        }
        if (one instanceof Protocol protocol && other instanceof Protocol second) {
            return Integer.compare(protocol.number(), second.number());
        }
        if (one instanceof Integer port && other instanceof Integer second) {
            return port.compareTo(second);
        }
        throw new IllegalArgumentException(one + " and " + other + " are of different types");
    }

    /** A time as nft prints it: {@code 3h}, {@code 1d2h}. */
    static String duration(int seconds) {
        StringBuilder text = new StringBuilder();
        append(text, seconds / 86_400, 'd');
        append(text, seconds / 3_600 % 24, 'h');
        append(text, seconds / 60 % 60, 'm');
        append(text, seconds % 60, 's');
        return text.toString();
    }

    private static void append(StringBuilder text, int amount, char unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }
}
