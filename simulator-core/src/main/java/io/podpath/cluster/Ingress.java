package io.podpath.cluster;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An Ingress: which requests for which host and path go to which Service.
 *
 * <p><i>Models:</i> hosts, paths with their types, default backend, TLS Secrets, annotations. <i>Does not model:</i>
 * backends that are no Services.
 *
 * <p><i>Source:</i> Kubernetes docs, Ingress; API networking.k8s.io/v1.
 *
 * @param name namespace and name
 * @param metadata class, age, annotations
 * @param rules hosts and paths, in order
 * @param defaultBackend where requests go that no rule fits, if declared
 * @param tls the certificates of hosts
 */
public record Ingress(
        NamespacedName name,
        Metadata metadata,
        List<Rule> rules,
        @Nullable Backend defaultBackend,
        List<Tls> tls) {

    public Ingress {
        rules = List.copyOf(rules);
        tls = List.copyOf(tls);
    }

    /** The host names of its rules, each once. */
    public List<String> hosts() {
        Set<String> hosts = new LinkedHashSet<>();
        rules.stream().map(Rule::host).filter(host -> !host.isEmpty()).forEach(hosts::add);
        return List.copyOf(hosts);
    }

    /** The Services behind it, each once. */
    public List<NamespacedName> services() {
        Set<NamespacedName> services = new LinkedHashSet<>();
        findDefaultBackend().ifPresent(backend -> services.add(backend.service()));
        rules.forEach(rule -> rule.paths().stream()
                .flatMap(path -> path.findBackend().stream())
                .forEach(backend -> services.add(backend.service())));
        return List.copyOf(services);
    }

    /** Where requests go that no rule fits. */
    public Optional<Backend> findDefaultBackend() {
        return Optional.ofNullable(defaultBackend);
    }

    /** The value of an annotation. */
    public Optional<String> findAnnotation(String key) {
        return Optional.ofNullable(metadata.annotations().get(key));
    }

    /** The Secret with the certificate of a host; the first list of hosts that names it counts. */
    public Optional<String> findSecret(String host) {
        return tls.stream()
                .filter(one -> one.hosts().contains(host))
                .map(Tls::secretName)
                .findFirst();
    }

    /**
     * What is known of it beside its rules.
     *
     * @param ingressClass the class that should serve it, or empty
     * @param created when it was created, as the API writes it, or empty
     * @param annotations its annotations
     */
    public record Metadata(String ingressClass, String created, Map<String, String> annotations) {

        public Metadata {
            annotations = Map.copyOf(annotations);
        }
    }

    /**
     * The paths of a host.
     *
     * @param host the host, {@code *.} for any one label before the rest, or empty for every host
     * @param paths the paths, in order
     */
    public record Rule(String host, List<Path> paths) {

        public Rule {
            paths = List.copyOf(paths);
        }
    }

    /**
     * A path and what serves it.
     *
     * @param path the path, or empty for every path
     * @param type how it is compared
     * @param backend the Service, or none if it is something else
     */
    public record Path(String path, PathType type, @Nullable Backend backend) {

        /** The Service. */
        public Optional<Backend> findBackend() {
            return Optional.ofNullable(backend);
        }
    }

    /** How a path is compared. */
    public enum PathType {
        /** Equal, case included. */
        EXACT("Exact"),
        /** Equal element by element, as far as the rule's path goes. */
        PREFIX("Prefix"),
        /** As the controller likes. */
        IMPLEMENTATION_SPECIFIC("ImplementationSpecific");

        private final String text;

        PathType(String text) {
            this.text = text;
        }

        /** The spelling of the API. */
        public String text() {
            return text;
        }
    }

    /**
     * A port of a Service of the same namespace.
     *
     * @param service the Service
     * @param port the number or name of its port
     */
    public record Backend(NamespacedName service, String port) {

        @Override
        public String toString() {
            return "service/" + service + ":" + port;
        }
    }

    /**
     * A certificate.
     *
     * @param hosts the hosts it is for
     * @param secretName the Secret, or empty for the controller's own
     */
    public record Tls(List<String> hosts, String secretName) {

        public Tls {
            hosts = List.copyOf(hosts);
        }
    }
}
