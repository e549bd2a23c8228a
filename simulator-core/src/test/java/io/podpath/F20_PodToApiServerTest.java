package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestNetworks.outsideOfThePodSubnet;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.ApiServerAccess;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.trace.Flow;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * F20: a pod calls the API server by its Service, the first address of the service range. Behind it stands what AKS made
 * of the API server: a public address, a private endpoint, or a load balancer in a subnet of its own.
 */
class F20_PodToApiServerTest {

    private static final String CALL = "pod/client -> service/default/kubernetes:443";

    private static TestNetwork corp(Model model, String endpoint) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "api 10.1.3.0/28")
                .nodesIn("corp/nodes")
                .service("default kubernetes:443 -> nobody:443")
                .endpoints("default kubernetes " + endpoint + ":443")
                .pod("client @ node-0");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aPublicOneIsTranslatedOnTheNodeAndThenCalledLikeTheInternet(Model model) {
        TestNetwork network = corp(model, "203.0.113.200").internetHost("api", "203.0.113.200", "test.hcp.azmk8s.io");

        Assertions.assertThat(network.simulator()
                        .objects()
                        .services()
                        .get(0)
                        .findClusterIp()
                        .orElseThrow())
                .hasToString("10.0.0.1");
        assertThat(network.send(CALL))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> load-balancer/kubernetes",
                        "internet/edge -> internet/api")
                .showsDestination("203.0.113.200:443")
                .isTranslatedBy(withServiceDnat(
                        outsideOfThePodSubnet(model, "node/node-0 snat", "load-balancer/kubernetes lb-snat")))
                .reply()
                .isDeliveredTo("pod/shop/client");
    }

    /** A stand-in has to do for the address, which nothing says; see gap GAP-API-SERVER. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void aPublicOneNeedsNoDeclaration(Model model) {
        for (String call : List.of(CALL, "pod/client -> ip/10.0.0.1:443")) {
            assertThat(undeclared(model, ApiServerAccess.PUBLIC, call))
                    .isConnected()
                    .isDeliveredTo("internet/api-server")
                    .showsDestination("203.0.113.200:443");
        }
    }

    private static Flow undeclared(Model model, ApiServerAccess access, String call) {
        Probe probe = TestProbes.probe(call);
        SimulationInput input =
                TestNetwork.of(model).pod("client @ node-0").input().with(access);
        return Simulator.build(input.withApiServerFor(probe)).send(probe);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withoutADeclarationOfAPrivateOnePodpathSaysWhatIsMissing(Model model) {
        assertThatThrownBy(() -> undeclared(model, ApiServerAccess.PRIVATE, CALL))
                .isInstanceOf(UnknownEndpointException.class)
                .hasMessageContaining("there is no Service default/kubernetes declared")
                .hasMessageContaining("EndpointSlice that has the address of the API server");
    }

    private static String[] withServiceDnat(String... more) {
        String[] all = new String[more.length + 1];
        all[0] = "node/node-0 service-dnat";
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aPrivateEndpointIsCalledInsideTheNetwork(Model model) {
        TestNetwork network = corp(model, "10.1.3.4").privateEndpoint("api @ corp/api 10.1.3.4 : 443");

        assertThat(network.send(CALL))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> nic/api.nic -> private-endpoint/api")
                .showsSource(network.ip(model.isFlat() ? "pod/client" : "node/node-0"))
                .isTranslatedBy(model.isFlat() ? withServiceDnat() : withServiceDnat("node/node-0 snat"))
                .reply()
                .isDeliveredTo("pod/shop/client");
    }

    /** With VNet integration the API server's instances stand behind an internal load balancer of a delegated subnet. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void anIntegratedOneIsCalledByItsInternalLoadBalancer(Model model) {
        TestNetwork network = corp(model, "10.1.3.4")
                .machine("api-1 @ corp/api 10.1.3.5 : 443")
                .resource(TestLoadBalancers.internal(
                        "kube-apiserver @ corp/api 10.1.3.4 : 443 -> 443", FloatingIp.DISABLED, "api-1"));

        assertThat(network.send(CALL))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> load-balancer/kube-apiserver",
                        "vnet/corp -> nic/api-1 -> vm/api-1")
                .showsSource(network.ip(model.isFlat() ? "pod/client" : "node/node-0"))
                .showsDestination("10.1.3.5:443")
                .reply()
                .crosses("vm/api-1 -> nic/api-1 -> vnet/corp -> nic/node-0 -> node/node-0 -> pod/shop/client");
    }
}
