package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.IpFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The metric that tells of Local policies without local endpoints. */
class NoLocalEndpointsTest {

    @Test
    void countsServicePortsWithEndpointsElsewhereOnly() {
        TestService here = both("here", "10.0.7.1").endpoints("10.244.1.1:80@node-a");
        TestService elsewhere = both("elsewhere", "10.0.7.2").endpoints("10.244.2.1:80@node-b");
        TestService nowhere = both("nowhere", "10.0.7.3");
        TestService internalOnly =
                TestService.at("internal", "10.0.7.4", 80).internalLocal().endpoints("10.244.2.1:80@node-b");
        TestService[] all = {here, elsewhere, nowhere, internalOnly};

        assertThat(NoLocalEndpoints.count(
                        TestService.ports(IpFamily.IPV4, all),
                        TestService.endpoints(IpFamily.IPV4, all),
                        new ProxyNode("node-a", "", List.of())))
                .isEqualTo(new NoLocalEndpoints(2, 1));
    }

    private static TestService both(String name, String clusterIp) {
        return TestService.at(name, clusterIp, 80)
                .nodePort(30_080)
                .internalLocal()
                .externalLocal();
    }
}
