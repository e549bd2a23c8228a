package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Outcome;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Network plugin none: nodes are AKS's, pods are the plugin's. */
class BringYourOwnCniTest {

    private static TestNetwork network() {
        return TestNetwork.of(Model.OVERLAY)
                .plugin("none")
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "vms 10.1.2.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10 : 443")
                .pod("client @ node-0")
                .pod("web @ node-1 : 8080")
                .hostNetworkPod("agent @ node-1 : 9100")
                .service("web:80 -> web:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pod/client -> pod/web:8080",
                "pod/client -> vm/erp:443",
                "pod/client -> service/web:80",
                "vm/erp -> pod/web:8080",
                "node/node-0 -> service/web:80"
            })
    void whatInvolvesAPodOrAServiceIsThePluginsAffair(String probe) {
        assertThat(network().send(probe)).hasOutcome(Outcome.UNDECIDED).becauseOf(ModelReason.MODEL_NETWORK_MODEL);
    }

    @Test
    void nodesAreReachedAsEver() {
        TestNetwork network = network();

        assertThat(network.send("node/node-0 -> vm/erp:443"))
                .isConnected()
                .isNotTranslated()
                .showsSource(network.ip("node/node-0"));
        assertThat(network.send("vm/erp -> node/node-0:10250")).isConnected();
        assertThat(network.send("vm/erp -> pod/agent:9100")).isConnected().isDeliveredTo("node/node-1");
    }

    @Test
    void aksWritesNoSourceTranslation() {
        Assertions.assertThat(network().simulator().renderIptablesSave("node-0").orElseThrow())
                .contains("KUBE-SERVICES")
                .doesNotContain("IP-MASQ-AGENT", "SWIFT");
    }
}
