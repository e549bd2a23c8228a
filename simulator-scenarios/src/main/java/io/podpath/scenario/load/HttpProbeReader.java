package io.podpath.scenario.load;

import io.podpath.EndpointReference;
import io.podpath.http.HttpRequest;
import io.podpath.model.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Reads probes that are HTTP requests: {@code to} is a URL, and {@code http} says what the URL does not.
 *
 * <pre>
 * to: https://shop.example.com/cart
 * http: {method: POST, headers: {x-canary: "1"}, via: service/ingress/nginx}
 * </pre>
 */
final class HttpProbeReader {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    private final Fields probe;
    private final BiFunction<Fields, String, Optional<EndpointReference>> endpoints;

    /**
     * A reader.
     *
     * @param probe the probe
     * @param endpoints reads the end of a probe that a field names
     */
    HttpProbeReader(Fields probe, BiFunction<Fields, String, Optional<EndpointReference>> endpoints) {
        this.probe = probe;
        this.endpoints = endpoints;
    }

    /**
     * A request and where it is sent.
     *
     * @param request the request
     * @param to the end that gets it
     */
    record Sent(HttpRequest request, EndpointReference to) {}

    /** The request, or nothing if the URL is not one. */
    Optional<Sent> read(String text, Protocol protocol) {
        if (protocol != Protocol.TCP) {
            probe.mismatch("protocol", "HTTP requests go over 'protocol: tcp', not " + protocol.lowerCaseName());
        }
        Fields http = probe.child("http");
        Optional<String> method = http.text("method");
        method.filter(word -> !METHOD.matcher(word).matches())
                .ifPresent(word -> http.error("method", Texts.quoted(word) + " is no method such as GET or POST"));
        Map<String, String> headers = http.map("headers");
        headers.keySet().stream()
                .filter(name -> !TOKEN.matcher(name).matches())
                .forEach(name -> http.error("headers", Texts.quoted(name) + " is no name of a header"));
        Optional<EndpointReference> via = http.has("via") ? endpoints.apply(http, "via") : Optional.empty();
        UrlReader.Parsed parsed = UrlReader.parse(text);
        if (parsed.url().isEmpty()) {
            probe.error("to", parsed.problem());
            return Optional.empty();
        }
        UrlReader.Url url = parsed.url().get();
        HttpRequest request = new HttpRequest(
                url.scheme(), url.host(), url.target(), method.orElse(HttpRequest.DEFAULT_METHOD), headers, "");
        boolean isUsable = !http.has("via") || via.isPresent();
        return isUsable
                ? Optional.of(new Sent(
                        request, via.map(end -> end.withDefaultPort(url.port())).orElseGet(url::end)))
                : Optional.empty();
    }
}
