package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.IpFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which endpoints node-a in zone a may use. */
class EndpointSelectionTest {

    private static final ProxyNode NODE = new ProxyNode("node-a", "a", List.of());

    @Test
    void unreadyEndpointsWithoutHintsDoNotTurnHintsOff() {
        assertThat(select(service("10.1.1.1:80 zone=a", "10.1.1.2:80 zone=b", "10.1.1.3:80 unready"), HintSupport.ZONES)
                        .cluster())
                .extracting(endpoint -> endpoint.address().toString())
                .containsExactly("10.1.1.1:80");
    }

    @Test
    void nodeHintsNeedAVersionThatKnowsThem() {
        TestService service = service("10.1.1.1:80 zone=a hint=node-a", "10.1.1.2:80 zone=a hint=node-b");

        assertThat(select(service, HintSupport.NODES_AND_ZONES).cluster()).hasSize(1);
        assertThat(select(service, HintSupport.ZONES).cluster()).hasSize(2);
    }

    @Test
    void hintsNeverNarrowLocalEndpoints() {
        EndpointCategories found = select(
                service("10.1.1.1:80@node-a zone=b", "10.1.1.2:80@node-b zone=a")
                        .nodePort(30_080)
                        .externalLocal(),
                HintSupport.ZONES);

        assertThat(found.cluster()).extracting(EndpointInfo::nodeName).containsExactly("node-b");
        assertThat(found.local()).extracting(EndpointInfo::nodeName).containsExactly("node-a");
        assertThat(found.reachable()).extracting(EndpointInfo::nodeName).containsExactly("node-a", "node-b");
    }

    @Test
    void internalPolicyLocalAloneNeedsNoClusterEndpoints() {
        EndpointCategories found = select(service("10.1.1.2:80@node-b").internalLocal(), HintSupport.ZONES);

        assertThat(found.cluster()).isEmpty();
        assertThat(found.local()).isEmpty();
        assertThat(found.hasAny()).isTrue();
    }

    @Test
    void terminatingFallbackIsDecidedApartForClusterAndLocal() {
        EndpointCategories found = select(
                service("10.1.1.1:80@node-a terminating", "10.1.1.2:80@node-b")
                        .nodePort(30_080)
                        .externalLocal(),
                HintSupport.ZONES);

        assertThat(found.cluster()).extracting(EndpointInfo::nodeName).containsExactly("node-b");
        assertThat(found.local()).extracting(EndpointInfo::nodeName).containsExactly("node-a");
    }

    @Test
    void deadEndpointsAreNoEndpoints() {
        EndpointCategories found = select(service("10.1.1.1:80@node-a unready terminating"), HintSupport.ZONES);

        assertThat(found.hasAny()).isFalse();
        assertThat(found.reachable()).isEmpty();
    }

    private static TestService service(String... endpoints) {
        return TestService.at("web", "10.0.7.1", 80).endpoints(endpoints);
    }

    private static EndpointCategories select(TestService service, HintSupport hints) {
        ServicePortInfo port =
                TestService.ports(IpFamily.IPV4, service).listPorts().iterator().next();
        EndpointsMap endpoints = TestService.endpoints(IpFamily.IPV4, service);
        return EndpointSelection.categorize(endpoints.listEndpoints(port.name()), port, NODE, hints);
    }
}
