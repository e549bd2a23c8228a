package io.podpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.Service;
import io.podpath.model.IpFamily;
import io.podpath.trace.Flow;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.Outcome;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The family in which NGINX connects to the pods of a Service: it knows their addresses of all EndpointSlices, whatever
 * the family of its own client.
 */
class L05_NginxDualStackTest {

    private static TestNetwork network(UnaryOperator<Service> ofWeb) {
        return TestNetwork.of(Model.OVERLAY)
                .dualStack()
                .withProxies()
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080", ofWeb)
                .http(http ->
                        http.ingress("shop webapprouting.kubernetes.azure.com", "shop.example.com/ Prefix -> web:80"));
    }

    /** The families of the second connection, over some seeds. */
    private static Set<IpFamily> families(UnaryOperator<Service> ofWeb) {
        Set<IpFamily> families = new TreeSet<>();
        for (long seed = 1; seed <= 12; seed++) {
            Flow flow = network(ofWeb)
                    .seed(seed)
                    .ask("internet/client", "GET http://shop.example.com/", "frontend/app-routing-system/nginx:80");
            assertThat(flow.findHttp().orElseThrow().answer().toString()).isEqualTo("200 from pod/shop/web");
            List<LinkedFlow> behind = flow.linked();
            assertThat(behind)
                    .singleElement()
                    .satisfies(linked -> assertThat(linked.flow().outcome()).isEqualTo(Outcome.CONNECTED));
            families.add(behind.get(0).flow().opening().family());
        }
        return families;
    }

    @Test
    void aServiceOfBothFamiliesIsAskedOverBoth() {
        assertThat(families(DualStackServices.BOTH)).containsExactly(IpFamily.IPV4, IpFamily.IPV6);
    }

    @Test
    void aServiceOfIpv4IsAskedOverIpv4() {
        assertThat(families(UnaryOperator.identity())).containsExactly(IpFamily.IPV4);
    }

    /** The client comes over IPv4, and the pod can be reached all the same. */
    @Test
    void aServiceOfIpv6AloneIsAskedOverIpv6() {
        assertThat(families(DualStackServices.IPV6_ONLY)).containsExactly(IpFamily.IPV6);
    }
}
