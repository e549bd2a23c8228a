package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestLoadBalancers.internal;
import static io.podpath.TestLoadBalancers.open;

import io.podpath.TestNetwork.Model;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundSnat;
import io.podpath.azure.resource.PublicIpSpec;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpAddress;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import org.junit.jupiter.api.Test;

/** F6, F9 and F12 with load balancers of both families: public IPs by name, declared load balancers, machines. */
class F25_DualStackLoadBalancersTest {

    private static final String PIP_NAME = "service.beta.kubernetes.io/azure-pip-name";
    private static final String PIP_NAME_IPV6 = "service.beta.kubernetes.io/azure-pip-name-ipv6";

    private static TestNetwork network() {
        return TestNetwork.of(Model.OVERLAY)
                .dualStack()
                .network(
                        "corp 10.1.0.0/16,2001:db8:1::/56",
                        "nodes 10.1.1.0/24,2001:db8:1:1::/64",
                        "vms 10.1.2.0/24,2001:db8:1:2::/64")
                .nodesIn("corp/nodes")
                .machine("both @ corp/vms 10.1.2.10,2001:db8:1:2::10 : 443")
                .machine("old @ corp/vms 10.1.2.11 : 443")
                .pod("web-1 @ node-0 : 8080")
                .resource(PublicIpSpec.of("web4", IpAddress.parse("20.0.0.4")))
                .resource(PublicIpSpec.of("web6", IpAddress.parse("2603:1030::6")));
    }

    @Test
    void f6EachFamilyOfAServiceNamesItsOwnPublicIp() {
        TestNetwork network = network()
                .service(
                        "web:80 -> web:8080",
                        TestServices.loadBalancer(TrafficPolicy.LOCAL),
                        TestServices.annotated(PIP_NAME, "web4"),
                        TestServices.annotated(PIP_NAME_IPV6, "web6"),
                        DualStackServices.BOTH);

        assertThat(network.send("internet/client -> ip/20.0.0.4:80")).isConnected();
        assertThat(network.send("ipv6 internet/client -> ip/2603:1030::6:80")).isConnected();
    }

    @Test
    void f6ServiceOfIpv6AloneMayUseTheNameWithoutAFamily() {
        TestNetwork network = network()
                .service(
                        "web:80 -> web:8080",
                        TestServices.loadBalancer(TrafficPolicy.LOCAL),
                        TestServices.annotated(PIP_NAME, "web6"),
                        DualStackServices.IPV6_ONLY);

        assertThat(network.send("ipv6 internet/client -> ip/2603:1030::6:80")).isConnected();
    }

    /** The pool of the rule has no address of its family for the machine with IPv4 alone. */
    @Test
    void f9FrontendOfIpv6LeadsToMembersWithIpv6() {
        TestNetwork network = network()
                .resource(internal("web @ corp/vms 2001:db8:1:2::100 : 80 -> 443", FloatingIp.DISABLED, "old", "both"));
        TestNetwork without = network()
                .resource(internal("web @ corp/vms 2001:db8:1:2::100 : 80 -> 443", FloatingIp.DISABLED, "old"));

        assertThat(network.send("ipv6 pod/web-1 -> ip/2001:db8:1:2::100:80"))
                .isConnected()
                .isDeliveredTo("vm/both")
                .showsDestination("[2001:db8:1:2::10]:443");
        assertThat(without.send("ipv6 pod/web-1 -> ip/2001:db8:1:2::100:80"))
                .timesOut()
                .endsAt("load-balancer/web", Disposition.BACKEND_UNHEALTHY)
                .becauseOf(AzureLoadBalancerReason.LB_NO_HEALTHY_BACKEND)
                .isDecidedBy(StepKind.LB_FORWARD, "the pool pool is empty");
    }

    @Test
    void f12RuleThatLendsItsFrontendLendsItToFlowsOfItsFamily() {
        TestNetwork network = network().resource(open("web @ 2603:1030::50 : 80 -> 443", OutboundSnat.ENABLED, "both"));

        assertThat(network.send("ipv6 vm/both -> internet/server:443"))
                .isConnected()
                .isTranslatedBy("load-balancer/web lb-snat");
        assertThat(network.send("vm/both -> internet/server:443")).endsAt("vnet/corp", Disposition.NO_ROUTE);
    }
}
