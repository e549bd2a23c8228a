package io.podpath.nftables;

import io.podpath.netfilter.Chain;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.HookFunction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints tables as {@code nft list ruleset} does; {@code nft -f} reads the text back.
 *
 * <p>Chains, sets and maps come in the order of the table, elements sorted by key.
 *
 * <p><i>Source:</i> nft 1.0.6 listing what it was given.
 */
public final class NftListing {

    /** How far from a named priority nft still counts from it. */
    private static final int NEAR = 10;

    private static final String ELEMENT_INDENT = "\t\t\t     ";

    private final StringBuilder out = new StringBuilder();

    private NftListing() {}

    /** A whole table. */
    public static String of(NftTable table) {
        NftListing listing = new NftListing();
        listing.write(table);
        return listing.out.toString();
    }

    private void write(NftTable table) {
        out.append("table ").append(table.label()).append(" {\n");
        comment("\t", table.findComment());
        String separator = "";
        for (NftSet set : table.listSets()) {
            out.append(separator);
            write(set);
            separator = "\n";
        }
        for (VerdictMap map : table.listMaps()) {
            out.append(separator);
            write(map);
            separator = "\n";
        }
        for (NftChain chain : table.listChains()) {
            out.append(separator);
            write(chain);
            separator = "\n";
        }
        out.append("}\n");
    }

    private void comment(String indent, Optional<String> comment) {
        comment.ifPresent(text -> out.append(indent)
                .append("comment ")
                .append(NftText.quote(text))
                .append('\n'));
    }

    private void write(NftSet set) {
        out.append("\tset ").append(set.name()).append(" {\n");
        out.append("\t\ttype ").append(set.type()).append('\n');
        if (set.isDynamic()) {
            out.append("\t\tsize ").append(NftSet.DYNAMIC_SIZE).append('\n');
            out.append("\t\tflags dynamic,timeout\n");
            out.append("\t\ttimeout ")
                    .append(NftText.duration(set.timeoutSeconds()))
                    .append('\n');
        }
        if (set.isInterval()) {
            out.append("\t\tflags interval\n");
        }
        comment("\t\t", set.findComment());
        elements(set.listElementTexts());
        out.append("\t}\n");
    }

    private void write(VerdictMap map) {
        out.append("\tmap ").append(map.name()).append(" {\n\t\ttype ");
        out.append(map.types().stream().map(DataType::toString).collect(Collectors.joining(" . ")));
        out.append(" : verdict\n");
        comment("\t\t", map.findComment());
        elements(map.listElementTexts());
        out.append("\t}\n");
    }

    private void elements(List<String> texts) {
        if (!texts.isEmpty()) {
            out.append("\t\telements = { ")
                    .append(String.join(",\n" + ELEMENT_INDENT, texts))
                    .append(" }\n");
        }
    }

    private void write(NftChain chain) {
        out.append("\tchain ").append(chain.name()).append(" {\n");
        comment("\t\t", Optional.ofNullable(chain.comment()));
        chain.findBase()
                .ifPresent(base -> out.append("\t\ttype ")
                        .append(base.type() == HookFunction.Type.NAT ? "nat" : "filter")
                        .append(" hook ")
                        .append(base.hook().name().toLowerCase(Locale.ROOT))
                        .append(" priority ")
                        .append(priority(base))
                        .append("; policy ")
                        .append(base.policy() == Chain.Policy.DROP ? "drop" : "accept")
                        .append(";\n"));
        for (NftRule rule : chain.rules()) {
            out.append("\t\t").append(rule).append('\n');
        }
        out.append("\t}\n");
    }

    /** Named where nft has a name for the hook, or counted from the name if close to it. */
    private static String priority(NftChain.Base base) {
        for (Map.Entry<String, Integer> named : namedPriorities(base.hook()).entrySet()) {
            int offset = base.priority() - named.getValue();
            if (Math.abs(offset) <= NEAR) {
                return offset == 0 ? named.getKey() : named.getKey() + (offset < 0 ? " - " : " + ") + Math.abs(offset);
            }
        }
        return Integer.toString(base.priority());
    }

    private static Map<String, Integer> namedPriorities(Hook hook) {
        Map<String, Integer> named = new TreeMap<>(Map.of("raw", -300, "mangle", -150, "filter", 0, "security", 50));
        if (hook == Hook.PREROUTING) {
            named.put("dstnat", -100);
        }
        if (hook == Hook.POSTROUTING) {
            named.put("srcnat", 100);
        }
        return named;
    }
}
