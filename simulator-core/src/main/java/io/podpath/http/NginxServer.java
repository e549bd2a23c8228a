package io.podpath.http;

import io.podpath.trace.ConsideredRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code server} of NGINX: one host name with its locations.
 *
 * <p>An exact path wins, else the longest that fits. If an Ingress asks for regular expressions or a rewrite, all
 * locations of the host become expressions without regard to case, tried from the longest to the shortest.
 *
 * <p><i>Source:</i> NGINX docs, location; kubernetes/ingress-nginx {@code controller.go}, {@code location.go}, {@code
 * template.go} ({@code buildLocation}).
 */
final class NginxServer {

    private final HostPattern host;
    private final List<NginxLocation> locations = new ArrayList<>();
    private boolean isUnclaimed = true;
    private @Nullable String secret;

    /** A server whose catch-all is this. */
    NginxServer(HostPattern host, NginxLocation root) {
        this.host = host;
        locations.add(root);
    }

    HostPattern host() {
        return host;
    }

    /** The first path of its kind stays; only the catch-all that nobody asked for gives way. */
    void add(NginxLocation added) {
        Optional<NginxLocation> same =
                locations.stream().filter(added::isSameAs).findFirst();
        if (same.isEmpty()) {
            locations.add(added);
        } else if (isUnclaimed && same.get().equals(locations.get(0))) {
            replaceRoot(added);
        }
    }

    /** The catch-all becomes what an Ingress asks for. */
    private void replaceRoot(NginxLocation root) {
        locations.set(0, root);
        isUnclaimed = false;
    }

    /** An Ingress without rules gives its backend to the catch-all, unless one did before. */
    void offerDefault(NginxLocation root) {
        if (isUnclaimed && locations.get(0).findBackend().isEmpty()) {
            locations.set(0, root);
        }
    }

    /** The certificate of the first Ingress that has one for the host. */
    void offerSecret(String name) {
        if (secret == null) {
            secret = name;
        }
    }

    /** The certificate of the host. */
    Optional<String> findSecret() {
        return Optional.ofNullable(secret);
    }

    /** The location of a path; there is always one. */
    NginxLocation choose(String path) {
        if (locations.stream().anyMatch(NginxLocation::isRegex)) {
            return byLength()
                    .filter(location -> matchesRegex(location, path))
                    .findFirst()
                    .orElse(locations.get(0));
        }
        return locations.stream()
                .filter(location -> location.pattern().isExact())
                .filter(location -> location.pattern().matches(path))
                .findFirst()
                .or(() -> byLength()
                        .filter(location -> location.pattern().matches(path))
                        .findFirst())
                .orElse(locations.get(0));
    }

    private Stream<NginxLocation> byLength() {
        Comparator<NginxLocation> longest = Comparator.comparingInt(
                (NginxLocation location) -> location.path().length());
        Comparator<NginxLocation> order =
                longest.reversed().thenComparing(NginxLocation::path, Comparator.reverseOrder());
        return locations.stream().sorted(order);
    }

    private static boolean matchesRegex(NginxLocation location, String path) {
        try {
            return Pattern.compile("^" + location.path(), Pattern.CASE_INSENSITIVE)
                    .matcher(path)
                    .find();
        } catch (PatternSyntaxException notAnExpression) {
            // NGINX refuses a configuration with such a location, and the controller leaves it out.
            return false;
        }
    }

    /** Why the other locations of the host did not decide. */
    List<ConsideredRule> explain(NginxLocation chosen, String path) {
        List<ConsideredRule> rules = new ArrayList<>();
        for (NginxLocation location : locations) {
            if (location.equals(chosen) || (isUnclaimed && location.equals(locations.get(0)))) {
                continue;
            }
            boolean fits = location.pattern().matches(path);
            String because = fits
                    ? "fits too, but " + chosen.path() + (chosen.pattern().isExact() ? " is exact" : " is longer")
                    : location.pattern().mismatch(path);
            rules.add(new ConsideredRule(location.reference(host.text()), because));
        }
        return rules;
    }
}
