package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the input of a dual-stack cluster is told: what AKS refuses, and what podpath does not walk as it is. */
class DualStackInputTest {

    private static List<String> problems(String cluster) {
        String text = "apiVersion: podpath/v1\nkind: Scenario\ncluster: {ipFamilies: [ipv4, ipv6], " + cluster + "}\n"
                + "probes: [{name: p, from: node/node-0, to: \"node/node-0:10250\"}]\n";
        return ScenarioLoader.load(Path.of("-"), new LoadOptions(false, new StringReader(text))).problems().stream()
                .map(problem -> problem.severity() + " " + problem.message())
                .toList();
    }

    @Test
    void overlayIsTakenAsItIs() {
        assertThat(problems("networkPlugin: azure, networkPluginMode: overlay")).isEmpty();
        assertThat(problems("networkPlugin: azure, networkPluginMode: overlay, kubeProxy: {mode: nftables}"))
                .isEmpty();
    }

    @Test
    void nodeSubnetHasNoSecondFamily() {
        assertThat(problems("networkPlugin: azure"))
                .singleElement()
                .asString()
                .startsWith("ERROR dual stack needs networkPlugin 'azure' with networkPluginMode 'overlay'");
    }

    @Test
    void kubenetIsOfExistingClusters() {
        assertThat(problems("networkPlugin: kubenet"))
                .singleElement()
                .asString()
                .startsWith("WARNING AKS creates new dual-stack clusters with Azure CNI Overlay only");
    }

    /** Only the iptables mode has a rule against the copies of its bridge. */
    @Test
    void kubenetInNftablesModeGetsSomePacketsTwice() {
        assertThat(problems("networkPlugin: kubenet, kubeProxy: {mode: nftables}"))
                .hasSize(2)
                .anyMatch(told -> told.startsWith("WARNING with kube-proxy in nftables mode nothing drops the copies"));
    }
}
