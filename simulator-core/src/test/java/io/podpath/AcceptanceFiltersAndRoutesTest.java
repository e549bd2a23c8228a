package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.loadBalancer;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.AzureFirewallReason;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Outcome;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts an expert would check first, numbered as in the project's reference: groups, routes and policies, checks 14 to 19. */
class AcceptanceFiltersAndRoutesTest {

    @ParameterizedTest
    @EnumSource(Model.class)
    void check14_inboundAsksTheSubnetFirstAndOutboundTheNic(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 group=of-subnet", "pods 10.1.64.0/18 group=of-subnet")
                .group("of-subnet")
                .nodesIn("corp/nodes")
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080");

        List<String> asked = network.send("pod/client -> pod/web:8080")
                .forward()
                .steps()
                .filter(step -> step.kind() == StepKind.NSG)
                .map(Step::action)
                .toList();

        String subnet = model.hasPodSubnet() ? "corp/pods" : "corp/nodes";
        Assertions.assertThat(asked)
                .containsExactly(
                        "outbound allowed by NSG aks-agentpool-nsg (NIC node-0)",
                        "outbound allowed by NSG of-subnet (subnet " + subnet + ")",
                        "inbound allowed by NSG of-subnet (subnet " + subnet + ")",
                        "inbound allowed by NSG aks-agentpool-nsg (NIC node-1)");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check14_bothGroupsMustAllowInbound(Model model) {
        bothGroupsMustAllow(model, "100 Inbound Deny * -> *", "nic/node-1");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check14_bothGroupsMustAllowOutbound(Model model) {
        bothGroupsMustAllow(model, "100 Outbound Deny * -> *", "nic/node-0");
    }

    private static void bothGroupsMustAllow(Model model, String rule, String where) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 group=of-subnet", "pods 10.1.64.0/18 group=of-subnet")
                .group("of-subnet", rule)
                .nodesIn("corp/nodes")
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080");

        assertThat(network.send("pod/client -> pod/web:8080"))
                .timesOut()
                .endsAt(where, Disposition.DENIED)
                .becauseOf(AzureNetworkReason.NSG_DENIED);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check15_aGroupThatDeniesEverythingDoesNotSeeTrafficInsideANode(Model model) {
        TestNetwork network = TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 group=deny-all", "pods 10.1.64.0/18 group=deny-all")
                .group("deny-all", "100 Inbound Deny * -> *", "100 Outbound Deny * -> *")
                .nodesIn("corp/nodes")
                .pod("client @ node-0")
                .pod("near @ node-0 : 8080")
                .pod("away @ node-1 : 8080");

        assertThat(network.send("pod/client -> pod/near:8080")).isConnected();
        assertThat(network.send("pod/client -> pod/away:8080"))
                .timesOut()
                .endsAt("nic/node-0", Disposition.DENIED)
                .becauseOf(AzureNetworkReason.NSG_DENIED);
    }

    @Test
    void check16_theRouteToTheNodeWinsOverTheDefaultRouteToAFirewall() {
        TestNetwork network = TestNetwork.of(Model.KUBENET)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 table=egress", "firewall 10.1.3.0/24")
                .routes("egress", "0.0.0.0/0 10.1.3.4")
                .nodesIn("corp/nodes")
                .machine("fw @ corp/firewall 10.1.3.4 : 443 forwards")
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080");

        Flow toPod = network.send("pod/client -> pod/web:8080");
        Flow toInternet = network.send("pod/client -> internet/server:443");

        assertThat(toPod).isConnected().isDecidedBy(StepKind.VNET_ROUTE, "10.244.1.0/24 user egress/");
        assertThat(toInternet).isDecidedBy(StepKind.VNET_ROUTE, "0.0.0.0/0 user egress/");
        Assertions.assertThat(toInternet.forward().hops())
                .anyMatch(hop -> hop.element().equals("vm/fw"));
    }

    /** Only the answer meets the firewall, which has never heard of the connection. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void check17_theReplyOfAPublicServiceLeavesByTheFirewall(Model model) {
        TestNetwork network = TestNetworks.behindFirewall(
                        model, TestNetworks.firewall().network("100 allow any * -> *"), "")
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.LOCAL));

        Flow flow = network.send("internet/client -> frontend/web:80");

        assertThat(flow)
                .hasOutcome(Outcome.ONE_WAY)
                .isDeliveredTo("pod/shop/web")
                .showsSource(network.ip("internet/client"))
                .reply()
                .crosses("pod/shop/web -> node/node-0 -> nic/node-0 -> vnet/corp -> firewall/fw")
                .isTranslatedBy("node/node-0 un-nat")
                .isDecidedBy(StepKind.VNET_ROUTE, "0.0.0.0/0 user rt/")
                .endsAt("firewall/fw", Disposition.NO_SESSION)
                .becauseOf(AzureFirewallReason.FW_NO_SESSION);
    }

    /** Under policy Cluster an endpoint elsewhere answers through the node that took the request, and no better. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void check17_policyClusterFailsAlike(Model model) {
        List<WeightedFlow> ways = TestNetworks.behindFirewall(
                        model, TestNetworks.firewall().network("100 allow any * -> *"), "")
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER))
                .sendAll("internet/client -> frontend/web:80");

        Assertions.assertThat(ways)
                .hasSize(2)
                .allSatisfy(way -> assertThat(way.flow())
                        .hasOutcome(Outcome.ONE_WAY)
                        .isDeliveredTo("pod/shop/web")
                        .reply()
                        .endsAt("firewall/fw", Disposition.NO_SESSION));
    }

    private static TestNetwork threeNetworksInARow(Model model) {
        return TestNetwork.of(model)
                .network("a 10.1.0.0/16 peer=b", "nodes 10.1.1.0/24", "vms 10.1.2.0/24")
                .network("b 10.2.0.0/16 peer=a peer=c", "vms 10.2.1.0/24")
                .network("c 10.3.0.0/16 peer=b", "vms 10.3.1.0/24")
                .nodesIn("a/nodes")
                .machine("in-a @ a/vms 10.1.2.10 : 443")
                .machine("in-b @ b/vms 10.2.1.10 : 443")
                .machine("in-c @ c/vms 10.3.1.10 : 443")
                .pod("client @ node-0");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void check18_peeringIsNotTransitive(Model model) {
        TestNetwork network = threeNetworksInARow(model);

        assertThat(network.send("vm/in-a -> vm/in-b:443")).isConnected();
        assertThat(network.send("vm/in-b -> vm/in-c:443")).isConnected();
        assertThat(network.send("vm/in-a -> vm/in-c:443"))
                .timesOut()
                .crosses("vm/in-a -> nic/in-a -> vnet/a")
                .endsAt("vnet/a", Disposition.NULL_ROUTED)
                .becauseOf(AzureNetworkReason.UDR_NULL_ROUTE)
                .isDecidedBy(StepKind.VNET_ROUTE, "10.0.0.0/8 system -> None");
    }

    /** A node has a security group, whose default rules let out what the tag VirtualNetwork holds: peers, not their peers. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void check18_aPodIsStoppedBeforeThatByTheNodesSecurityGroup(Model model) {
        TestNetwork network = threeNetworksInARow(model);

        assertThat(network.send("pod/client -> vm/in-b:443")).isConnected();
        assertThat(network.send("pod/client -> vm/in-c:443"))
                .timesOut()
                .endsAt("nic/node-0", Disposition.DENIED)
                .becauseOf(AzureNetworkReason.NSG_DENIED);
    }

    /**
     * Cilium does not count pods and nodes as part of {@code 0.0.0.0/0}. Policies are not evaluated yet, so podpath says
     * of every destination that it does not know, and which policy stands in the way; without the engine nothing does.
     */
    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = "KUBENET")
    void check19_whatAnEgressPolicyOfCiliumLetsOutIsNotKnownYet(Model model) {
        for (String probe : List.of(
                "pod/client -> pod/web:8080", "pod/client -> node/node-1:10250", "pod/client -> internet/server:443")) {
            assertThat(withEgressPolicy(model).policyEngine("cilium").send(probe))
                    .hasOutcome(Outcome.UNDECIDED)
                    .becauseOf(ModelReason.MODEL_NETWORK_POLICY);
            assertThat(withEgressPolicy(model).send(probe)).isConnected();
        }
        Assertions.assertThat(withEgressPolicy(model)
                        .policyEngine("cilium")
                        .send("pod/client -> pod/web:8080")
                        .forward()
                        .end()
                        .detail())
                .isEqualTo("NetworkPolicy shop/client-egress selects the sender");
    }

    private static TestNetwork withEgressPolicy(Model model) {
        return TestNetwork.of(model)
                .dataplane("cilium")
                .egressPolicy("client")
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080");
    }
}
