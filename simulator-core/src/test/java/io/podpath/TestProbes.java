package io.podpath;

import io.podpath.http.HttpRequest;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Probes as text: {@code pod/client -> service/web:80}. */
public final class TestProbes {

    private TestProbes() {}

    /** A request to a URL by a method, perhaps with headers {@code name=value}, over a connection to this end. */
    static Probe request(String from, String text, String via) {
        String[] words = text.split(" ", -1);
        URI url = URI.create(words[1]);
        HttpRequest.Scheme scheme =
                url.getScheme().equals("https") ? HttpRequest.Scheme.HTTPS : HttpRequest.Scheme.HTTP;
        String query = url.getQuery() == null ? "" : "?" + url.getQuery();
        Map<String, String> headers = new TreeMap<>();
        for (int i = 2; i < words.length; i++) {
            String[] pair = words[i].split("=", -1);
            headers.put(pair[0], pair[1]);
        }
        HttpRequest request = new HttpRequest(scheme, url.getHost(), url.getPath() + query, words[0], headers, "");
        return new Probe(text, end(from), end(via), Protocol.TCP).withHttp(request);
    }

    /** The probe a text stands for. */
    public static Probe probe(String text) {
        return text.startsWith("ipv6 ")
                ? probe(text.substring("ipv6 ".length())).withFamily(IpFamily.IPV6)
                : probeOfAnyFamily(text);
    }

    /** The same with so much data in one packet. */
    public static Probe probe(String text, ProbePayload payload) {
        Probe usual = probe(text);
        return new Probe(text, usual.from(), usual.to(), usual.protocol(), payload).withFamily(usual.family());
    }

    private static Probe probeOfAnyFamily(String text) {
        Protocol protocol =
                text.startsWith("udp ") ? Protocol.UDP : text.startsWith("icmp ") ? Protocol.ICMP : Protocol.TCP;
        String[] ends = (protocol == Protocol.TCP ? text : text.substring(text.indexOf(' ') + 1)).split(" -> ", -1);
        return new Probe(text, end(ends[0]), end(ends[1]), protocol);
    }

    private static EndpointReference end(String text) {
        int slash = text.indexOf('/');
        EndpointReference.Kind kind = EndpointReference.Kind.valueOf(
                text.substring(0, slash).toUpperCase(Locale.ROOT).replace('-', '_'));
        String rest = text.substring(slash + 1);
        int colon = rest.lastIndexOf(':');
        String path = colon < 0 ? rest : rest.substring(0, colon);
        int inner = path.indexOf('/');
        String namespace = inner < 0 ? TestNetwork.NAMESPACE : path.substring(0, inner);
        String name = path.substring(inner + 1);
        return new EndpointReference(
                kind, kind.isNamespaced() ? namespace : "", name, colon < 0 ? null : rest.substring(colon + 1));
    }
}
