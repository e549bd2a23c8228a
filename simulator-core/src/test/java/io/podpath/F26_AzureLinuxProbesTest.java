package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.aks.PoolFeatures;
import io.podpath.aks.PoolSubnets;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F6 in a dual-stack cluster of Azure Linux: the probe of the frontend of IPv6 finds no way to a pod. */
class F26_AzureLinuxProbesTest {

    private static TestNetwork network(String osSku, TrafficPolicy policy) {
        return TestNetwork.of(Model.OVERLAY)
                .dualStack()
                .pools(new NodePool(
                        "nodepool1", 2, 250, List.of(), PoolSubnets.OF_CLUSTER, new PoolFeatures(osSku, null, null)))
                .pod("web-1 @ node-0 : 8080")
                .service("web:80 -> web:8080", TestServices.loadBalancer(policy), DualStackServices.BOTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AzureLinux", "AzureLinux3", "CBLMariner"})
    void f6PolicyClusterHasNoHealthyBackendOfIpv6(String osSku) {
        TestNetwork network = network(osSku, TrafficPolicy.CLUSTER);

        assertThat(network.send("ipv6 internet/client -> frontend/web:80"))
                .timesOut()
                .endsAt("load-balancer/kubernetes", Disposition.BACKEND_UNHEALTHY)
                .becauseOf(AzureLoadBalancerReason.LB_NO_HEALTHY_BACKEND)
                .isDecidedBy(StepKind.LB_FORWARD, "node-0 runs Azure Linux");
    }

    @Test
    void f6TheFrontendOfIpv4GoesOnWorking() {
        assertThat(network("AzureLinux", TrafficPolicy.CLUSTER).send("internet/client -> frontend/web:80"))
                .isConnected();
    }

    /** The remedy that AKS names: the node itself answers a probe of healthCheckNodePort. */
    @Test
    void f6PolicyLocalIsProbedAtTheNode() {
        assertThat(network("AzureLinux", TrafficPolicy.LOCAL).send("ipv6 internet/client -> frontend/web:80"))
                .isConnected();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ubuntu", "Ubuntu2404"})
    void f6UbuntuAnswersProbesOfIpv6(String osSku) {
        assertThat(network(osSku, TrafficPolicy.CLUSTER).send("ipv6 internet/client -> frontend/web:80"))
                .isConnected();
    }
}
