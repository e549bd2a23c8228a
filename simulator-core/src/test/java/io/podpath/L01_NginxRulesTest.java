package io.podpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.Flow;
import io.podpath.trace.HttpExchange;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.Outcome;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule of an Ingress NGINX takes, and what it answers if none or no backend will do. */
class L01_NginxRulesTest {

    private static final String VIA = "frontend/app-routing-system/nginx:";
    private static final String CLASS = " webapprouting.kubernetes.azure.com";

    private static TestNetwork network(Consumer<TestHttp> http) {
        return TestNetwork.of(Model.OVERLAY)
                .withProxies()
                .pod("web @ node-0 : 8080")
                .pod("cart @ node-1 : 8080")
                .service("web:80 -> web:8080")
                .service("cart:80 -> cart:8080")
                .service("empty:80 -> nobody:8080")
                .service("closed:80 -> web:9090")
                .http(http);
    }

    private static HttpExchange.Answer ask(TestNetwork network, String url) {
        Flow flow = network.ask("internet/client", "GET " + url, VIA + (url.startsWith("https") ? "443" : "80"));
        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        return flow.findHttp().orElseThrow().answer();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://shop.example.com/             | 200 from pod/shop/web
            http://shop.example.com/cart         | 200 from pod/shop/cart
            http://shop.example.com/cart/        | 200 from pod/shop/cart
            http://shop.example.com/cart/items   | 200 from pod/shop/cart
            http://shop.example.com/cartoons     | 200 from pod/shop/web
            http://shop.example.com/only         | 200 from pod/shop/cart
            http://shop.example.com/only/this    | 200 from pod/shop/web
            http://shop.example.com/images1.png  | 200 from pod/shop/cart
            http://SHOP.example.com/Cart         | 200 from pod/shop/web
            http://a.apps.example.com/           | 200 from pod/shop/cart
            """)
    void theLongestPathOfTheHostWinsAndAnExactOneBeforeIt(String url, String answer) {
        TestNetwork network = network(http -> http.ingress(
                "shop" + CLASS,
                "shop.example.com/ Prefix -> web:80",
                "shop.example.com/cart Prefix -> cart:80",
                "shop.example.com/only Exact -> cart:80",
                "shop.example.com/images ImplementationSpecific -> cart:80",
                "*.apps.example.com/ Prefix -> cart:80",
                "b.apps.example.com/ Prefix -> web:80"));

        assertThat(ask(network, url).toString()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://b.apps.example.com/     | 200 | the name beats the wildcard
            http://a.b.apps.example.com/   | 404 | a wildcard is one label
            http://apps.example.com/       | 404 | and one it must be
            http://b.apps.example.com/x    | 200 | below the root
            http://other.example.com/any   | 404 | nobody has the host
            """)
    void wildcardsStandForOneLabel(String url, int status, String why) {
        TestNetwork network = network(http -> http.ingress(
                "shop" + CLASS, "*.apps.example.com/ Prefix -> cart:80", "b.apps.example.com/ Prefix -> web:80"));

        assertThat(ask(network, url).status()).as(why).isEqualTo(status);
    }

    @Test
    void aHostWithoutThePathDoesNotFallBackToRulesWithoutHost() {
        TestNetwork network = network(
                http -> http.ingress("shop" + CLASS, "shop.example.com/cart Prefix -> cart:80", "/ Prefix -> web:80"));

        assertThat(ask(network, "http://shop.example.com/search").status()).isEqualTo(404);
        assertThat(ask(network, "http://www.example.com/search").toString()).isEqualTo("200 from pod/shop/web");
    }

    @Test
    void theOlderOfTwoIngressesKeepsThePath() {
        TestNetwork network = network(
                http -> http.ingress("a" + CLASS + " 2026-02-01T00:00:00Z", "shop.example.com/ Prefix -> web:80")
                        .ingress("b" + CLASS + " 2026-01-01T00:00:00Z", "shop.example.com/ Prefix -> cart:80"));

        assertThat(ask(network, "http://shop.example.com/").by()).isEqualTo("pod/shop/cart");
    }

    @Test
    void theDefaultBackendOfAnIngressTakesTheRestOfItsHosts() {
        TestNetwork network = network(
                http -> http.ingress("shop" + CLASS, "shop.example.com/cart Prefix -> cart:80", "default -> web:80"));

        assertThat(ask(network, "http://shop.example.com/search").by()).isEqualTo("pod/shop/web");
    }

    @Test
    void plainHttpIsRedirectedWhereThereIsACertificateUnlessToldNot() {
        TestNetwork secured = network(http ->
                http.ingress("shop" + CLASS, "shop.example.com/ Prefix -> web:80", "tls shop.example.com shop-tls"));
        TestNetwork told = network(http -> http.ingress(
                "shop" + CLASS,
                Map.of("nginx.ingress.kubernetes.io/ssl-redirect", "false"),
                "shop.example.com/ Prefix -> web:80",
                "tls shop.example.com shop-tls"));

        assertThat(ask(secured, "http://shop.example.com/").status()).isEqualTo(308);
        assertThat(ask(secured, "https://shop.example.com/").status()).isEqualTo(200);
        assertThat(ask(told, "http://shop.example.com/").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/empty, 503, HTTP_NO_ENDPOINT",
        "/missing, 503, HTTP_BACKEND_NOT_FOUND",
        "/closed, 502, HTTP_BACKEND_REFUSED"
    })
    void aBackendThatWillNotDoIsAnsweredByNginxItself(String path, int status, String reason) {
        TestNetwork network = network(http -> http.ingress(
                "shop" + CLASS,
                "shop.example.com/empty Prefix -> empty:80",
                "shop.example.com/missing Prefix -> missing:80",
                "shop.example.com/closed Prefix -> closed:80"));

        HttpExchange.Answer answer = ask(network, "http://shop.example.com" + path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.findReason().orElseThrow().name()).isEqualTo(reason);
    }

    @Test
    void aSilentBackendIsTriedThreeTimesFiveSecondsEachAndThen504() {
        TestNetwork network = TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 group=no-pods")
                .nodesIn("corp/nodes")
                .group("no-pods", "100 Inbound Deny 10.244.0.0/16 -> 10.244.0.0/16", "110 Inbound Allow * -> *")
                .withProxies()
                .nodes(3)
                .pod("web @ node-2 : 8080")
                .service("web:80 -> web:8080")
                .http(http -> http.ingress("shop" + CLASS, "shop.example.com/ Prefix -> web:80"));

        Flow flow = network.ask("internet/client", "GET http://shop.example.com/", VIA + "80");

        HttpExchange.Answer answer = flow.findHttp().orElseThrow().answer();
        assertThat(answer.status()).isEqualTo(504);
        assertThat(flow.linked())
                .hasSize(3)
                .allSatisfy(linked -> assertThat(linked.relation()).isEqualTo(LinkedFlow.Relation.PROXIED));
        assertThat(flow.duration().lengthNanos()).isBetween(15_000_000_000L, 16_000_000_000L);
    }
}
