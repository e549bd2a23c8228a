package io.podpath.scenario.load;

import io.podpath.EndpointReference;
import io.podpath.http.HttpRequest.Scheme;
import io.podpath.scenario.schema.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the URL of a request: {@code https://shop.example.com:8443/cart?id=1}.
 *
 * <p>Host names only: rules of proxies are about names. User names, fragments and addresses are mistakes.
 */
public final class UrlReader {

    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^#]*)(#.*)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int MAX_PORT = 65_535;

    /**
     * A URL.
     *
     * @param scheme http or https
     * @param host the host name
     * @param port the port, which the scheme gives if the URL does not
     * @param target path and query
     */
    public record Url(Scheme scheme, String host, int port, String target) {

        /** The host as the end of a probe, to be looked up. */
        public EndpointReference end() {
            return new EndpointReference(EndpointReference.Kind.FQDN, "", host, Integer.toString(port));
        }
    }

    /**
     * What became of a text.
     *
     * @param url the URL, if it is one
     * @param problem what is wrong with it otherwise
     */
    public record Parsed(Optional<Url> url, String problem) {}

    private UrlReader() {}

    /** Whether a text wants to be a URL. */
    public static boolean looksLikeUrl(String text) {
        return text.contains("://");
    }

    /** Reads a URL. */
    public static Parsed parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return wrong(Texts.quoted(text) + " is not a URL such as https://shop.example.com/cart");
        }
        Optional<Scheme> scheme = scheme(matcher.group(1));
        if (scheme.isEmpty()) {
            return wrong("a request goes to http:// or https://, not " + matcher.group(1) + "://"
                    + Suggestion.didYouMean(matcher.group(1), List.of("http", "https")));
        }
        String authority = matcher.group(2);
        if (authority.contains("@") || matcher.group(4) != null) {
            return wrong("the URL " + Texts.quoted(text) + " has a user or a fragment, which servers do not get");
        }
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? Integer.toString(scheme.get().port()) : authority.substring(colon + 1);
        if (!HOST.matcher(host).matches() || host.matches("[0-9.]+")) {
            return wrong("'" + host + "' in " + Texts.quoted(text)
                    + " is no host name; to send a request to an address, name the host and add http: {via: ip/...}");
        }
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) < 1 || Integer.parseInt(port) > MAX_PORT) {
            return wrong("'" + port + "' in " + Texts.quoted(text) + " is no port number");
        }
        String target = matcher.group(3);
        String path = target.startsWith("/") ? target : "/" + target;
        return new Parsed(Optional.of(new Url(scheme.get(), host, Integer.parseInt(port), path)), "");
    }

    private static Optional<Scheme> scheme(String text) {
        for (Scheme scheme : Scheme.values()) {
            if (scheme.text().equalsIgnoreCase(text)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    private static Parsed wrong(String problem) {
        return new Parsed(Optional.empty(), problem);
    }
}
