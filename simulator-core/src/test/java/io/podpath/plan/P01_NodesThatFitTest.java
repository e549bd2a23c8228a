package io.podpath.plan;

import static io.podpath.plan.AddressingModel.KUBENET;
import static io.podpath.plan.AddressingModel.NODE_SUBNET;
import static io.podpath.plan.AddressingModel.OVERLAY;
import static io.podpath.plan.AddressingModel.POD_SUBNET;
import static io.podpath.plan.AddressingModel.POD_SUBNET_STATIC;
import static io.podpath.plan.PlanQuestion.Operation.SCALE;
import static io.podpath.plan.PlanQuestion.Operation.UPGRADE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many nodes fit under each model, and what ends the growth. */
class P01_NodesThatFitTest {

    @ParameterizedTest
    @CsvSource({
        "kubenet, 10.1.1.0/24, 10.244.0.0/16, 110, 251, node-subnet",
        "kubenet, 10.1.1.0/27, 10.244.0.0/16, 110, 27, node-subnet",
        "kubenet, 10.1.0.0/20, 10.244.0.0/16, 110, 256, pod-cidr",
        "kubenet, 10.1.0.0/20, 10.240.0.0/12, 110, 400, cluster-nodes",
        "node-subnet, 10.1.1.0/24, 10.244.0.0/16, 30, 8, node-subnet",
        "node-subnet, 10.1.1.0/24, 10.244.0.0/16, 10, 22, node-subnet",
        "node-subnet, 10.1.1.0/24, 10.244.0.0/16, 250, 1, node-subnet",
        "node-subnet, 10.1.1.0/29, 10.244.0.0/16, 30, 0, node-subnet",
        "overlay, 10.1.1.0/24, 10.244.0.0/16, 250, 251, node-subnet",
        "overlay, 10.1.0.0/20, 10.244.0.0/16, 250, 256, pod-cidr",
        "overlay, 10.1.0.0/20, 10.244.0.0/22, 250, 4, pod-cidr",
        "overlay, 10.1.0.0/20, 10.244.0.0/24, 250, 1, pod-cidr",
        "overlay, 10.1.0.0/20, 10.244.0.0/25, 250, 0, pod-cidr",
        "overlay, 10.0.0.0/16, 100.64.0.0/10, 250, 5000, cluster-nodes",
        "byo, 10.1.1.0/24, 10.244.0.0/16, 250, 251, node-subnet"
    })
    void aClusterEndsWhereItsNarrowestRangeEnds(
            String model, String nodeSubnet, String podCidr, int maxPods, int nodes, String bound) {
        Planner planner = Clusters.of(AddressingModel.find(model).orElseThrow())
                .nodeSubnet(nodeSubnet)
                .podCidr(podCidr)
                .pool(1, maxPods)
                .planner();

        MostNodes most = planner.mostNodes(SCALE);

        assertThat(most.nodes()).isEqualTo(nodes);
        assertThat(most.boundBy().limit().label()).isEqualTo(bound);
    }

    @Test
    void thePodsPerNodeAreThoseOfTheModelUnlessDeclared() {
        Clusters cluster = Clusters.of(NODE_SUBNET).nodeSubnet("10.1.1.0/24").pool(1);

        assertThat(cluster.planner().mostNodes(SCALE).nodes()).isEqualTo(8);
        assertThat(OVERLAY.defaultMaxPods()).isEqualTo(250);
        assertThat(KUBENET.defaultMaxPods()).isEqualTo(110);
    }

    /** A subnet of 251 addresses has eight slots of 31; the eighth is what an upgrade needs. */
    @Test
    void theLastSlotIsForTheSurgeNode() {
        Planner planner =
                Clusters.of(NODE_SUBNET).nodeSubnet("10.1.1.0/24").pool(8, 30).planner();

        assertThat(planner.mostNodes(UPGRADE).nodes()).isEqualTo(7);
        assertThat(planner.answer(PlanQuestion.asDeclared(SCALE)).fits()).isTrue();
        PlanAnswer upgrade = planner.answer(PlanQuestion.asDeclared(UPGRADE));
        assertThat(upgrade.surgeNodes()).isEqualTo(1);
        assertThat(upgrade.findExceeded()).hasToString("Optional[node-subnet nodes 10.1.1.0/24: 279 of 251 addresses]");
    }

    /** The documentation's own sum: (50 + 1) * (1 + 30) = 1,581, and 1,891 after ten nodes more. */
    @ParameterizedTest
    @CsvSource({"50, 30, 1581, 21", "60, 30, 1891, 21", "50, 10, 561, 22", "3, 30, 124, 24"})
    void anUpgradeInAFlatNetworkNeedsASubnetOfThisSize(int nodes, int maxPods, long addresses, int prefixLength) {
        PlanAnswer answer = Clusters.of(NODE_SUBNET)
                .nodeSubnet("10.1.0.0/16")
                .pool(nodes, maxPods)
                .planner()
                .answer(PlanQuestion.asDeclared(UPGRADE));

        long needed = answer.find(Limit.NODE_SUBNET).orElseThrow().needed();
        assertThat(needed).isEqualTo(addresses);
        assertThat(PlannedSubnet.prefixLengthFor(needed)).isEqualTo(prefixLength);
    }

