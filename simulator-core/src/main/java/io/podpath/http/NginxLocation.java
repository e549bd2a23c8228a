package io.podpath.http;

import io.podpath.cluster.Ingress;
import io.podpath.trace.RuleReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code location} of an NGINX server: a path, and the Service behind it.
 *
 * @param path as the Ingress writes it, or a slash
 * @param type how it is compared
 * @param backend the Service; none for the default backend of the controller
 * @param ingress where it comes from
 */
record NginxLocation(String path, Ingress.PathType type, Ingress.@Nullable Backend backend, Ingress ingress) {

    static final String ROOT = "/";

    NginxLocation {
        path = path.isEmpty() ? ROOT : path;
    }

    /** The catch-all that every server begins with, until a path takes its place. */
    static NginxLocation root(Ingress ingress, Ingress.@Nullable Backend backend) {
        return new NginxLocation(ROOT, Ingress.PathType.PREFIX, backend, ingress);
    }

    Optional<Ingress.Backend> findBackend() {
        return Optional.ofNullable(backend);
    }

    /** NGINX itself compares letters; the controller adds an exact location and a slash to a path of type Prefix. */
    PathPattern pattern() {
        return new PathPattern(
                path,
                switch (type) {
                    case EXACT -> PathPattern.Comparison.EXACT;
                    case PREFIX -> PathPattern.Comparison.ELEMENTS;
                    case IMPLEMENTATION_SPECIFIC -> PathPattern.Comparison.LETTERS;
                });
    }

    /** Whether it makes all locations of its server regular expressions. */
    boolean isRegex() {
        String rewrite = IngressAnnotations.nginxRewriteTarget(ingress);
        return IngressAnnotations.nginxUsesRegex(ingress) || (!rewrite.isEmpty() && !rewrite.equals(path));
    }

    /** Whether a path of another Ingress for the same host takes nothing from it. */
    boolean isSameAs(NginxLocation other) {
        boolean areRoots = path.equals(ROOT)
                && other.path.equals(ROOT)
                && type != Ingress.PathType.EXACT
                && other.type != Ingress.PathType.EXACT;
        return areRoots || (path.equals(other.path) && type == other.type);
    }

    RuleReference reference(String host) {
        String target = findBackend().map(Ingress.Backend::toString).orElse("default backend");
        String where = "Ingress " + ingress.name();
        return new RuleReference(where, (host.isEmpty() ? "*" : host) + path + " " + type.text() + " -> " + target);
    }
}
