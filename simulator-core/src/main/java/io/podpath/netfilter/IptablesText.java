package io.podpath.netfilter;

import io.podpath.model.IcmpError;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Locale;

/**
 * Prints a rule set the way {@code iptables-save} does, so that {@code iptables-restore} accepts it.
 *
 * <p><i>Source:</i> iptables {@code iptables-save}; quoting as in {@code xtables_save_string}.
 */
public final class IptablesText {

    private static final String SAFE_PUNCTUATION = "_-";

    private IptablesText() {}

    /** The whole rule set. */
    public static String save(Ruleset ruleset) {
        StringBuilder text = new StringBuilder();
        for (Table table : List.of(Table.RAW, Table.MANGLE, Table.NAT, Table.FILTER)) {
            text.append('*').append(table.label()).append('\n');
            for (Chain chain : ruleset.listChains(table)) {
                text.append(':').append(chain.name()).append(' ');
                text.append(chain.findPolicy().map(Enum::name).orElse("-")).append(" [0:0]\n");
            }
            for (Chain chain : ruleset.listChains(table)) {
                for (Rule rule : chain.rules()) {
                    text.append("-A ")
                            .append(chain.name())
                            .append(' ')
                            .append(rule)
                            .append('\n');
                }
            }
            text.append("COMMIT\n");
        }
        return text.toString();
    }

    /** A word of a rule, in quotes if it holds anything but letters, digits, underscore and dash. */
    public static String quote(String word) {
        boolean plain = !word.isEmpty()
                && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || SAFE_PUNCTUATION.indexOf(c) >= 0);
        return plain
                ? word
                : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "\\'") + '"';
    }

    /** The name that REJECT of a family uses for an error, such as {@code icmp6-port-unreachable}. */
    public static String icmpName(IcmpError.Kind kind, IpFamily family) {
        return family == IpFamily.IPV4 ? "icmp-" + icmpName(kind) : "icmp6-" + icmpv6Name(kind);
    }

    private static String icmpName(IcmpError.Kind kind) {
        return switch (kind) {
            case NETWORK_UNREACHABLE -> "net-unreachable";
            case HOST_UNREACHABLE -> "host-unreachable";
            case PROTOCOL_UNREACHABLE -> "proto-unreachable";
            case PORT_UNREACHABLE -> "port-unreachable";
            case NETWORK_PROHIBITED -> "net-prohibited";
            case HOST_PROHIBITED -> "host-prohibited";
            case ADMINISTRATIVELY_PROHIBITED -> "admin-prohibited";
            case FRAGMENTATION_NEEDED, TIME_EXCEEDED -> word(kind, IpFamily.IPV4);
        };
    }

    private static String icmpv6Name(IcmpError.Kind kind) {
        return switch (kind) {
            case NETWORK_UNREACHABLE -> "no-route";
            case HOST_UNREACHABLE -> "addr-unreachable";
            case PORT_UNREACHABLE -> "port-unreachable";
            case NETWORK_PROHIBITED, HOST_PROHIBITED, ADMINISTRATIVELY_PROHIBITED -> "adm-prohibited";
            case PROTOCOL_UNREACHABLE, FRAGMENTATION_NEEDED, TIME_EXCEEDED -> word(kind, IpFamily.IPV6);
        };
    }

    /** For errors that no rule can ask for. */
    private static String word(IcmpError.Kind kind, IpFamily family) {
        return kind.text(family).replace(' ', '-').toLowerCase(Locale.ROOT);
    }
}
