package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.affinity;
import static io.podpath.TestServices.annotated;
import static io.podpath.TestServices.frontend;
import static io.podpath.TestServices.internalLoadBalancer;

import io.podpath.TestNetwork.Model;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.resource.LoadDistribution;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F9 with annotations: another subnet, a shared frontend, all ports, affinity, no floating IP. */
class F09_InternalLoadBalancerVariantsTest {

    private static final String AZURE = "service.beta.kubernetes.io/azure-";

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "vms 10.1.2.0/24", "fronts 10.1.3.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .pod("web @ node-0 : 8080")
                .nodes(1);
    }

    private static LoadBalancerConfig internal(TestNetwork network) {
        List<LoadBalancerConfig> all = network.simulator().loadBalancers();
        return all.stream()
                .filter(one -> one.name().equals("kubernetes-internal"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anAnnotationNamesAnotherSubnetForTheFrontend(Model model) {
        TestNetwork network = network(model)
                .service(
                        "web:80 -> web:8080",
                        internalLoadBalancer(TrafficPolicy.CLUSTER),
                        annotated(AZURE + "load-balancer-internal-subnet", "fronts"));

        Assertions.assertThat(network.ip("frontend/web")).hasToString("10.1.3.4");
        assertThat(network.send("vm/erp -> frontend/web:80")).isConnected().reaches("node/node-0", "10.1.3.4:80");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void twoServicesShareAnAddressWithPortsOfTheirOwn(Model model) {
        TestNetwork network = network(model)
                .service("web:80 -> web:8080", internalLoadBalancer(TrafficPolicy.CLUSTER), frontend("10.1.1.200"))
                .service("api:81 -> web:8080", internalLoadBalancer(TrafficPolicy.CLUSTER), frontend("10.1.1.200"));

        Assertions.assertThat(internal(network).frontends()).hasSize(1);
        assertThat(network.send("vm/erp -> frontend/web:80")).isConnected();
        assertThat(network.send("vm/erp -> frontend/api:81")).isConnected();
    }

    /** The load balancer hands over every port, but the node knows those of the Service only. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void allPortsReachTheNodeAndOnlyThoseOfTheServiceAPod(Model model) {
        TestNetwork network = network(model)
                .service(
                        "web:80 -> web:8080",
                        internalLoadBalancer(TrafficPolicy.CLUSTER),
                        annotated(AZURE + "load-balancer-enable-high-availability-ports", "true"));

        Assertions.assertThat(internal(network).rules())
                .singleElement()
                .satisfies(rule -> Assertions.assertThat(rule.takesAllPorts()).isTrue());
        assertThat(network.send("vm/erp -> frontend/web:80")).isConnected().isDeliveredTo("pod/shop/web");
        assertThat(network.send("vm/erp -> ip/" + network.ip("frontend/web") + ":81"))
                .timesOut()
                .isDecidedBy(StepKind.LB_FORWARD, "picks node-0");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void withoutFloatingIpTheMachineStillSeesTheFrontendInTheAnswer(Model model) {
        TestNetwork network = network(model)
                .service(
                        "web:80 -> web:8080",
                        internalLoadBalancer(TrafficPolicy.CLUSTER),
                        annotated(AZURE + "disable-load-balancer-floating-ip", "true"));

        assertThat(network.send("vm/erp -> frontend/web:80"))
                .isConnected()
                .reaches("node/node-0", network.ip("node/node-0") + ":" + network.nodePort("web"))
                .reply()
                .showsSource(network.ip("frontend/web"));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void clientIpAffinityMakesTheRuleHashTwoAddresses(Model model) {
        TestNetwork network = network(model)
                .service("web:80 -> web:8080", internalLoadBalancer(TrafficPolicy.CLUSTER), affinity(10_800));

        Assertions.assertThat(internal(network).rules())
                .extracting(LoadBalancingRule::distribution)
                .containsExactly(LoadDistribution.SOURCE_IP);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aProbeThatNothingAnswersTakesEveryNodeOut(Model model) {
        TestNetwork network = network(model)
                .service(
                        "web:80 -> web:8080",
                        internalLoadBalancer(TrafficPolicy.CLUSTER),
                        annotated("service.beta.kubernetes.io/port_80_health-probe_port", "9999"));

        assertThat(network.send("vm/erp -> frontend/web:80"))
                .timesOut()
                .endsAt("load-balancer/kubernetes-internal", Disposition.BACKEND_UNHEALTHY);
    }
}
