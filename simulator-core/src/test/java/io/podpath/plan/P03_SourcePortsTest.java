package io.podpath.plan;

import static io.podpath.plan.AddressingModel.OVERLAY;
import static io.podpath.plan.PlanQuestion.Operation.SCALE;
import static io.podpath.plan.PlanQuestion.Operation.UPGRADE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source ports per node, and where they fall. */
class P03_SourcePortsTest {

    @Test
    void portsFallInTheStepsOfTheDocumentedTable() {
        assertThat(SnatPorts.tiers())
                .containsExactly(
                        new SnatPorts.Tier(1, 50, 1024),
                        new SnatPorts.Tier(51, 100, 512),
                        new SnatPorts.Tier(101, 200, 256),
                        new SnatPorts.Tier(201, 400, 128),
                        new SnatPorts.Tier(401, 800, 64),
                        new SnatPorts.Tier(801, 1000, 32));
    }

    @Test
    void theSurgeNodeOfFiftyNodesHalvesEverybodysPorts() {
        Planner planner =
                Clusters.of(OVERLAY).nodeSubnet("10.1.0.0/20").pool(50, 250).planner();

        assertThat(planner.answer(PlanQuestion.asDeclared(SCALE)).portsPerNode())
                .hasValue(1024);
        assertThat(planner.answer(PlanQuestion.asDeclared(UPGRADE)).portsPerNode())
                .hasValue(512);
        assertThat(planner.answer(PlanQuestion.ofNodes(SCALE, 51)).portsPerNode())
                .hasValue(512);
    }

    /** The documentation's own examples, and one that does not divide. */
    @ParameterizedTest
    @CsvSource({"1000, 2, 128", "1000, 7, 448", "4000, 2, 32", "4000, 7, 112", "1024, 1, 62", "40000, 2, 3"})
    void addressesEndTheGrowthOfAFixedNumberOfPorts(int ports, int publicIps, int nodes) {
        assertThat(SnatPorts.mostNodes(ports, publicIps)).isEqualTo(nodes);
        assertThat(Clusters.of(OVERLAY)
                        .nodeSubnet("10.1.0.0/16")
                        .podCidr("10.240.0.0/12")
                        .ports(ports, publicIps)
                        .pool(1, 250)
                        .planner()
                        .mostNodes(SCALE)
                        .nodes())
                .isEqualTo(nodes);
    }

    /** 100 nodes and two surge nodes of 4,000 ports: 408,000 of 448,000. */
    @Test
    void surgeNodesNeedPortsToo() {
        Clusters cluster = Clusters.of(OVERLAY).nodeSubnet("10.1.0.0/20").ports(4000, 7);

        LimitUse use = cluster.pool(100, 250, "2")
                .planner()
                .answer(PlanQuestion.asDeclared(UPGRADE))
                .find(Limit.SNAT_PORTS)
                .orElseThrow();

        assertThat(use).hasToString("snat-ports 7 outbound addresses: 408000 of 448000 ports");
    }

    @ParameterizedTest
    @CsvSource({"50, 1, 1280", "51, 1, 1248", "1, 1, 64000", "1, 2, 64000", "3, 2, 42664"})
    void portsSetByHandAreAMultipleOfEight(int nodes, int publicIps, long ports) {
        assertThat(SnatPorts.mostPortsPerNode(nodes, publicIps)).isEqualTo(ports);
    }

    @Test
    void beyondTheTablePortsAreUnknown() {
        assertThat(SnatPorts.perNode(PlannedEgress.DEFAULT, 1_000)).hasValue(32);
        assertThat(SnatPorts.perNode(PlannedEgress.DEFAULT, 1_001)).isEmpty();
    }

    @Test
    void aNatGatewayHasOneStoreForAll() {
        PlannedEgress gateway = new PlannedEgress(PlannedEgress.Kind.NAT_GATEWAY, OptionalInt.of(2), 0);

        assertThat(SnatPorts.perNode(gateway, 51)).isEmpty();
        assertThat(new NatGatewayPorts(2).ports()).isEqualTo(129_024);
        assertThat(new NatGatewayPorts(16).ports()).isEqualTo(1_032_192);
        assertThat(new NatGatewayPorts(2).flowsToOneDestination()).isEqualTo(100_000);
    }
}
