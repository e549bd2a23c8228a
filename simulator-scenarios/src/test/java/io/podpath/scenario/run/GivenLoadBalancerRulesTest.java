package io.podpath.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.testing.Golden;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collected load balancer whose rule somebody has changed by hand: what is given counts. */
class GivenLoadBalancerRulesTest {

    private static final Path SAMPLE = Golden.root().resolve("samples/shop-overlay");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** The flow from the internet once texts of the load balancer's JSON are other ones. */
    private Flow webWith(Map<String, String> changes) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLE)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        Path balancers = folder.resolve("load-balancers.json");
        String json = Files.readString(balancers);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            assertThat(json).contains(change.getKey());
            json = json.replace(change.getKey(), change.getValue());
        }
        Files.writeString(balancers, json);
        return ScenarioRunner.run(
                        ScenarioLoader.load(folder, LoadOptions.DEFAULT)
                                .scenario()
                                .orElseThrow(),
                        new ScenarioRunner.Options(OptionalLong.empty(), false),
                        BuiltNetwork::of)
                .probes()
                .filter(result -> result.expected().probe().name().equals("web-from-internet"))
                .findFirst()
                .orElseThrow()
                .flow();
    }

    private static Stream<String> rules(Flow flow) {
        return flow.forward()
                .steps()
                .flatMap(step -> step.findMatchedRule().stream())
                .map(Object::toString);
    }

    @Test
    void theGivenDistributionChoosesTheNode() throws IOException {
        Flow flow = webWith(Map.of("\"loadDistribution\": \"Default\"", "\"loadDistribution\": \"SourceIP\""));

        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(rules(flow)).anyMatch(rule -> rule.contains("floating IP, 2-tuple hash"));
    }

    /** The security rule of AKS is for the frontend's address, and without floating IP packets are for the node's. */
    @Test
    void withoutFloatingIpTheSecurityGroupMeetsTheNodesAddress() throws IOException {
        Flow flow = webWith(Map.of(
                "\"backendPort\": 80", "\"backendPort\": 31080",
                "\"enableFloatingIP\": true", "\"enableFloatingIP\": false"));

        assertThat(flow.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(flow.forward().end().findReason()).contains(AzureNetworkReason.NSG_DENIED);
        assertThat(flow.forward().last().destination()).hasToString("10.20.0.5:31080");
    }

    @Test
    void aProbeOfAPortWhereNobodyListensLeavesNoHealthyNode() throws IOException {
        Flow flow = webWith(Map.of("\"port\": 31080", "\"port\": 31999"));

        assertThat(flow.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(flow.forward().end().findReason()).contains(AzureLoadBalancerReason.LB_NO_HEALTHY_BACKEND);
        assertThat(flow.forward().end().element()).isEqualTo("load-balancer/kubernetes");
    }
}
