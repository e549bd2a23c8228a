package io.podpath.cluster;

import static io.podpath.cluster.ClusterFixtures.backend;
import static io.podpath.cluster.ClusterFixtures.node;
import static io.podpath.cluster.ClusterFixtures.pod;
import static io.podpath.cluster.ClusterFixtures.port;
import static io.podpath.cluster.ClusterFixtures.service;
import static io.podpath.cluster.ClusterFixtures.shop;
import static io.podpath.cluster.ClusterFixtures.spec;
import static io.podpath.cluster.ClusterFixtures.tcp;
import static io.podpath.cluster.ClusterFixtures.withBackend;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Selectors, readiness and ports become slices. */
class EndpointSliceControllerTest {

    private static final Service WEB =
            service("web", ServiceType.CLUSTER_IP, "10.0.1.1", port("http", 80, TargetPort.ofNumber(8080), 0));

    @Test
    void selectedPodsBecomeEndpoints() {
        List<EndpointSlice> slices =
                reconcile(WEB, pod("web-a", "web", "10.244.0.4", "node-0"), pod("db-0", "db", "10.244.0.5", "node-0"));

        assertThat(slices).hasSize(1);
        EndpointSlice slice = slices.get(0);
        assertThat(slice.service()).isEqualTo(shop("web"));
        assertThat(slice.ports()).extracting(EndpointSlice.Port::port).containsExactly(8080);
        assertThat(slice.endpoints())
                .containsExactly(new EndpointSlice.Endpoint(
                        List.of(IpAddress.parse("10.244.0.4")),
                        EndpointSlice.Conditions.READY,
                        "node-0",
                        EndpointSlice.Hints.NONE));
    }

    @Test
    void conditionsFollowTheStatusOfThePod() {
        Pod unready = withStatus("a", new PodStatus(false, false, false, List.of(IpAddress.parse("10.244.0.1"))));
        Pod leaving = withStatus("b", new PodStatus(true, true, false, List.of(IpAddress.parse("10.244.0.2"))));

        assertThat(conditions(WEB, unready, leaving))
                .containsExactly(
                        new EndpointSlice.Conditions(false, false, false),
                        new EndpointSlice.Conditions(false, true, true));
        assertThat(conditions(withBackend(WEB, backend(Map.of("app", "web"), "", true)), unready, leaving))
                .containsExactly(
                        new EndpointSlice.Conditions(true, false, false),
                        new EndpointSlice.Conditions(true, true, true));
    }

    @Test
    void podsWithoutAddressAndFinishedPodsAreLeftOut() {
        Pod done = withStatus("a", new PodStatus(false, false, true, List.of(IpAddress.parse("10.244.0.1"))));

        assertThat(reconcile(WEB, done, pod("b", "web"))).isEmpty();
    }

    @Test
    void namedTargetPortsWithDifferentNumbersNeedDifferentSlices() {
        Service named = service("web", ServiceType.CLUSTER_IP, "10.0.1.1", port("", 80, TargetPort.ofName("http"), 0));
        Pod old = podWithPort("old", "10.244.0.1", 8080);
        Pod fresh = podWithPort("fresh", "10.244.0.2", 9090);

        assertThat(reconcile(named, old, fresh))
                .extracting(slice -> slice.ports().get(0).port())
                .containsExactly(8080, 9090);
    }

    @Test
    void hostNetworkPodsUseTheAddressOfTheirNode() {
        NodeSpec node = new NodeSpec("node-0", Map.of(), List.of(IpAddress.parse("10.224.0.4")), List.of(), true);
        Pod onHost = new Pod(
                shop("agent"),
                Map.of("app", "web"),
                new PodSpec(List.of(), true, "node-0", Map.of(), List.of()),
                PodStatus.READY);

        List<EndpointSlice> slices =
                EndpointSliceController.reconcile(List.of(WEB), List.of(onHost), List.of(node), List.of());

        assertThat(slices.get(0).endpoints().get(0).addresses()).containsExactly(IpAddress.parse("10.224.0.4"));
    }

