package io.podpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.element.Fraction;
import io.podpath.trace.Flow;
import io.podpath.trace.HttpExchange;
import io.podpath.trace.HttpReason;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule of the Gateway API decides, and what it takes to send to another namespace. */
class L02_GatewayApiRulesTest {

    private static final String VIA = "frontend/edge-istio:80";

    private static TestNetwork network(Consumer<TestHttp> http) {
        return TestNetwork.of(Model.OVERLAY)
                .withProxies()
                .pod("a @ node-0 : 8080")
                .pod("b @ node-1 : 8080")
                .service("a:80 -> a:8080")
                .service("b:80 -> b:8080")
                .service("empty:80 -> nobody:8080")
                .http(http);
    }

    private static HttpExchange.Answer ask(TestNetwork network, String request) {
        Flow flow = network.ask("internet/client", request, VIA);
        return flow.findHttp().orElseThrow().answer();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET http://x.example.com/                   | pod/shop/a | the prefix / fits everything
            GET http://x.example.com/cart/1             | pod/shop/b | the longer prefix
            GET http://x.example.com/cartoons           | pod/shop/a | by elements
            GET http://x.example.com/exact              | pod/shop/b | exact before the longest prefix
            POST http://x.example.com/                  | pod/shop/b | a method is more
            GET http://x.example.com/ x-canary=1        | pod/shop/b | a header is more
            GET http://x.example.com/ x-canary=2        | pod/shop/a | another value
            """)
    void theMoreSpecificMatchDecidesWhereverItStands(String request, String by, String why) {
        TestNetwork network = network(http -> http.gateway("shop/edge istio", "http 80 *")
                .route(
                        "shop/r shop/edge",
                        "/ -> shop/a:80",
                        "/cart -> shop/b:80",
                        "/exact -> shop/a:80",
                        "=/exact -> shop/b:80",
                        "/ POST -> shop/b:80",
                        "/ x-canary=1 -> shop/b:80"));

        assertThat(ask(network, request).by()).as(why).isEqualTo(by);
    }

    @ParameterizedTest
    @CsvSource({"shop.example.com, pod/shop/b", "cart.example.com, pod/shop/a", "a.b.example.com, pod/shop/a"})
    void theMoreExactHostDecidesAndAWildcardIsAnyNumberOfLabels(String host, String by) {
        TestNetwork network = network(http -> http.gateway("shop/edge istio", "http 80 *")
                .route("shop/any shop/edge *.example.com", "/ -> shop/a:80")
                .route("shop/one shop/edge shop.example.com", "/ -> shop/b:80"));

        assertThat(ask(network, "GET http://" + host + "/").by()).isEqualTo(by);
    }

    @Test
    void theOlderRouteDecidesAmongEquals() {
        TestNetwork network = network(http -> http.gateway("shop/edge istio", "http 80 *")
                .route("shop/a shop/edge * 2026-02-01T00:00:00Z", "/ -> shop/a:80")
                .route("shop/z shop/edge * 2026-01-01T00:00:00Z", "/ -> shop/b:80"));

        assertThat(ask(network, "GET http://x.example.com/").by()).isEqualTo("pod/shop/b");
    }

    @Test
    void aListenerTakesRoutesOfItsOwnNamespaceUnlessItSaysMore() {
        TestNetwork same = network(http -> http.gateway("shop/edge istio", "http 80 *")
                .route("other/r shop/edge", "/ -> shop/a:80")
                .grant("other", "shop"));
        TestNetwork all = network(http -> http.gateway("shop/edge istio", "http 80 * All")
                .route("other/r shop/edge", "/ -> shop/a:80")
                .grant("other", "shop"));

        assertThat(ask(same, "GET http://x.example.com/").status()).isEqualTo(404);
        assertThat(ask(all, "GET http://x.example.com/").status()).isEqualTo(200);
    }

    @Test
    void anotherNamespaceMustGrantTheReference() {
        TestNetwork network = network(
                http -> http.gateway("shop/edge istio", "http 80 * All").route("other/r shop/edge", "/ -> shop/a:80"));

        HttpExchange.Answer answer = ask(network, "GET http://x.example.com/");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.reason()).isEqualTo(HttpReason.HTTP_REFERENCE_NOT_GRANTED);
    }

    @Test
    void weightsShareTheRequestsAndABadBackendGetsItsShareOfErrors() {
        TestNetwork network = network(http -> http.gateway("shop/edge istio", "http 80 *")
                .route("shop/r shop/edge", "/ -> shop/a:80*3 shop/empty:80*1 shop/missing:80*0"));

        List<WeightedFlow> ways = network.askAll("internet/client", "GET http://x.example.com/", VIA);

        assertThat(share(ways, 200)).isEqualTo(Fraction.of(3, 4));
        assertThat(share(ways, 503)).isEqualTo(Fraction.of(1, 4));
    }

    private static Fraction share(List<WeightedFlow> ways, int status) {
        return ways.stream()
                .filter(way -> way.flow().findHttp().orElseThrow().answer().status() == status)
                .map(WeightedFlow::probability)
                .reduce(Fraction.ZERO, Fraction::plus);
    }
}
