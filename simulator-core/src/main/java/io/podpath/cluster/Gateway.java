package io.podpath.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Gateway of the Gateway API: where a proxy listens, and whose routes it takes.
 *
 * <p><i>Models:</i> listeners of the protocols HTTP and HTTPS. <i>Does not model:</i> TCP, UDP and TLS pass-through.
 *
 * <p><i>Source:</i> Gateway API v1, {@code apis/v1/gateway_types.go}.
 *
 * @param name namespace and name
 * @param gatewayClass the class that serves it
 * @param listeners its listeners, in order
 * @param annotations its annotations
 */
public record Gateway(
        NamespacedName name, String gatewayClass, List<Listener> listeners, Map<String, String> annotations) {

    public Gateway {
        listeners = List.copyOf(listeners);
        annotations = Map.copyOf(annotations);
    }

    /**
     * A port the proxy listens on.
     *
     * @param name unique in its Gateway
     * @param hostname the hosts it serves, {@code *.} for any labels before the rest, or empty for every host
     * @param port the port
     * @param protocol what it speaks
     * @param certificate the Secret it terminates TLS with, if it does
     * @param allowed whose routes may attach
     */
    public record Listener(
            String name,
            String hostname,
            int port,
            ListenerProtocol protocol,
            @Nullable NamespacedName certificate,
            AllowedRoutes allowed) {

        /** The Secret it terminates TLS with. */
        public Optional<NamespacedName> findCertificate() {
            return Optional.ofNullable(certificate);
        }
    }

    /** What a listener speaks. */
    public enum ListenerProtocol {
        HTTP,
        HTTPS,
        /** Something podpath does not walk. */
        OTHER
    }

    /**
     * Which namespaces routes may come from.
     *
     * @param from the kind of rule
     * @param selector the labels of the namespaces, for {@link From#SELECTOR}
     */
    public record AllowedRoutes(From from, LabelSelector selector) {

        /** Only the Gateway's own namespace, which is the default. */
        public static final AllowedRoutes SAME = new AllowedRoutes(From.SAME, LabelSelector.ofLabels(Map.of()));
    }

    /** How the namespaces of routes are chosen. */
    public enum From {
        ALL("All"),
        SAME("Same"),
        SELECTOR("Selector"),
        NONE("None");

        private final String text;

        From(String text) {
            this.text = text;
        }

        /** The spelling of the API. */
        public String text() {
            return text;
        }
    }
}