    @Test
    void slicesHoldAtMostAHundredEndpoints() {
        Pod[] pods = new Pod[230];
        for (int i = 0; i < pods.length; i++) {
            pods[i] = pod("web-" + i, "web", "10.244.1." + i, "node-0");
        }

        List<EndpointSlice> slices = reconcile(WEB, pods);

        assertThat(slices).extracting(slice -> slice.endpoints().size()).containsExactly(100, 100, 30);
        assertThat(slices).extracting(EndpointSlice::name).doesNotHaveDuplicates();
    }

    @Test
    void dualStackPodsAreInASliceOfEachFamilyOfTheService() {
        Pod dual = pod("web-a", "web").withPodIps(List.of(IpAddress.parse("10.244.0.4"), IpAddress.parse("fd00::4")));
        Service both = WEB.allocated(
                List.of(IpAddress.parse("10.0.1.1"), IpAddress.parse("fd01::1")), WEB.ports(), WEB.exposure());

        assertThat(reconcile(WEB, dual)).extracting(EndpointSlice::family).containsExactly(IpFamily.IPV4);
        assertThat(reconcile(both, dual))
                .extracting(EndpointSlice::family)
                .containsExactly(IpFamily.IPV4, IpFamily.IPV6);
    }

    @Test
    void trafficDistributionBecomesHints() {
        assertThat(hints("PreferClose")).isEqualTo(new EndpointSlice.Hints(Set.of("zone-a"), Set.of()));
        assertThat(hints("PreferSameZone")).isEqualTo(new EndpointSlice.Hints(Set.of("zone-a"), Set.of()));
        assertThat(hints("PreferSameNode")).isEqualTo(new EndpointSlice.Hints(Set.of("zone-a"), Set.of("node-0")));
        assertThat(hints("")).isEqualTo(EndpointSlice.Hints.NONE);
    }

    @Test
    void declaredSlicesWin() {
        EndpointSlice declared = new EndpointSlice(shop("web-x"), "web", IpFamily.IPV4, List.of(), List.of());

        assertThat(EndpointSliceController.reconcile(
                        List.of(WEB),
                        List.of(pod("web-a", "web", "10.244.0.4", "node-0")),
                        List.of(),
                        List.of(declared)))
                .containsExactly(declared);
    }

    @Test
    @Timeout(10)
    void thousandServicesOverThirtyThousandPodsAreQuick() {
        List<Service> services = new ArrayList<>();
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            services.add(
                    service("app-" + i, ServiceType.CLUSTER_IP, "10.0.1.1", port("", 80, TargetPort.ofNumber(80), 0)));
            for (int j = 0; j < 30; j++) {
                pods.add(pod("app-" + i + "-" + j, "app-" + i, "10.244.0.4", "node-0"));
            }
        }
        List<EndpointSlice> slices = EndpointSliceController.reconcile(services, pods, List.of(), List.of());

        assertThat(slices).hasSize(1_000).allMatch(slice -> slice.endpoints().size() == 30);
    }

    private static EndpointSlice.Hints hints(String distribution) {
        List<EndpointSlice> slices = EndpointSliceController.reconcile(
                List.of(withBackend(WEB, backend(Map.of("app", "web"), distribution, false))),
                List.of(pod("web-a", "web", "10.244.0.4", "node-0")),
                List.of(node("node-0", "zone-a")),
                List.of());
        return slices.get(0).endpoints().get(0).hints();
    }

    private static List<EndpointSlice> reconcile(Service service, Pod... pods) {
        return EndpointSliceController.reconcile(List.of(service), List.of(pods), List.of(), List.of());
    }

    private static List<EndpointSlice.Conditions> conditions(Service service, Pod... pods) {
        return reconcile(service, pods).get(0).endpoints().stream()
                .map(EndpointSlice.Endpoint::conditions)
                .toList();
    }

    private static Pod withStatus(String name, PodStatus status) {
        return new Pod(shop(name), Map.of("app", "web"), spec(), status);
    }

    private static Pod podWithPort(String name, String ip, int port) {
        return new Pod(
                shop(name),
                Map.of("app", "web"),
                spec(tcp("http", port)),
                PodStatus.READY.withPodIps(List.of(IpAddress.parse(ip))));
    }
}
