package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.cluster.NamespacedName;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Slices joined, sorted by text, counted. */
class EndpointsMapTest {

    private static final NamespacedName WEB = new NamespacedName("shop", "web");
    private static final ServicePortName PORT = new ServicePortName(WEB, "", Protocol.TCP);

    @Test
    void endpointsAreSortedByTheirText() {
        EndpointsMap map = map("10.1.1.2:80", "10.1.1.1:80", "10.1.1.11:80", "[fd00::1]:80");

        assertThat(map.listEndpoints(PORT))
                .extracting(endpoint -> endpoint.address().toString())
                .containsExactly("10.1.1.11:80", "10.1.1.1:80", "10.1.1.2:80");
    }

    @Test
    void sameAddressTwiceCountsOnceAndTheNodeIsKept() {
        List<EndpointInfo> endpoints =
                map("10.1.1.1:80", "10.1.1.1:80@node-a", "10.1.1.1:80").listEndpoints(PORT);

        assertThat(endpoints).hasSize(1);
        assertThat(endpoints.get(0).isOn("node-a")).isTrue();
    }

    @Test
    void onlyReadyEndpointsOfTheNodeCountForHealthChecks() {
        EndpointsMap map = map(
                "10.1.1.1:80@node-a",
                "10.1.1.1:443@node-a",
                "10.1.1.2:80@node-a terminating",
                "10.1.1.3:80@node-b",
                "10.1.1.4:80");

        assertThat(map.localReadyCounts("node-a")).isEqualTo(Map.of(WEB, 1));
        assertThat(map.localReadyCounts("node-c")).isEmpty();
    }

    private static EndpointsMap map(String... endpoints) {
        return TestService.endpoints(
                IpFamily.IPV4, TestService.at("web", "10.0.7.1", 80).endpoints(endpoints));
    }
}
