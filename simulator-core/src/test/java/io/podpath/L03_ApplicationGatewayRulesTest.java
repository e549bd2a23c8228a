package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.Flow;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Outcome;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AGIC makes of an Ingress. */
class L03_ApplicationGatewayRulesTest {

    private static TestNetwork network(Consumer<TestHttp> http) {
        return TestNetwork.of(Model.NODE_SUBNET)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "appgw 10.1.3.0/24")
                .nodesIn("corp/nodes")
                .appGateway("agw @ corp/appgw 198.51.100.7")
                .pod("a @ node-0 : 8080")
                .pod("b @ node-1 : 8080")
                .service("a:80 -> a:8080")
                .service("b:80 -> b:8080")
                .service("empty:80 -> nobody:8080")
                .http(http);
    }

    private static String ask(TestNetwork network, String url) {
        String port = url.startsWith("https") ? "443" : "80";
        Flow flow = network.ask("internet/client", "GET " + url, "appgw/agw:" + port);
        return flow.findHttp()
                .map(exchange -> exchange.answer().toString())
                .orElse(flow.outcome().label());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://shop.example.com/cart/1    | 200 from pod/shop/a | the first rule that fits, not the longest
            http://shop.example.com/cartoons  | 200 from pod/shop/a | /cart is written as /cart*
            http://shop.example.com/CART      | 200 from pod/shop/a | case does not count
            http://shop.example.com/exact     | 200 from pod/shop/b | exact
            http://shop.example.com/exact/x   | 502 from appgw/agw  | the default pool is empty
            http://shop.example.com/empty     | 502 from appgw/agw  | nobody in the pool
            http://www.example.com/           | 404 from appgw/agw  | no listener has the host
            """)
    void pathRulesAreTriedInTheOrderOfTheIngress(String url, String answer, String why) {
        TestNetwork network = network(http -> http.ingress(
                "shop azure-application-gateway",
                "shop.example.com/cart Prefix -> a:80",
                "shop.example.com/cart/1 Prefix -> b:80",
                "shop.example.com/exact Exact -> b:80",
                "shop.example.com/empty Prefix -> empty:80"));

        Assertions.assertThat(ask(network, url)).as(why).isEqualTo(answer);
    }

    @Test
    void aCertificateLeavesOnlyHttpsUnlessTheRedirectIsAskedFor() {
        TestNetwork secured = network(http -> http.ingress(
                "shop azure-application-gateway", "shop.example.com/ Prefix -> a:80", "tls shop.example.com tls"));
        TestNetwork redirecting = network(http -> http.ingress(
                "shop azure-application-gateway",
                Map.of("appgw.ingress.kubernetes.io/ssl-redirect", "true"),
                "shop.example.com/ Prefix -> a:80",
                "tls shop.example.com tls"));

        Assertions.assertThat(ask(secured, "https://shop.example.com/")).isEqualTo("200 from pod/shop/a");
        Assertions.assertThat(ask(secured, "http://shop.example.com/")).isEqualTo("refused");
        Assertions.assertThat(ask(redirecting, "http://shop.example.com/")).isEqualTo("301 from appgw/agw");
    }

    @Test
    void aClassNobodyKnowsIsNotModelled() {
        TestNetwork network = network(http -> http.ingress("shop traefik", "shop.example.com/ Prefix -> a:80"));

        Flow flow = network.ask("internet/client", "GET http://shop.example.com/", "appgw/agw:80");

        assertThat(flow).hasOutcome(Outcome.UNDECIDED).becauseOf(ModelReason.MODEL_INGRESS);
    }
}
