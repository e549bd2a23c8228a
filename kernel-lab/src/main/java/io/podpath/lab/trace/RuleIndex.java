package io.podpath.lab.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which number a rule has in its chain, by the handle the tracer prints.
 *
 * <p><i>Source:</i> nft(8): handles are unique inside a table; {@code nft -a list ruleset} prints them behind each rule
 * in order. iptables 1.8 with nf_tables keeps its rules in tables of the same names.
 */
public final class RuleIndex {

    /** No rules. */
    public static final RuleIndex EMPTY = new RuleIndex(Map.of());

    /** What iptables calls its tables, and nftables therefore finds in family ip, those of ip6tables in family ip6. */
    private static final Set<String> IPTABLES = Set.of("raw", "mangle", "nat", "filter", "security");

    private static final Set<String> IP_FAMILIES = Set.of("ip", "ip6");

    private static final Pattern TABLE = Pattern.compile("^table (\\S+) (\\S+) \\{.*");
    private static final Pattern CHAIN = Pattern.compile("^\\s+chain (\\S+) \\{.*");
    private static final Pattern OTHER =
            Pattern.compile("^\\s+(?:set|map|flowtable|counter|quota|limit|ct \\S+) \\S+ \\{.*");
    private static final Pattern HANDLE = Pattern.compile("(.*)# handle (\\d+)\\s*$");

    private final Map<Key, Place> places;

    private record Key(String family, String table, int handle) {}

    private record Place(int number, String text) {}

    private static final Place UNKNOWN = new Place(0, "");

    private RuleIndex(Map<Key, Place> places) {
        this.places = places;
    }

    /** Reads {@code nft -a list ruleset}. */
    public static RuleIndex parse(String listing) {
        Map<Key, Place> places = new HashMap<>();
        String family = "";
        String table = "";
        String chain = "";
        int number = 0;
        for (String line : listing.split("\n", -1)) {
            Matcher atTable = TABLE.matcher(line);
            Matcher atChain = CHAIN.matcher(line);
            Matcher handle = HANDLE.matcher(line);
            if (atTable.matches()) {
                family = atTable.group(1);
                table = atTable.group(2);
                chain = "";
            } else if (atChain.matches()) {
                chain = atChain.group(1);
                number = 0;
            } else if (OTHER.matcher(line).matches()) {
                chain = "";
            } else if (!chain.isEmpty() && handle.matches()) {
                number++;
                places.put(
                        new Key(family, table, Integer.parseInt(handle.group(2))),
                        new Place(number, handle.group(1).strip()));
            }
        }
        return new RuleIndex(places);
    }

    /** How many rules there are. */
    public int size() {
        return places.size();
    }

    /** The rule the tracer names by its handle; number 0 and no text if it is not in the listing. */
    MatchedRule matched(String family, String table, String chain, int handle, String verdict) {
        Place place = places.getOrDefault(new Key(family, table, handle), UNKNOWN);
        boolean ofIptables = IP_FAMILIES.contains(family) && IPTABLES.contains(table);
        String label = ofIptables ? table : family + " " + table;
        return new MatchedRule(label, chain, place.number(), place.text(), verdict);
    }
}
