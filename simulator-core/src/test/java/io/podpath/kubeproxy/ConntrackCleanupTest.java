package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import org.junit.jupiter.api.Test;

/** Which UDP entries kube-proxy removes. */
class ConntrackCleanupTest {

    private static TestService dns() {
        return TestService.at("dns", "10.0.7.10", 53).protocol(Protocol.UDP);
    }

    @Test
    void entriesToAddressesOfTheServiceGoUnlessAServingEndpointAnswers() {
        ConntrackCleanup cleanup = cleanup(dns().nodePort(30_053)
                .vip("20.50.1.9")
                .externalIp("203.0.113.9")
                .endpoints("10.244.1.8:5353", "10.244.1.9:5353 terminating", "10.244.1.7:5353 unready"));

        assertThat(cleanup.isStale(entry(Protocol.UDP, "10.0.7.10", 53, "10.244.1.8")))
                .isFalse();
        assertThat(cleanup.isStale(entry(Protocol.UDP, "10.0.7.10", 53, "10.244.1.9")))
                .isFalse();
        assertThat(cleanup.isStale(entry(Protocol.UDP, "10.0.7.10", 53, "10.244.1.7")))
                .isTrue();
        assertThat(cleanup.isStale(entry(Protocol.UDP, "20.50.1.9", 53, "10.244.1.1")))
                .isTrue();
        assertThat(cleanup.isStale(entry(Protocol.UDP, "203.0.113.9", 53, "10.244.1.1")))
                .isTrue();
        assertThat(cleanup.isStale(entry(Protocol.UDP, "10.224.0.4", 30_053, "10.244.1.1")))
                .isTrue();
        assertThat(cleanup.isStale(entry(Protocol.UDP, "10.0.7.10", 53, "10.0.7.10")))
                .isTrue();
    }

    @Test
    void otherPortsAndProtocolsAreNoneOfItsBusiness() {
        ConntrackCleanup cleanup = cleanup(dns().endpoints("10.244.1.8:5353"));

        assertThat(cleanup.isStale(entry(Protocol.UDP, "10.0.7.10", 54, "10.244.1.1")))
                .isFalse();
        assertThat(cleanup.isStale(entry(Protocol.TCP, "10.0.7.10", 53, "10.244.1.1")))
                .isFalse();
    }

    @Test
    void nothingIsRemovedWithoutServingEndpoints() {
        ConntrackCleanup cleanup = cleanup(dns().endpoints("10.244.1.8:5353 unready"));

        assertThat(cleanup.isStale(entry(Protocol.UDP, "10.0.7.10", 53, "10.244.1.1")))
                .isFalse();
    }

    @Test
    void cleanupRunsWhenAnEndpointGoesOrTheFirstOneComes() {
        EndpointsMap none = TestService.endpoints(IpFamily.IPV4);
        EndpointsMap one = endpoints("10.244.1.8:5353");
        EndpointsMap two = endpoints("10.244.1.8:5353", "10.244.1.9:5353");
        EndpointsMap drained = endpoints("10.244.1.8:5353 unready");

        assertThat(ConntrackCleanup.isRequiredAfter(none, one)).isTrue();
        assertThat(ConntrackCleanup.isRequiredAfter(one, two)).isFalse();
        assertThat(ConntrackCleanup.isRequiredAfter(two, one)).isTrue();
        assertThat(ConntrackCleanup.isRequiredAfter(one, drained)).isTrue();
        assertThat(ConntrackCleanup.isRequiredAfter(drained, none)).isFalse();
    }

    private static EndpointsMap endpoints(String... texts) {
        return TestService.endpoints(IpFamily.IPV4, dns().endpoints(texts));
    }

    private static ConntrackCleanup cleanup(TestService service) {
        return new ConntrackCleanup(
                TestService.ports(IpFamily.IPV4, service), TestService.endpoints(IpFamily.IPV4, service));
    }

    private static ConntrackCleanup.Entry entry(Protocol protocol, String destination, int port, String replySource) {
        return new ConntrackCleanup.Entry(protocol, IpAddress.parse(destination), port, IpAddress.parse(replySource));
    }
}
