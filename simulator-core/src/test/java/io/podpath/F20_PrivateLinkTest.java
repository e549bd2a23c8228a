package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.annotated;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpAddress;
import io.podpath.trace.AzureConnectionReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * F20, private link: a machine in a network that has nothing to do with the cluster's calls a Service; see {@link TestNetworks}.
 *
 * <p>AKS does not offer it with pod subnets of static allocation.
 */
class F20_PrivateLinkTest {

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EXCLUDE, names = "POD_SUBNET_STATIC")
    void thePodSeesTheNatAddressWithPolicyLocal(Model model) {
        TestNetwork network = TestNetworks.behindPrivateLink(model, TrafficPolicy.LOCAL, UnaryOperator.identity());

        assertThat(network.send("vm/buyer -> private-endpoint/orders:80"))
                .isConnected()
                .crosses(
                        "vm/buyer -> nic/buyer -> vnet/partner -> nic/orders.nic -> private-endpoint/orders",
                        "private-link-service/pls-orders -> load-balancer/kubernetes-internal -> vnet/corp -> nic/node-1",
                        "node/node-1 -> pod/shop/web")
                .showsSource(IpAddress.parse("10.1.3.10"))
                .isTranslatedBy(
                        "private-link-service/pls-orders dnat",
                        "private-link-service/pls-orders snat",
                        "node/node-1 service-dnat")
                .reply()
                .isDeliveredTo("vm/buyer")
                .showsSource(IpAddress.parse("10.1.1.100"));
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EXCLUDE, names = "POD_SUBNET_STATIC")
    void thePodSeesTheIngressNodeWithPolicyCluster(Model model) {
        TestNetwork network = TestNetworks.behindPrivateLink(model, TrafficPolicy.CLUSTER, UnaryOperator.identity())
                .nodes(1)
                .pod("web-0 @ node-0 : 8080");

        assertThat(network.send("vm/buyer -> private-endpoint/orders:80"))
                .isConnected()
                .isDeliveredTo("pod/shop/web-0")
                .showsSource(network.ip(model == Model.KUBENET ? "cbr0/node-0" : "node/node-0"))
                .isTranslatedBy(
                        "private-link-service/pls-orders dnat",
                        "private-link-service/pls-orders snat",
                        "node/node-0 service-dnat",
                        "node/node-0 snat")
                .reply()
                .isDeliveredTo("vm/buyer")
                .showsSource(IpAddress.parse("10.1.1.100"));
    }

    @Test
    void theProxyHeaderIsAValueAndTakesTheNodeProbeAway() {
        TestNetwork network = TestNetworks.behindPrivateLink(
                Model.OVERLAY, TrafficPolicy.LOCAL, annotated(TestNetworks.PLS + "proxy-protocol", "true"));

        assertThat(network.send("vm/buyer -> private-endpoint/orders:80"))
                .isDecidedBy(StepKind.SNAT, "a NAT address of pls-orders");
    }

    @Test
    void pingsDoNotPass() {
        TestNetwork network =
                TestNetworks.behindPrivateLink(Model.OVERLAY, TrafficPolicy.LOCAL, UnaryOperator.identity());

        assertThat(network.send("icmp vm/buyer -> private-endpoint/orders"))
                .endsAt("private-link-service/pls-orders", Disposition.DENIED)
                .becauseOf(AzureConnectionReason.PRIVATE_LINK_PROTOCOL);
    }

    @Test
    void nobodyOpensAFlowTowardsACaller() {
        TestNetwork network =
                TestNetworks.behindPrivateLink(Model.OVERLAY, TrafficPolicy.LOCAL, UnaryOperator.identity());

        assertThat(network.send("node/node-0 -> ip/10.1.3.10:22"))
                .endsAt("private-link-service/pls-orders", Disposition.DENIED)
                .becauseOf(AzureConnectionReason.PRIVATE_LINK_NO_FLOW);
    }
}
