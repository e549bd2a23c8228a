package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.Flow;
import io.podpath.trace.HttpExchange;
import io.podpath.trace.HttpReason;
import io.podpath.trace.LinkedFlow;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F19: proxies in front of pods, and whose address the pods see. */
class F19_IngressProxiesTest {

    private static final String NGINX = "frontend/app-routing-system/nginx";
    private static final String CLASS = "webapprouting.kubernetes.azure.com";

    private static TestNetwork corp(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "appgw 10.1.3.0/24")
                .nodesIn("corp/nodes")
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080");
    }

    private static Flow behind(Flow flow) {
        return flow.linked().stream()
                .filter(linked -> linked.relation() == LinkedFlow.Relation.PROXIED)
                .reduce((first, last) -> last)
                .orElseThrow()
                .flow();
    }

    private static HttpExchange.Answer answer(Flow flow) {
        return flow.findHttp().orElseThrow().answer();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void nginxConnectsToThePodItselfFromItsOwnAddress(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .withProxies()
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080")
                .http(http -> http.ingress("shop " + CLASS, "shop.example.com/ Prefix -> web:80"));

        Flow flow = network.ask("internet/client", "GET http://shop.example.com/cart", NGINX + ":80");

        assertThat(flow).isConnected();
        Assertions.assertThat(answer(flow).status()).isEqualTo(200);
        Assertions.assertThat(answer(flow).by()).isEqualTo("pod/shop/web");
        String proxy = flow.forward().end().element();
        Assertions.assertThat(proxy).startsWith("pod/app-routing-system/nginx-");
        Flow second = behind(flow);
        assertThat(second)
                .isConnected()
                .reaches("pod/shop/web", network.ip("pod/web") + ":8080")
                .showsSource(flow.forward().last().destination().address());
        Assertions.assertThat(second.findHttp().orElseThrow().forwardedFor()).isEqualTo("203.0.113.10");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void applicationGatewayReachesPodsInEveryModel(Model model) {
        TestNetwork network = corp(model)
                .appGateway("agw @ corp/appgw 198.51.100.7")
                .http(http -> http.ingress("shop azure-application-gateway", "shop.example.com/ Prefix -> web:80"));

        Flow flow = network.ask("internet/client", "GET http://shop.example.com/", "appgw/agw:80");

        assertThat(flow).isConnected().crosses("internet/client -> internet/edge -> vnet/corp -> nic/agw -> appgw/agw");
        Assertions.assertThat(answer(flow).status()).isEqualTo(200);
        Flow second = behind(flow);
        assertThat(second)
                .isConnected()
                .crosses("appgw/agw -> nic/agw -> vnet/corp -> nic/node-1 -> node/node-1 -> pod/shop/web")
                .isNotTranslated()
                .reply()
                .crosses("pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/corp -> nic/agw -> appgw/agw");
        Assertions.assertThat(second.forward().last().source().address().toString())
                .startsWith("10.1.3.");
        Assertions.assertThat(second.findHttp().orElseThrow().forwardedFor()).matches("203\\.0\\.113\\.10:[0-9]+");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "KUBENET")
    void withKubenetTheSubnetOfTheGatewayNeedsTheRoutesOfTheCluster(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "appgw 10.1.3.0/24 table=none")
                .nodesIn("corp/nodes")
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080")
                .appGateway("agw @ corp/appgw 198.51.100.7")
                .http(http -> http.ingress("shop azure-application-gateway", "shop.example.com/ Prefix -> web:80"));

        Flow flow = network.ask("internet/client", "GET http://shop.example.com/", "appgw/agw:80");

        Assertions.assertThat(answer(flow).status()).isEqualTo(502);
        Assertions.assertThat(answer(flow).reason()).isEqualTo(HttpReason.HTTP_BACKEND_UNHEALTHY);
        Assertions.assertThat(behind(flow).forward().end().element()).isEqualTo("vnet/corp");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "KUBENET", mode = EnumSource.Mode.EXCLUDE)
    void gatewayForContainersReachesPodsFromItsSubnet(Model model) {
        TestNetwork network = corp(model)
                .appGateway("agc @ corp/appgw 198.51.100.8 containers")
                .http(http -> http.gateway("shop/edge azure-alb-external", "http 80 *")
                        .route("shop/web shop/edge shop.example.com", "/ -> shop/web:80"));

        Flow flow = network.ask("internet/client", "GET http://shop.example.com/", "appgw/agc:80");

        assertThat(flow).isConnected().crosses("internet/client", "internet/edge", "appgw/agc");
        Assertions.assertThat(answer(flow).status()).isEqualTo(200);
        assertThat(behind(flow)).isConnected().isNotTranslated();
        Assertions.assertThat(behind(flow).forward().last().source().address().toString())
                .startsWith("10.1.3.");
        Assertions.assertThat(behind(flow).findHttp().orElseThrow().forwardedFor())
                .isEqualTo("203.0.113.10");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "KUBENET")
    void gatewayForContainersDoesNotKnowTheRoutesOfKubenet(Model model) {
        TestNetwork network = corp(model)
                .appGateway("agc @ corp/appgw 198.51.100.8 containers")
                .http(http -> http.gateway("shop/edge azure-alb-external", "http 80 *")
                        .route("shop/web shop/edge shop.example.com", "/ -> shop/web:80"));

        Flow flow = network.ask("internet/client", "GET http://shop.example.com/", "appgw/agc:80");

        Assertions.assertThat(answer(flow).status()).isEqualTo(503);
    }

    @Test
    void aMachineBesideTheGatewayIsNoMemberOfTheOverlay() {
        TestNetwork network = corp(Model.OVERLAY)
                .machine("erp @ corp/appgw 10.1.3.100 : 443")
                .appGateway("agw @ corp/appgw 198.51.100.7")
                .http(http -> http.ingress("shop azure-application-gateway", "shop.example.com/ Prefix -> web:80"));

        assertThat(network.send("vm/erp -> pod/web:8080")).timesOut();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void istioDeploysPodsAndALoadBalancerForEachGateway(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .withProxies()
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080")
                .http(http -> http.gateway("shop/edge approuting-istio", "https 443 *.example.com")
                        .route("shop/web shop/edge shop.example.com", "/ -> shop/web:80"));

        Flow flow =
                network.ask("internet/client", "GET https://shop.example.com/", "frontend/edge-approuting-istio:443");

        Assertions.assertThat(answer(flow).toString()).isEqualTo("200 from pod/shop/web");
        Assertions.assertThat(flow.findHttp().orElseThrow().steps().get(0).action())
                .isEqualTo("TLS ends here, with Secret shop/tls");
        assertThat(behind(flow)).showsSource(flow.forward().last().destination().address());
    }
}
