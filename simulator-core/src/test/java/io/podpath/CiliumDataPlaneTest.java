package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestServices.loadBalancer;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Outcome;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cilium on top of Azure CNI: same addresses and sources as underneath; what its data path decides is not modelled. */
class CiliumDataPlaneTest {

    private static final String AZURE_CNI = "KUBENET";

    private static TestNetwork network(Model model, String dataplane) {
        return TestNetwork.of(model)
                .dataplane(dataplane)
                .network("corp 10.1.0.0/16 peer=hub", "nodes 10.1.1.0/24", "vms 10.1.2.0/24")
                .network("hub 10.2.0.0/16 peer=corp", "vms 10.2.1.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .machine("far @ hub/vms 10.2.1.10 : 443")
                .pod("client @ node-0")
                .pod("near @ node-0 : 8080")
                .pod("web @ node-1 : 8080")
                .service("web:80 -> web:8080", loadBalancer(TrafficPolicy.CLUSTER));
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = AZURE_CNI)
    void everybodySeesTheSameSourceAsWithoutCilium(Model model) {
        TestNetwork iptables = network(model, "azure");
        TestNetwork cilium = network(model, "cilium");

        for (String probe : new String[] {
            "pod/client -> pod/near:8080",
            "pod/client -> pod/web:8080",
            "pod/client -> node/node-0:10250",
            "pod/client -> node/node-1:10250",
            "pod/client -> vm/erp:443",
            "pod/client -> vm/far:443",
            "pod/client -> internet/server:443",
            "pod/client -> ip/169.254.169.254:80",
            "udp pod/client -> ip/168.63.129.16:53"
        }) {
            Flow flow = cilium.send(probe);

            assertThat(flow)
                    .isConnected()
                    .showsSource(iptables.send(probe).forward().last().source().address());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"service/web:80", "frontend/web:80"})
    void servicesAreCiliumsToTranslate(String destination) {
        TestNetwork network = network(Model.OVERLAY, "cilium");

        assertThat(network.send("pod/client -> " + destination))
                .hasOutcome(Outcome.UNDECIDED)
                .endsAt("pod/shop/client", Disposition.NOT_MODELLED)
                .becauseOf(ModelReason.MODEL_NETWORK_MODEL);
    }

    @Test
    void nodePortsAreCiliumsToTranslateFromOutsideToo() {
        TestNetwork network = network(Model.OVERLAY, "cilium");

        assertThat(network.send("vm/erp -> node/node-1:" + network.nodePort("web")))
                .hasOutcome(Outcome.UNDECIDED)
                .becauseOf(ModelReason.MODEL_NETWORK_MODEL);
        assertThat(network.send("vm/erp -> node/node-1:10250")).isConnected();
    }

    @Test
    void podsAreWiredByCiliumAndKubeProxyDoesNotRun() {
        Simulator simulator = network(Model.OVERLAY, "cilium").simulator();

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
