package io.podpath.scenario.load;

import io.podpath.cluster.CoreDnsPlugin;
import io.podpath.cluster.CoreDnsPlugin.Forward;
import io.podpath.cluster.CoreDnsPlugin.Hosts;
import io.podpath.cluster.CoreDnsPlugin.Kubernetes;
import io.podpath.cluster.CoreDnsPlugin.Rewrite;
import io.podpath.cluster.CoreDnsPlugin.Template;
import io.podpath.cluster.CoreDnsPlugin.Unread;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import io.podpath.scenario.load.CorefileParser.Directive;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads one plugin. Those that do not change which addresses a name has come to nothing; those whose answers podpath cannot
 * tell come to {@link Unread}.
 *
 * <p><i>Source:</i> README.md of each plugin in coredns/coredns.
 */
final class CoreDnsPluginReader {

    private static final int DNS_PORT = 53;
    /** They log, count, cache, listen or order the answers. */
    private static final Set<String> PASSIVE = Set.of(
            "bind",
            "bufsize",
            "cache",
            "cancel",
            "debug",
            "errors",
            "health",
            "loadbalance",
            "log",
            "loop",
            "metadata",
            "minimal",
            "nsid",
            "pprof",
            "prometheus",
            "ready",
            "reload",
            "trace");

    private static final Set<String> PASSIVE_FORWARD_OPTIONS = Set.of(
            "expire",
            "max_fails",
            "health_check",
            "max_concurrent",
            "max_idle_conns",
            "max_connect_attempts",
            "prefer_udp");

    private CoreDnsPluginReader() {}

    static Optional<CoreDnsPlugin> read(Directive directive) {
        return switch (directive.name()) {
            case "forward" -> Optional.of(forward(directive));
            case "hosts" -> Optional.of(hosts(directive));
            case "kubernetes" -> Optional.of(new Kubernetes(zones(directive.arguments())));
            case "rewrite" -> Optional.of(rewrite(directive));
            case "template" -> Optional.of(template(directive));
            default ->
                PASSIVE.contains(directive.name())
                        ? Optional.empty()
                        : Optional.of(unread(directive, "is a plugin podpath does not read"));
        };
    }

    private static Unread unread(Directive directive, String why) {
        return new Unread(directive.name(), why);
    }

    private static List<String> zones(List<String> words) {
        return words.stream().map(CoreDnsReader::name).toList();
    }

    private static CoreDnsPlugin forward(Directive directive) {
        List<String> words = directive.arguments();
        if (words.size() < 2) {
            return unread(directive, "needs a zone and a server");
        }
        Set<Forward.Option> options = EnumSet.noneOf(Forward.Option.class);
        List<TransportAddress> servers = new ArrayList<>();
        for (String to : words.subList(1, words.size())) {
            if (to.equals("/etc/resolv.conf")) {
                options.add(Forward.Option.NODE_SERVERS);
            } else {
                Optional<TransportAddress> server = server(to);
                if (server.isEmpty()) {
                    return unread(directive, "to " + to + " is neither an address nor /etc/resolv.conf");
                }
                servers.add(server.get());
            }
        }
        List<String> except = new ArrayList<>();
        for (Directive option : directive.block()) {
            if (option.name().equals("except")) {
                except.addAll(zones(option.arguments()));
            } else if (option.name().equals("force_tcp")) {
                options.add(Forward.Option.FORCE_TCP);
            } else if (option.words().equals(List.of("policy", "sequential"))) {
                options.add(Forward.Option.SEQUENTIAL);
            } else if (!option.name().equals("policy") && !PASSIVE_FORWARD_OPTIONS.contains(option.name())) {
                return unread(directive, "with " + option.name() + " is not read");
            }
        }
        return new Forward(CoreDnsReader.name(words.get(0)), servers, except, options);
    }

