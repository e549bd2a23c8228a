package io.podpath.netfilter.dump;

import io.podpath.element.Route;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.text.Parsed;
import io.podpath.netfilter.text.TextProblem;
import io.podpath.netfilter.text.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code ip route show}, with or without {@code table all}.
 *
 * <p><i>Models:</i> routes of the table main, metrics, {@code blackhole}, {@code unreachable}, {@code prohibit}; the
 * {@code local} lines of the table local. <i>Does not model:</i> further tables and multipath routes, which are warned
 * of. Routes of IPv6 are passed over.
 *
 * <p><i>Source:</i> ip-route(8); iproute2 {@code ip/iproute.c}.
 */
public final class RouteReader {

    private static final Set<String> NOWHERE = Set.of("blackhole", "unreachable", "prohibit");
    private static final Set<String> TYPES =
            Set.of("unicast", "local", "broadcast", "multicast", "anycast", "throw", "nat", "xresolve");
    private static final Set<String> FLAGS = Set.of(
            "onlink",
            "linkdown",
            "dead",
            "pervasive",
            "offload",
            "trap",
            "notify",
            "unresolved",
            "rt_offload",
            "rt_trap",
            "offload_failed");

    private final List<Metered> routes = new ArrayList<>();
    private final Map<IpAddress, String> own = new LinkedHashMap<>();
    private final Map<IpAddress, String> sources = new LinkedHashMap<>();
    private final Set<String> otherTables = new LinkedHashSet<>();
    private final List<TextProblem> problems = new ArrayList<>();
    private Optional<Metered> multipath = Optional.empty();

    private record Metered(Route route, long metric) {}

    private RouteReader() {}

