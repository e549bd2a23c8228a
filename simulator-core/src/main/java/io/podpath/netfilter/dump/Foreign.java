package io.podpath.netfilter.dump;

/** Says what a line is that does not belong into the output of {@code iptables-save}. */
final class Foreign {

    private Foreign() {}

    static String explain(String line) {
        if (line.startsWith("-P ") || line.startsWith("-N ")) {
            return "this looks like 'iptables -S', which shows one table only; give the output of iptables-save";
        }
        if (line.startsWith("table ") || line.startsWith("chain ")) {
            return "this looks like 'nft list ruleset'; give the output of iptables-save";
        }
        if (line.startsWith("Chain ")) {
            return "this looks like 'iptables -L'; give the output of iptables-save";
        }
        if (line.startsWith("-")) {
            return "expected -A CHAIN, not '" + firstWord(line) + "'";
        }
        return "cannot read '" + firstWord(line) + "'; expected *table, :CHAIN, -A CHAIN, COMMIT or a comment";
    }

    private static String firstWord(String line) {
        int blank = line.indexOf(' ');
        String word = blank < 0 ? line : line.substring(0, blank);
        return word.length() > 40 ? word.substring(0, 40) + "..." : word;
    }
}
