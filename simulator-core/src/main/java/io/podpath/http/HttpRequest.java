package io.podpath.http;

import io.podpath.model.TransportAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as far as proxies look at it.
 *
 * @param scheme whether it comes over TLS
 * @param host the host name asked for, in lower case
 * @param target path and query, from the first slash
 * @param method the method
 * @param headers further headers, names in lower case
 * @param forwardedFor the header X-Forwarded-For, or empty
 */
public record HttpRequest(
        Scheme scheme, String host, String target, String method, Map<String, String> headers, String forwardedFor) {

    /** What a request uses unless it says otherwise. */
    public static final String DEFAULT_METHOD = "GET";

    public HttpRequest {
        host = host.toLowerCase(Locale.ROOT);
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("the target of a request begins with a slash, not " + target);
        }
    }

    /** A GET request. */
    public static HttpRequest get(Scheme scheme, String host, String target) {
        return new HttpRequest(scheme, host, target, DEFAULT_METHOD, Map.of(), "");
    }

    /** How a request travels. */
    public enum Scheme {
        HTTP("http", 80),
        /** Over TLS. */
        HTTPS("https", 443);

        private final String text;
        private final int port;

        Scheme(String text, int port) {
            this.text = text;
            this.port = port;
        }

        /** As in a URL. */
        public String text() {
            return text;
        }

        /** The port if the URL names none (RFC 9110 section 4.2). */
        public int port() {
            return port;
        }
    }

    /** The path without the query. */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** The first value of a query parameter. */
    public Optional<String> findQuery(String name) {
        int mark = target.indexOf('?');
        if (mark < 0) {
            return Optional.empty();
        }
        for (String pair : target.substring(mark + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (key.equals(name)) {
                return Optional.of(equals < 0 ? "" : pair.substring(equals + 1));
            }
        }
        return Optional.empty();
    }

    /** The value of a header, whose name is in lower case. */
    public Optional<String> findHeader(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The request as a proxy of this kind sends it on, in plain HTTP, for a client it sees at this address. */
    public HttpRequest forwardedBy(ProxyKind proxy, TransportAddress client) {
        String own = proxy.forwardedAs(client);
        String chain = proxy.keepsForwardedFor() && !forwardedFor.isEmpty() ? forwardedFor + ", " + own : own;
        return new HttpRequest(Scheme.HTTP, host, target, method, headers, chain);
    }

    @Override
    public String toString() {
        return method + " " + scheme.text() + "://" + host + target;
    }
}