    @Test
    void othersInTheSubnetTakeTheirPart() {
        assertThat(mostNodesBeside(3)).isEqualTo(8);
        assertThat(mostNodesBeside(4)).isEqualTo(7);
    }

    private static int mostNodesBeside(int others) {
        return Clusters.of(NODE_SUBNET)
                .nodeSubnet("10.1.1.0/24", others)
                .pool(1, 30)
                .planner()
                .mostNodes(SCALE)
                .nodes();
    }

    @Test
    void poolsShareASubnetAndOnlyTheFirstGrows() {
        Planner planner = Clusters.of(NODE_SUBNET)
                .nodeSubnet("10.1.1.0/24")
                .pool(1, 30)
                .pool(2, 50)
                .planner();

        // 251 - 2 * 51 = 149 for the first pool, four nodes of 31.
        assertThat(planner.mostNodes(SCALE).nodes()).isEqualTo(6);
    }

    @Test
    void aClusterWhoseOtherPoolsDoNotFitHasNoSize() {
        Planner planner = Clusters.of(NODE_SUBNET)
                .nodeSubnet("10.1.1.0/24")
                .pool(1, 30)
                .pool(9, 30)
                .planner();

        assertThat(planner.mostNodes(SCALE).nodes()).isZero();
    }

    @Test
    void everyPoolUpgradedAtOnceBringsItsOwnSurge() {
        Clusters cluster = Clusters.of(OVERLAY).nodeSubnet("10.1.1.0/24");
        for (int pool = 0; pool < 5; pool++) {
            cluster.pool(4, 250, "50%");
        }

        assertThat(cluster.planner().answer(PlanQuestion.asDeclared(UPGRADE)).surgeNodes())
                .isEqualTo(10);
    }

    @Test
    void aPoolIsAScaleSetOfAThousandAndAnotherPoolHelps() {
        Clusters one = Clusters.of(OVERLAY).nodeSubnet("10.0.0.0/16").podCidr("100.64.0.0/10");

        PlanAnswer answer = one.pool(1000, 250).planner().answer(PlanQuestion.asDeclared(UPGRADE));

        assertThat(answer.findExceeded()).hasToString("Optional[pool-nodes pool pool0: 1001 of 1000 nodes]");
    }

    @Test
    void podsInBatchesNeedTheirOwnSubnetAndNodesOneAddressEach() {
        Planner planner = Clusters.of(POD_SUBNET)
                .nodeSubnet("10.1.1.0/24")
                .podSubnet("10.1.64.0/22")
                .pool(3, 30)
                .planner();

        PlanAnswer answer = planner.answer(PlanQuestion.asDeclared(UPGRADE));

        assertThat(answer.find(Limit.NODE_SUBNET).orElseThrow().needed()).isEqualTo(4);
        // 30 pods call for 48 addresses on each of four nodes, and the node takes one for itself.
        assertThat(answer.find(Limit.POD_SUBNET).orElseThrow().needed()).isEqualTo(4 * 49);
        assertThat(planner.mostNodes(SCALE).nodes()).isEqualTo(1019 / 49);
    }

    @Test
    void podsInBlocksTakeWholeBlocks() {
        Planner planner = Clusters.of(POD_SUBNET_STATIC)
                .nodeSubnet("10.1.1.0/24")
                .podSubnet("10.1.64.0/22")
                .pool(3, 32)
                .planner();

        PlanAnswer answer = planner.answer(PlanQuestion.asDeclared(SCALE));

        assertThat(answer.find(Limit.POD_BLOCKS))
                .hasToString("Optional[pod-blocks pods 10.1.64.0/22: 9 of 62 blocks of 16]");
        assertThat(planner.mostNodes(SCALE).nodes()).isEqualTo(20);
    }

    @Test
    void aVirtualNetworkEndsBeforeAVeryLargePodSubnet() {
        Planner batches = Clusters.of(POD_SUBNET)
                .nodeSubnet("10.0.0.0/16")
                .podSubnet("10.16.0.0/12")
                .pool(1, 110)
                .planner();
        Planner blocks = Clusters.of(POD_SUBNET_STATIC)
                .nodeSubnet("10.0.0.0/16")
                .podSubnet("10.16.0.0/12")
                .pool(1, 110)
                .planner();

        // 128 + 1 + 1 addresses a node against 7 blocks + 1 address a node.
        assertThat(batches.mostNodes(SCALE).boundBy().limit()).isEqualTo(Limit.VNET_ADDRESSES);
        assertThat(batches.mostNodes(SCALE).nodes()).isEqualTo(65_536 / 130);
        assertThat(blocks.mostNodes(SCALE).nodes()).isEqualTo(5_000);
    }

    @Test
    void aSubnetThatNobodyNamedIsUnknownAndNotEmpty() {
        PlanAnswer answer = Clusters.of(POD_SUBNET)
                .nodeSubnet("10.1.1.0/24")
                .pool(3, 30)
                .planner()
                .answer(PlanQuestion.asDeclared(SCALE));

        assertThat(answer.find(Limit.POD_SUBNET).orElseThrow().available()).isEmpty();
        assertThat(answer.fits()).isTrue();
    }
}
