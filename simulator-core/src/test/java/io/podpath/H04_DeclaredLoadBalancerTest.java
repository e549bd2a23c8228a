package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestLoadBalancers.internal;
import static io.podpath.TestLoadBalancers.open;

import io.podpath.TestNetwork.Model;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundSnat;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.StepKind;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** H4: load balancers that somebody declared in front of machines. */
class H04_DeclaredLoadBalancerTest {

    private static TestNetwork network() {
        return TestNetwork.of(Model.OVERLAY)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "vms 10.1.2.0/24")
                .nodesIn("corp/nodes")
                .machine("web-1 @ corp/vms 10.1.2.11 : 443")
                .machine("web-2 @ corp/vms 10.1.2.12 : 443")
                .machine("idle @ corp/vms 10.1.2.13 : 8443")
                .pod("client @ node-0");
    }

    @Test
    void withoutFloatingIpAMachineIsCalledAtItsOwnAddress() {
        TestNetwork network =
                network().resource(internal("web @ corp/vms 10.1.2.100 : 80 -> 443", FloatingIp.DISABLED, "web-1"));

        assertThat(network.send("pod/client -> ip/10.1.2.100:80"))
                .isConnected()
                .isDeliveredTo("vm/web-1")
                .showsDestination("10.1.2.11:443")
                .reply()
                .isTranslatedBy("vnet/corp un-nat", "node/node-0 un-nat");
    }

    /** The guest has to know the frontend's address, or it drops what is not for it. */
    @Test
    void withFloatingIpAMachineWithoutTheAddressDropsThePacket() {
        TestNetwork network =
                network().resource(internal("web @ corp/vms 10.1.2.100 : 443 -> 443", FloatingIp.ENABLED, "web-1"));

        assertThat(network.send("pod/client -> ip/10.1.2.100:443"))
                .timesOut()
                .endsAt("vm/web-1", Disposition.DENIED)
                .becauseOf(RoutingReason.ROUTE_FORWARDING_OFF);
    }

    @Test
    void aMachineThatDoesNotListenAtTheProbedPortGetsNothing() {
        TestNetwork one = network()
                .resource(internal("web @ corp/vms 10.1.2.100 : 80 -> 443", FloatingIp.DISABLED, "idle", "web-2"));
        TestNetwork none =
                network().resource(internal("web @ corp/vms 10.1.2.100 : 80 -> 443", FloatingIp.DISABLED, "idle"));

        Assertions.assertThat(one.sendAll("pod/client -> ip/10.1.2.100:80")).hasSize(1);
        assertThat(none.send("pod/client -> ip/10.1.2.100:80"))
                .timesOut()
                .endsAt("load-balancer/web", Disposition.BACKEND_UNHEALTHY)
                .becauseOf(AzureLoadBalancerReason.LB_NO_HEALTHY_BACKEND)
                .isDecidedBy(StepKind.LB_FORWARD, "idle does not listen at port 443");
    }

    /** The packet comes back to the machine that sent it, whose kernel takes its own address as source for a lie. */
    @Test
    void aBackendThatIsPickedForItsOwnCallGetsNoAnswer() {
        TestNetwork network = network()
                .resource(internal("web @ corp/vms 10.1.2.100 : 80 -> 443", FloatingIp.DISABLED, "web-1", "web-2"));

        Assertions.assertThat(network.sendAll("vm/web-1 -> ip/10.1.2.100:80"))
                .extracting(way ->
                        way.flow().outcome() + " " + way.flow().forward().end().element())
                .containsExactlyInAnyOrder("TIMEOUT vm/web-1", "CONNECTED vm/web-2");
        Assertions.assertThat(network.sendAll("vm/web-1 -> ip/10.1.2.100:80"))
                .filteredOn(way -> way.flow().forward().end().element().equals("vm/web-1"))
                .allSatisfy(way -> assertThat(way.flow()).becauseOf(RoutingReason.ROUTE_MARTIAN));
    }

    @Test
    void aPublicFrontendServesItsBackendsOnTheWayOutUnlessTheRuleDisablesIt() {
        TestNetwork lending = network().resource(open("web @ 20.0.0.50 : 80 -> 443", OutboundSnat.ENABLED, "web-1"));
        TestNetwork closed = network().resource(open("web @ 20.0.0.50 : 80 -> 443", OutboundSnat.DISABLED, "web-1"));

        assertThat(lending.send("internet/client -> ip/20.0.0.50:80"))
                .isConnected()
                .isDeliveredTo("vm/web-1")
                .showsDestination("10.1.2.11:443");
        assertThat(lending.send("vm/web-1 -> internet/server:443"))
                .isConnected()
                .isTranslatedBy("load-balancer/web lb-snat");
        assertThat(closed.send("vm/web-1 -> internet/server:443"))
                .endsAt("vnet/corp", Disposition.NO_ROUTE)
                .becauseOf(AzureNetworkReason.NO_PUBLIC_EGRESS);
    }

    /** A frontend that kube-proxy does not know is called over the wire, and a node may be picked for its own pod. */
    @Test
    void nodesMayStandBehindADeclaredLoadBalancerToo() {
        TestNetwork network = network()
                .hostNetworkPod("ingress @ node-1 : 443")
                .resource(internal("edge @ corp/vms 10.1.2.100 : 443 -> 443", FloatingIp.DISABLED, "node-0", "node-1"));

        assertThat(network.send("vm/web-1 -> ip/10.1.2.100:443"))
                .isConnected()
                .reaches("node/node-1", network.ip("node/node-1") + ":443");
    }
}
