package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestLoadBalancers.internal;
import static io.podpath.TestLoadBalancers.open;
import static io.podpath.TestNetworks.outsideOfThePodSubnet;

import io.podpath.TestNetwork.Model;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundSnat;
import io.podpath.trace.Flow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * F20: a pod calls the load balancer of another cluster, whose node a machine stands for. To its own nodes the address
 * means nothing, so the call is as any other to that place (F12, F13, F15).
 */
class F20_PodToOtherClusterTest {

    @ParameterizedTest
    @EnumSource(Model.class)
    void anInternalOneOfTheSameNetworkIsMetOnTheWire(Model model) {
        TestNetwork network = TestNetworks.withMachine(model)
                .resource(internal("other @ corp/vms 10.1.2.100 : 80 -> 443", FloatingIp.DISABLED, "erp"))
                .pod("client @ node-0");

        Flow flow = network.send("pod/client -> ip/10.1.2.100:80");

        assertThat(flow)
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/corp -> load-balancer/other -> vnet/corp",
                        "nic/erp -> vm/erp")
                .showsSource(network.ip(model.isFlat() ? "pod/client" : "node/node-0"))
                .showsDestination("10.1.2.10:443")
                .reply()
                .crosses("vm/erp -> nic/erp -> vnet/corp -> nic/node-0 -> node/node-0 -> pod/shop/client")
                .isTranslatedBy(
                        model.isFlat()
                                ? new String[] {"vnet/corp un-nat"}
                                : new String[] {"vnet/corp un-nat", "node/node-0 un-nat"});
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void anInternalOneOfAPeerSeesWhatAnyMachineThereSees(Model model) {
        TestNetwork network = TestNetworks.withPeer(model)
                .resource(internal("other @ hub/vms 10.2.1.100 : 80 -> 443", FloatingIp.DISABLED, "erp"))
                .pod("client @ node-0");

        assertThat(network.send("pod/client -> ip/10.2.1.100:80"))
                .isConnected()
                .isDeliveredTo("vm/erp")
                .showsSource(network.ip(model.hasPodSubnet() ? "pod/client" : "node/node-0"))
                .reply()
                .isTranslatedBy(outsideOfThePodSubnet(model, "vnet/hub un-nat", "node/node-0 un-nat"));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aPublicOneIsMetBehindTheInternet(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("other 10.9.0.0/16", "nodes 10.9.1.0/24")
                .machine("erp @ other/nodes 10.9.1.4 : 443")
                .resource(open("other @ 20.0.0.50 : 80 -> 443", OutboundSnat.DISABLED, "erp"))
                .pod("client @ node-0");

        assertThat(network.send("pod/client -> ip/20.0.0.50:80"))
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> load-balancer/kubernetes",
                        "internet/edge -> load-balancer/other -> vnet/other -> nic/erp -> vm/erp")
                .isTranslatedBy(outsideOfThePodSubnet(
                        model,
                        "node/node-0 snat",
                        "load-balancer/kubernetes lb-snat",
                        "load-balancer/other lb-forward"));
    }
}
