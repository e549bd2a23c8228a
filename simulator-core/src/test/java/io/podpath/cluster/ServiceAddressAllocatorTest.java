package io.podpath.cluster;

import static io.podpath.cluster.ClusterFixtures.port;
import static io.podpath.cluster.ClusterFixtures.service;
import static io.podpath.cluster.ClusterFixtures.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cluster IPs and node ports, declared ones kept. */
class ServiceAddressAllocatorTest {

    private static final Cidr RANGE = Cidr.parse("10.0.0.0/16");
    private static final List<Cidr> BOTH = List.of(RANGE, Cidr.parse("fd12:3456:789a:1::/108"));
    private static final TargetPort SAME = TargetPort.ofNumber(80);

    @Test
    void dynamicAddressesComeFromTheUpperBandAndSkipDeclaredOnes() {
        List<Service> services = allocate(
                        service("a", ServiceType.CLUSTER_IP, "", port("", 80, SAME, 0)),
                        service("b", ServiceType.CLUSTER_IP, "10.0.1.2", port("", 80, SAME, 0)),
                        service("c", ServiceType.CLUSTER_IP, "", port("", 80, SAME, 0)))
                .services();

        assertThat(services)
                .extracting(service -> service.clusterIps().get(0).toString())
                .containsExactly("10.0.1.1", "10.0.1.2", "10.0.1.3");
    }

    @Test
    void firstAddressIsThatOfTheApiServer() {
        Service plain = service("kubernetes", ServiceType.CLUSTER_IP, "", port("https", 443, SAME, 0));
        Service kubernetes = new Service(
                new NamespacedName("default", "kubernetes"),
                plain.metadata(),
                plain.type(),
                plain.clusterIps(),
                false,
                plain.ports(),
                plain.backend(),
                plain.exposure());

        assertThat(allocate(plain, kubernetes).services())
                .extracting(service -> service.clusterIps().get(0).toString())
                .containsExactly("10.0.1.1", "10.0.0.1");
    }

    @Test
    void smallRangeFallsBackToTheLowerBandAndThenRunsOut() {
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            services.add(service("s" + i, ServiceType.CLUSTER_IP, ""));
        }

        ServiceAddressAllocator.Result result = ServiceAddressAllocator.allocate(
                services, List.of(Cidr.parse("10.9.0.0/27")), List.of(IpAddress.parse("10.9.0.10")));

