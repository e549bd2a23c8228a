package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.loadBalancer;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.Disposition;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Outcome;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Cilium on top of Azure CNI: how pods are wired and where it says that it does not know; {@link CiliumFlowsTest} has the flows. */
class CiliumDataPlaneTest {

    private static TestNetwork network(Model model) {
        return TestNetworks.withMachine(model).dataplane("cilium").pod("web @ node-1 : 8080");
    }

    @Test
    void aPortOfANodeThatNoServiceHasIsTheNodesOwn() {
        TestNetwork network = network(Model.OVERLAY).service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER));

        assertThat(network.send("vm/erp -> node/node-1:" + network.nodePort("web")))
                .hasOutcome(Outcome.UNDECIDED)
                .becauseOf(ModelReason.MODEL_NETWORK_MODEL);
        assertThat(network.send("vm/erp -> node/node-1:10250")).isConnected();
    }

    @Test
    void podsAreWiredByCiliumAndKubeProxyDoesNotRun() {
        Simulator simulator = network(Model.OVERLAY).pod("client @ node-0").simulator();

        Assertions.assertThat(simulator.renderRoutes("node-0").orElseThrow())
                .contains("10.244.0.1 dev lxc")
                .doesNotContain("azv");
        Assertions.assertThat(simulator.renderIptablesSave("node-0").orElseThrow())
                .contains("IP-MASQ-AGENT")
                .doesNotContain("KUBE-SVC", "KUBE-SERVICES");
    }

    @Test
    void kubenetHasNoCilium() {
        assertThat(TestNetwork.of(Model.KUBENET)
                        .dataplane("cilium")
                        .pod("a @ node-0")
                        .pod("b @ node-1 : 8080")
                        .send("pod/a -> pod/b:8080"))
                .endsAt("pod/shop/a", Disposition.NOT_MODELLED);
    }
}