    private static Optional<TransportAddress> server(String text) {
        String bare = text.startsWith("dns://") ? text.substring("dns://".length()) : text;
        Optional<TransportAddress> alone = IpAddress.tryParse(bare.replaceAll("^\\[|\\]$", ""))
                .map(address -> new TransportAddress(address, DNS_PORT));
        int colon = bare.lastIndexOf(':');
        if (alone.isPresent() || colon < 0 || !bare.substring(colon + 1).matches("[0-9]{1,5}")) {
            return alone;
        }
        int port = Integer.parseInt(bare.substring(colon + 1));
        return IpAddress.tryParse(bare.substring(0, colon).replaceAll("^\\[|\\]$", ""))
                .filter(address -> port <= TransportAddress.MAX_PORT)
                .map(address -> new TransportAddress(address, port));
    }

    /** Inline entries only: a file lies in the pod, and nobody shows it. */
    private static CoreDnsPlugin hosts(Directive directive) {
        if (!directive.arguments().isEmpty()) {
            return unread(directive, "with a file or with zones is not read");
        }
        Map<String, List<IpAddress>> entries = new LinkedHashMap<>();
        List<String> fallthrough = List.of();
        for (Directive line : directive.block()) {
            Optional<IpAddress> address = IpAddress.tryParse(line.name());
            if (address.isPresent()) {
                line.arguments()
                        .forEach(name -> entries.computeIfAbsent(CoreDnsReader.name(name), key -> new ArrayList<>())
                                .add(address.get()));
            } else if (line.name().equals("fallthrough")) {
                fallthrough = line.arguments().isEmpty() ? List.of("") : zones(line.arguments());
            } else if (!Set.of("ttl", "no_reverse", "reload").contains(line.name())) {
                return unread(directive, "with " + line.name() + " is not read");
            }
        }
        return new Hosts(entries, fallthrough);
    }

    private static CoreDnsPlugin rewrite(Directive directive) {
        List<String> words = new ArrayList<>(directive.arguments());
        Rewrite.Then then = Rewrite.Then.STOP;
        if (!words.isEmpty() && (words.get(0).equals("stop") || words.get(0).equals("continue"))) {
            then = words.remove(0).equals("stop") ? Rewrite.Then.STOP : Rewrite.Then.CONTINUE;
        }
        if (words.isEmpty() && !directive.block().isEmpty()) {
            words.addAll(directive.block().get(0).words());
        }
        if (words.size() < 3 || !words.get(0).equals("name")) {
            return unread(directive, "of anything but a name is not read");
        }
        Optional<Rewrite.Match> match = match(words.get(1));
        int at = match.isPresent() ? 2 : 1;
        if (words.size() < at + 2) {
            return unread(directive, "needs two names");
        }
        Rewrite.Match kind = match.orElse(Rewrite.Match.EXACT);
        String from = words.get(at);
        if (kind == Rewrite.Match.REGEX && !isPattern(from)) {
            return unread(directive, "has a pattern that cannot be read");
        }
        return new Rewrite(
                kind,
                kind == Rewrite.Match.REGEX ? from : CoreDnsReader.name(from),
                CoreDnsReader.name(words.get(at + 1)),
                then);
    }

    private static Optional<Rewrite.Match> match(String word) {
        for (Rewrite.Match match : Rewrite.Match.values()) {
            if (match.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(match);
            }
        }
        return Optional.empty();
    }

    private static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** Only what refuses a zone: {@code template ANY ANY ZONE} with {@code rcode NXDOMAIN} and nothing else. */
    private static CoreDnsPlugin template(Directive directive) {
        List<String> words = directive.arguments();
        boolean refuses = words.size() == 3
                && words.subList(0, 2).equals(List.of("ANY", "ANY"))
                && directive.block().size() == 1
                && directive.block().get(0).words().equals(List.of("rcode", "NXDOMAIN"));
        return refuses
                ? new Template(CoreDnsReader.name(words.get(2)), 0)
                : unread(directive, "is read only as a refusal of a whole zone");
    }
}