        // A /27 has 30 addresses; one is the API server's, one is reserved; the band is 16 wide.
        assertThat(result.services().get(0).clusterIps()).containsExactly(IpAddress.parse("10.9.0.17"));
        assertThat(result.services().get(13).clusterIps()).containsExactly(IpAddress.parse("10.9.0.30"));
        assertThat(result.services().get(14).clusterIps()).containsExactly(IpAddress.parse("10.9.0.2"));
        assertThat(result.problems()).extracting(ClusterProblem::object).containsExactly(shop("s28"), shop("s29"));
    }

    @Test
    void headlessAndExternalNameServicesGetNoAddress() {
        Service template = service("a", ServiceType.CLUSTER_IP, "");
        Service headless = new Service(
                shop("h"),
                template.metadata(),
                ServiceType.CLUSTER_IP,
                List.of(),
                true,
                List.of(),
                template.backend(),
                ServiceExposure.NONE);

        assertThat(allocate(headless, service("e", ServiceType.EXTERNAL_NAME, ""))
                        .services())
                .allMatch(service -> service.clusterIps().isEmpty());
    }

    @Test
    void nodePortsAreKeptSharedByPortNumberAndTakenFromTheUpperBand() {
        Service dns = new Service(
                shop("dns"),
                Service.Metadata.NONE,
                ServiceType.NODE_PORT,
                List.of(),
                false,
                List.of(
                        port("tcp", 53, SAME, 0),
                        new ServicePort("udp", Protocol.UDP, 53, SAME, 0, ""),
                        port("metrics", 9153, SAME, 31_000)),
                ClusterFixtures.backend(Map.of(), "", false),
                ServiceExposure.NONE);

        List<Service> services = allocate(dns, service("web", ServiceType.LOAD_BALANCER, "", port("", 80, SAME, 0)))
                .services();

        assertThat(services.get(0).ports()).extracting(ServicePort::nodePort).containsExactly(30_086, 30_086, 31_000);
        assertThat(services.get(1).ports()).extracting(ServicePort::nodePort).containsExactly(30_087);
    }

    @Test
    void localLoadBalancerGetsAHealthCheckNodePort() {
        Service template = service("web", ServiceType.LOAD_BALANCER, "", port("", 80, SAME, 0));
        Service local = template.allocated(
                List.of(),
                template.ports(),
                new ServiceExposure(List.of(), List.of(), List.of(), TrafficPolicy.LOCAL, 0));

        Service completed = allocate(local).services().get(0);

        assertThat(completed.ports().get(0).nodePort()).isEqualTo(30_086);
        assertThat(completed.exposure().healthCheckNodePort()).isEqualTo(30_087);
    }

    @Test
    void clashesAndForeignAddressesAreReported() {
        ServiceAddressAllocator.Result result = allocate(
                service("a", ServiceType.NODE_PORT, "10.0.5.5", port("", 80, SAME, 30_001)),
                service("b", ServiceType.NODE_PORT, "10.0.5.5", port("", 80, SAME, 30_001)),
                service("c", ServiceType.CLUSTER_IP, "192.168.0.1"));

        assertThat(result.problems())
                .extracting(ClusterProblem::toString)
                .containsExactly(
                        "shop/b: cluster IP 10.0.5.5 is already that of shop/a",
                        "shop/b: node port 30001 is already that of shop/a",
                        "shop/c: cluster IP 192.168.0.1 is not in the service range 10.0.0.0/16");
    }

    @Test
    void familiesDecideHowManyAddressesAServiceGets() {
        Service template = service("s", ServiceType.CLUSTER_IP, "");
        List<Service> services = List.of(
                template,
                asking(template, null, IpFamily.IPV6),
                asking(template, IpFamilyPolicy.PREFER_DUAL_STACK),
                asking(template, IpFamilyPolicy.REQUIRE_DUAL_STACK, IpFamily.IPV6));

        ServiceAddressAllocator.Result result = ServiceAddressAllocator.allocate(services, BOTH, List.of());

        assertThat(result.problems()).isEmpty();
        assertThat(result.services())
                .extracting(service -> service.clusterIps().toString())
                .containsExactly(
                        "[10.0.1.1]",
                        "[fd12:3456:789a:1::101]",
                        "[10.0.1.2, fd12:3456:789a:1::102]",
                        "[fd12:3456:789a:1::103, 10.0.1.3]");
    }

    @Test
    void aClusterOfIpv4RefusesWhatItDoesNotHave() {
        Service template = service("s", ServiceType.CLUSTER_IP, "");

        ServiceAddressAllocator.Result result = allocate(
                asking(template, IpFamilyPolicy.PREFER_DUAL_STACK),
                asking(template, IpFamilyPolicy.REQUIRE_DUAL_STACK),
                asking(template, null, IpFamily.IPV6),
                asking(template, IpFamilyPolicy.SINGLE_STACK, IpFamily.IPV4, IpFamily.IPV6));

        assertThat(result.services())
                .extracting(service -> service.clusterIps().toString())
                .containsExactly("[10.0.1.1]", "[10.0.1.2]", "[10.0.1.3]", "[10.0.1.4]");
        assertThat(result.problems())
                .extracting(ClusterProblem::toString)
                .containsExactly(
                        "shop/s: ipFamilyPolicy is RequireDualStack, and the cluster has IPv4 only",
                        "shop/s: the cluster has no IPv6, its ipFamilies are IPv4",
                        "shop/s: ipFamilyPolicy must be PreferDualStack or RequireDualStack for two families",
                        "shop/s: the cluster has no IPv6, its ipFamilies are IPv4");
    }

    /** The API server says {@code clusterIPs[0]: IPv6 is not configured on this cluster} and makes no Service. */
    @Test
    void aClusterIpOfAFamilyTheClusterLacksIsNamed() {
        ServiceAddressAllocator.Result result =
                allocate(service("s", ServiceType.CLUSTER_IP, "fd00::10", port("", 80, SAME, 0)));

        assertThat(result.problems())
                .extracting(ClusterProblem::toString)
                .containsExactly("shop/s: cluster IP fd00::10: the cluster has no IPv6, its ipFamilies are IPv4");
    }

    private static Service asking(Service service, @Nullable IpFamilyPolicy policy, IpFamily... families) {
        return service.withFamilies(new ServiceFamilies(policy, List.of(families)));
    }

    private static ServiceAddressAllocator.Result allocate(Service... services) {
        return ServiceAddressAllocator.allocate(List.of(services), List.of(RANGE), List.of());
    }
}
