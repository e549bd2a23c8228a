package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceType;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What kube-proxy takes from a Service. */
class ServicePortMapTest {

    @Test
    void headlessExternalNameAndForeignServicesAreIgnored() {
        Service web = TestService.at("web", "10.0.7.1", 80).service();
        Service headless = with(web, ServiceType.CLUSTER_IP, true, Map.of());
        Service name = with(web, ServiceType.EXTERNAL_NAME, false, Map.of());
        Service foreign = with(web, ServiceType.CLUSTER_IP, false, Map.of(ServicePortMap.OTHER_PROXY_LABEL, "mine"));

        assertThat(ServicePortMap.of(List.of(headless, name, foreign), IpFamily.IPV4)
                        .listPorts())
                .isEmpty();
        assertThat(ServicePortMap.of(List.of(web), IpFamily.IPV4).listPorts()).hasSize(1);
        assertThat(ServicePortMap.of(List.of(web), IpFamily.IPV6).listPorts()).isEmpty();
    }

    @Test
    void addressesOfTheOtherFamilyAreDropped() {
        ServicePortInfo port = only(TestService.at("web", "10.0.7.1", 80)
                .vip("20.50.1.1")
                .vip("2001:db8::50")
                .externalIp("2001:db8::9")
                .sourceRange("2001:db8::/64"));

        assertThat(port.external().loadBalancerVips()).hasSize(1);
        assertThat(port.external().externalIps()).isEmpty();
        assertThat(port.external().sourceRanges()).isEmpty();
    }

    @Test
    void externalPolicyCountsOnlyForServicesMeantForOutside() {
        assertThat(only(TestService.at("web", "10.0.7.1", 80).externalLocal()).usesLocalEndpoints())
                .isFalse();
        assertThat(only(TestService.at("web", "10.0.7.1", 80).externalLocal().externalIp("203.0.113.9"))
                        .usesLocalEndpoints())
                .isTrue();
        assertThat(only(TestService.at("web", "10.0.7.1", 80).internalLocal()).usesClusterEndpoints())
                .isFalse();
        assertThat(only(TestService.at("web", "10.0.7.1", 80).internalLocal().nodePort(30_080))
                        .usesClusterEndpoints())
                .isTrue();
    }

    private static ServicePortInfo only(TestService service) {
        return TestService.ports(IpFamily.IPV4, service).listPorts().iterator().next();
    }

    private static Service with(Service service, ServiceType type, boolean headless, Map<String, String> labels) {
        return new Service(
                service.name(),
                new Service.Metadata(labels, Map.of()),
                type,
                service.clusterIps(),
                headless,
                service.ports(),
                service.backend(),
                service.exposure());
    }
}