    /** Reads the whole text. */
    public static Parsed<RouteList> read(String text) {
        RouteReader reader = new RouteReader();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            List<Word> words = Word.split(line);
            if (!words.isEmpty() && !words.get(0).raw().startsWith("#")) {
                reader.line(number, words);
            }
        }
        if (reader.routes.isEmpty() && reader.problems.isEmpty()) {
            reader.problems.add(TextProblem.error(1, 1, "there is no route; give the output of 'ip route'"));
        }
        List<Route> sorted = reader.routes.stream()
                .sorted(Comparator.comparingLong(Metered::metric))
                .map(Metered::route)
                .toList();
        return new Parsed<>(new RouteList(sorted, reader.own.isEmpty() ? reader.sources : reader.own), reader.problems);
    }

    private void line(int number, List<Word> words) {
        String first = words.get(0).text();
        if (first.equals("nexthop")) {
            nextHop(number, words);
            return;
        }
        boolean hasType = NOWHERE.contains(first) || TYPES.contains(first);
        if (hasType && words.size() < 2) {
            problems.add(
                    TextProblem.error(number, words.get(0), "'" + first + "' needs a prefix; was the file cut off?"));
            return;
        }
        Word destination = words.get(hasType ? 1 : 0);
        Optional<Cidr> range =
                destination.text().equals("default") ? Optional.of(Cidr.ANY_IPV4) : Cidr.tryParse(destination.text());
        if (range.isEmpty()) {
            problems.add(TextProblem.error(number, destination, explain(destination.text())));
            return;
        }
        Optional<Map<String, Word>> options = options(number, words, hasType ? 2 : 1);
        if (options.isPresent() && range.get().network().isIpv4() && !isIpv6(options.get())) {
            route(number, hasType ? first : "unicast", range.get(), options.get());
        }
    }

    /** The options by name; nothing if one has no value, which has been told. */
    private Optional<Map<String, Word>> options(int number, List<Word> words, int from) {
        Map<String, Word> options = new LinkedHashMap<>();
        int at = from;
        while (at < words.size()) {
            Word name = words.get(at++);
            if (FLAGS.contains(name.text())) {
                options.put(name.text(), name);
            } else if (at == words.size()) {
                String message = "'" + name.text() + "' needs a value; was the line cut off?";
                problems.add(
                        TextProblem.error(number, name.column() + name.raw().length(), message));
                return Optional.empty();
            } else {
                boolean hasFamily =
                        name.text().equals("via") && words.get(at).text().equals("inet6");
                at += hasFamily ? 1 : 0;
                options.put(name.text(), words.get(Math.min(at++, words.size() - 1)));
            }
        }
        return Optional.of(options);
    }

    private static boolean isIpv6(Map<String, Word> options) {
        Word via = options.get("via");
        return options.containsKey("pref") || (via != null && via.text().contains(":"));
    }

    private void route(int number, String type, Cidr range, Map<String, Word> options) {
        Word device = options.get("dev");
        Word table = options.get("table");
        if (type.equals("local") && device != null) {
            if (range.prefixLength() == range.family().addressBits()
                    && !range.network().isLoopback()) {
                own.put(range.network(), device.text());
            }
            return;
        }
        if (table != null && !table.text().equals("main") && !table.text().equals("254")) {
            warnOfTable(number, table);
            return;
        }
        if (NOWHERE.contains(type)) {
            routes.add(new Metered(
                    Route.nowhere(range, Route.Kind.valueOf(type.toUpperCase(Locale.ROOT))), metric(options)));
            return;
        }
        if (!type.equals("unicast") || options.containsKey("dead")) {
            return;
        }
        if (device == null) {
            multipath = Optional.of(new Metered(Route.onLink(range, ""), metric(options)));
            return;
        }
        Optional<IpAddress> gateway = address(number, options.get("via"));
        Optional<IpAddress> source = address(number, options.get("src"));
        source.ifPresent(address -> sources.putIfAbsent(address, device.text()));
        routes.add(new Metered(
                new Route(range, gateway.orElse(null), device.text(), source.orElse(null)), metric(options)));
        multipath = Optional.empty();
    }

    /** Of a route with several next hops the first is taken. */
    private void nextHop(int number, List<Word> words) {
        Optional<Map<String, Word>> options = options(number, words, 1);
        if (multipath.isEmpty() || options.isEmpty() || !options.get().containsKey("dev")) {
            return;
        }
        Metered open = multipath.get();
        Optional<IpAddress> gateway = address(number, options.get().get("via"));
        String device = options.get().get("dev").text();
        routes.add(
                new Metered(new Route(open.route().destination(), gateway.orElse(null), device, null), open.metric()));
        problems.add(TextProblem.warning(
                number, 1, "a route with several next hops is taken to use its first one; podpath does not balance"));
        multipath = Optional.empty();
    }

    private void warnOfTable(int number, Word table) {
        boolean isNew = !table.text().equals("local") && !table.text().equals("255") && otherTables.add(table.text());
        if (isNew) {
            problems.add(TextProblem.warning(
                    number,
                    table.column(),
                    "routes of table " + table.text()
                            + " are left out; podpath does not model rules that choose tables ('ip rule')"));
        }
    }

    private Optional<IpAddress> address(int number, @org.jspecify.annotations.Nullable Word word) {
        if (word == null) {
            return Optional.empty();
        }
        Optional<IpAddress> address = IpAddress.tryParse(word.text());
        if (address.isEmpty()) {
            problems.add(TextProblem.error(number, word, "'" + word.text() + "' is not an address"));
        }
        return address;
    }

    private static long metric(Map<String, Word> options) {
        Word metric = options.get("metric");
        return metric == null || !metric.text().matches("[0-9]{1,10}") ? 0 : Long.parseLong(metric.text());
    }

    private static String explain(String word) {
        if (word.startsWith("[")) {
            return "this looks like JSON; give the plain output of 'ip route'";
        }
        if (word.equals("Kernel") || word.equals("Destination")) {
            return "this looks like 'route -n'; give the output of 'ip route'";
        }
        return "'" + word + "' is not a prefix; expected a line such as 10.244.0.0/16 via 10.224.0.1 dev eth0";
    }
}
