package io.podpath;

import io.podpath.cluster.Gateway;
import io.podpath.cluster.HttpRoute;
import io.podpath.cluster.HttpRouting;
import io.podpath.cluster.Ingress;
import io.podpath.cluster.IngressClass;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.ReferenceGrant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ingresses, Gateways and routes as text, for tests.
 *
 * <pre>
 * ingress("shop nginx", "shop.example.com/cart Prefix -&gt; cart:80")
 * gateway("infra/edge istio", "http 80 *.example.com All")
 * route("shop/cart infra/edge shop.example.com", "/cart -&gt; shop/cart:80 pay/checkout:80*3")
 * </pre>
 */
public final class TestHttp {

    private final List<Ingress> ingresses = new ArrayList<>();
    private final List<IngressClass> classes = new ArrayList<>();
    private final List<Gateway> gateways = new ArrayList<>();
    private final List<HttpRoute> routes = new ArrayList<>();
    private final List<ReferenceGrant> grants = new ArrayList<>();

    /** What was declared. */
    public HttpRouting routing() {
        return new HttpRouting(ingresses, classes, gateways, routes, grants, Map.of());
    }

    /** {@code name class [created]} in namespace shop, and rules {@code host/path type -> service:port}. */
    public TestHttp ingress(String text, Map<String, String> annotations, String... rules) {
        String[] words = text.split(" ", -1);
        List<Ingress.Rule> read = new ArrayList<>();
        Ingress.@Nullable Backend fallback = null;
        List<Ingress.Tls> tls = new ArrayList<>();
        for (String rule : rules) {
            if (rule.startsWith("default ")) {
                fallback = backend(rule.substring("default -> ".length()));
            } else if (rule.startsWith("tls ")) {
                String[] parts = rule.split(" ", -1);
                tls.add(new Ingress.Tls(List.of(parts[1]), parts[2]));
            } else {
                read.add(rule(rule));
            }
        }
        Ingress.Metadata metadata = new Ingress.Metadata(words[1], words.length > 2 ? words[2] : "", annotations);
        ingresses.add(new Ingress(new NamespacedName("shop", words[0]), metadata, read, fallback, tls));
        return this;
    }

    /** An Ingress without annotations. */
    public TestHttp ingress(String text, String... rules) {
        return ingress(text, Map.of(), rules);
    }

    private static Ingress.Rule rule(String text) {
        String[] sides = text.split(" -> ", -1);
        String[] words = sides[0].split(" ", -1);
        int slash = words[0].indexOf('/');
        Ingress.PathType type = Arrays.stream(Ingress.PathType.values())
                .filter(candidate -> candidate.text().equals(words[1]))
                .findFirst()
                .orElseThrow();
        return new Ingress.Rule(
                words[0].substring(0, slash),
                List.of(new Ingress.Path(words[0].substring(slash), type, backend(sides[1]))));
    }

    private static Ingress.Backend backend(String text) {
        int colon = text.indexOf(':');
        return new Ingress.Backend(new NamespacedName("shop", text.substring(0, colon)), text.substring(colon + 1));
    }

    /** {@code nginx k8s.io/ingress-nginx}. */
    public TestHttp ingressClass(String text) {
        String[] words = text.split(" ", -1);
        classes.add(new IngressClass(words[0], words[1], "", IngressClass.Use.NAMED));
        return this;
    }

    /** {@code namespace/name class}, and listeners {@code name port host|* [All]}; 443 speaks HTTPS. */
    public TestHttp gateway(String text, String... listeners) {
        String[] words = text.split(" ", -1);
        NamespacedName name = name(words[0]);
        List<Gateway.Listener> read = new ArrayList<>();
        for (String listener : listeners) {
            String[] parts = listener.split(" ", -1);
            boolean isSecure = parts[1].equals("443");
            read.add(new Gateway.Listener(
                    parts[0],
                    parts[2].equals("*") ? "" : parts[2],
                    Integer.parseInt(parts[1]),
                    isSecure ? Gateway.ListenerProtocol.HTTPS : Gateway.ListenerProtocol.HTTP,
                    isSecure ? new NamespacedName(name.namespace(), "tls") : null,
                    parts.length > 3
                            ? new Gateway.AllowedRoutes(Gateway.From.ALL, Gateway.AllowedRoutes.SAME.selector())
                            : Gateway.AllowedRoutes.SAME));
        }
        gateways.add(new Gateway(name, words[1], read, Map.of()));
        return this;
    }

    /**
     * {@code namespace/name gateway [host|* [created]]}, and rules {@code [=]path [METHOD] [header=value] ->
     * namespace/service:port[*weight] ...}; a path after an equals sign is exact.
     */
    public TestHttp route(String text, String... rules) {
        String[] words = text.split(" ", -1);
        List<HttpRoute.Rule> read = new ArrayList<>();
        for (String rule : rules) {
            read.add(routeRule(rule));
        }
        List<String> hosts = words.length < 3 || words[2].equals("*") ? List.of() : List.of(words[2]);
        routes.add(new HttpRoute(
                name(words[0]),
                words.length > 3 ? words[3] : "",
                List.of(new HttpRoute.Parent(name(words[1]), "", 0)),
                hosts,
                read));
        return this;
    }

    private static HttpRoute.Rule routeRule(String text) {
        String[] sides = text.split(" -> ", -1);
        HttpRoute.PathType type = HttpRoute.PathType.PREFIX;
        String path = "/";
        String method = "";
        List<HttpRoute.Value> headers = new ArrayList<>();
        for (String word : sides[0].split(" ", -1)) {
            if (word.startsWith("=")) {
                type = HttpRoute.PathType.EXACT;
                path = word.substring(1);
            } else if (word.startsWith("/")) {
                path = word;
            } else if (word.indexOf('=') > 0) {
                String[] pair = word.split("=", -1);
                headers.add(new HttpRoute.Value(pair[0], pair[1], HttpRoute.Comparison.EXACT));
            } else {
                method = word;
            }
        }
        List<HttpRoute.Backend> backends = new ArrayList<>();
        for (String word : sides[1].split(" ", -1)) {
            String[] parts = word.split("[:*]", -1);
            backends.add(new HttpRoute.Backend(
                    name(parts[0]), Integer.parseInt(parts[1]), parts.length > 2 ? Integer.parseInt(parts[2]) : 1));
        }
        HttpRoute.Match match = new HttpRoute.Match(type, path, method, headers, List.of());
        return new HttpRoute.Rule(List.of(match), backends, null, List.of());
    }

    /** HTTPRoutes of one namespace may refer to Services of another: {@code grant("shop", "pay")}. */
    public TestHttp grant(String from, String to) {
        grants.add(new ReferenceGrant(
                new NamespacedName(to, "allow-" + from),
                List.of(new ReferenceGrant.From("HTTPRoute", from)),
                List.of(new ReferenceGrant.To("Service", ""))));
        return this;
    }

    private static NamespacedName name(String text) {
        int slash = text.indexOf('/');
        return new NamespacedName(text.substring(0, slash), text.substring(slash + 1));
    }
}
