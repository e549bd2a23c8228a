package io.podpath.netfilter;

import io.podpath.model.IcmpError;
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

    /** The name REJECT uses for an error. */
    public static String icmpName(IcmpError.Kind kind) {
        return switch (kind) {
            case NETWORK_UNREACHABLE -> "net-unreachable";
            case HOST_UNREACHABLE -> "host-unreachable";
            case PROTOCOL_UNREACHABLE -> "proto-unreachable";
            case PORT_UNREACHABLE -> "port-unreachable";
            case NETWORK_PROHIBITED -> "net-prohibited";
            case HOST_PROHIBITED -> "host-prohibited";
            case ADMINISTRATIVELY_PROHIBITED -> "admin-prohibited";
            case FRAGMENTATION_NEEDED, TIME_EXCEEDED ->
                kind.text().replace(' ', '-').toLowerCase(Locale.ROOT);
        };
    }
}
