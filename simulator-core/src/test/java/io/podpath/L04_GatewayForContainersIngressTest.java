package io.podpath;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.Flow;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ALB controller makes of an Ingress. */
class L04_GatewayForContainersIngressTest {

    private static final String CLASS = "azure-alb-external";

    private static TestNetwork network(Consumer<TestHttp> http) {
        return TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "alb 10.1.3.0/24")
                .nodesIn("corp/nodes")
                .appGateway("agc @ corp/alb 198.51.100.8 containers")
                .pod("a @ node-0 : 8080")
                .pod("b @ node-1 : 8080")
                .service("a:80 -> a:8080")
                .service("b:80 -> b:8080")
                .service("empty:80 -> nobody:8080")
                .http(http);
    }

    private static Flow send(TestNetwork network, String url) {
        String port = url.startsWith("https") ? "443" : "80";
        return network.ask("internet/client", "GET " + url, "appgw/agc:" + port);
    }

    private static String answer(TestNetwork network, String url) {
        Flow flow = send(network, url);
        return flow.findHttp()
                .map(exchange -> exchange.answer().toString())
                .orElse(flow.outcome().label());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://shop.example.com/cart        | 200 from pod/shop/b | the longer prefix
            http://shop.example.com/cart/1      | 200 from pod/shop/b | element by element
            http://shop.example.com/cartoons    | 200 from pod/shop/a | cartoons is another element
            http://shop.example.com/cart/exact  | 200 from pod/shop/a | an exact path comes before every prefix
            http://shop.example.com/empty       | 503 from appgw/agc  | nobody behind the Service
            http://www.example.com/             | 200 from pod/shop/b | the wildcard
            http://a.b.example.com/             | 404 from appgw/agc  | the wildcard of an Ingress is one label
            http://other.test/                  | 404 from appgw/agc  | no host
            """)
    void theMostExactHostThenAnExactPathThenTheLongestPrefix(String url, String answer, String why) {
        TestNetwork network = network(http -> http.ingress(
                "shop " + CLASS,
                "shop.example.com/ Prefix -> a:80",
                "shop.example.com/cart Prefix -> b:80",
                "shop.example.com/cart/exact Exact -> a:80",
                "shop.example.com/empty Prefix -> empty:80",
                "*.example.com/ Prefix -> b:80"));

        Assertions.assertThat(answer(network, url)).as(why).isEqualTo(answer);
    }

    @Test
    void plainHttpTakesASecondIngressBesideTheOneWithTheCertificate() {
        TestNetwork secured = network(
                http -> http.ingress("shop " + CLASS, "shop.example.com/ Prefix -> a:80", "tls shop.example.com www"));
        TestNetwork both = network(
                http -> http.ingress("shop " + CLASS, "shop.example.com/ Prefix -> a:80", "tls shop.example.com www")
                        .ingress("plain " + CLASS, "shop.example.com/ Prefix -> b:80"));

        Flow https = send(secured, "https://shop.example.com/");
        Assertions.assertThat(https.findHttp().orElseThrow().steps().get(0).action())
                .isEqualTo("TLS ends here, with Secret shop/www");
        Assertions.assertThat(answer(secured, "http://shop.example.com/")).isEqualTo("refused");
        Assertions.assertThat(answer(both, "https://shop.example.com/")).isEqualTo("200 from pod/shop/a");
        Assertions.assertThat(answer(both, "http://shop.example.com/")).isEqualTo("200 from pod/shop/b");
    }

    @Test
    void theDefaultBackendTakesEveryHost() {
        TestNetwork network =
                network(http -> http.ingress("shop " + CLASS, "shop.example.com/ Prefix -> a:80", "default -> b:80"));

        Assertions.assertThat(answer(network, "http://shop.example.com/")).isEqualTo("200 from pod/shop/a");
        Assertions.assertThat(answer(network, "http://anything.test/x")).isEqualTo("200 from pod/shop/b");
    }

    @Test
    void theOlderIngressHasThePath() {
        TestNetwork network = network(
                http -> http.ingress("young " + CLASS + " 2026-02-01T00:00:00Z", "shop.example.com/ Prefix -> a:80")
                        .ingress("old " + CLASS + " 2026-01-01T00:00:00Z", "shop.example.com/ Prefix -> b:80"));

        Assertions.assertThat(answer(network, "http://shop.example.com/")).isEqualTo("200 from pod/shop/b");
    }

    @Test
    void gatewaysAndIngressesShareTheFrontend() {
        TestNetwork network = network(http -> http.ingress("shop " + CLASS, "shop.example.com/ Prefix -> a:80")
                .gateway("shop/edge " + CLASS, "http 80 api.example.com")
                .route("shop/api shop/edge api.example.com", "/ -> shop/b:80"));

        Assertions.assertThat(answer(network, "http://shop.example.com/")).isEqualTo("200 from pod/shop/a");
        Assertions.assertThat(answer(network, "http://api.example.com/")).isEqualTo("200 from pod/shop/b");
    }

    @Test
    void anExtensionThatIsNotReadIsNamed() {
        TestNetwork network = network(http -> http.ingress(
                "shop " + CLASS,
                Map.of("alb.networking.azure.io/alb-ingress-extension", "to-https"),
                "shop.example.com/ Prefix -> a:80"));

        Assertions.assertThat(send(network, "http://shop.example.com/")
                        .findHttp()
                        .orElseThrow()
                        .steps())
                .anySatisfy(step -> Assertions.assertThat(step.toString())
                        .contains("IngressExtension to-https may redirect or rewrite it; podpath does not read it"));
    }
}
