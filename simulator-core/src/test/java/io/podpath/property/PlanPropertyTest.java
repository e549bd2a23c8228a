package io.podpath.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.plan.AddressSpace;
import io.podpath.plan.AddressingModel;
import io.podpath.plan.BatchAllocation;
import io.podpath.plan.MaxSurge;
import io.podpath.plan.MostNodes;
import io.podpath.plan.PlanQuestion;
import io.podpath.plan.PlanQuestion.Operation;
import io.podpath.plan.PlannedCluster;
import io.podpath.plan.PlannedEgress;
import io.podpath.plan.PlannedPool;
import io.podpath.plan.PlannedSubnet;
import io.podpath.plan.Planner;
import io.podpath.plan.PodBatches;
import io.podpath.plan.PodBlocks;
import io.podpath.plan.PoolSize;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every cluster, whatever its ranges. */
class PlanPropertyTest {

    @Property(tries = 200)
    void theGreatestClusterFitsAndOneNodeMoreDoesNot(
            @ForAll("clusters") PlannedCluster cluster, @ForAll Operation operation) {
        Planner planner = new Planner(cluster);

        MostNodes most = planner.mostNodes(operation);

        assertThat(planner.answer(PlanQuestion.ofNodes(operation, most.nodes())).uses())
                .allMatch(use -> use.fits() || !use.limit().endsCluster());
        assertThat(planner.answer(PlanQuestion.ofNodes(operation, most.nodes() + 1))
                        .fits())
                .isFalse();
        assertThat(most.boundBy().fits()).isFalse();
    }

    @Property(tries = 200)
    void whatCanBeUpgradedFits(@ForAll("clusters") PlannedCluster cluster) {
        Planner planner = new Planner(cluster);

        assertThat(planner.mostNodes(Operation.UPGRADE).nodes())
                .isLessThanOrEqualTo(planner.mostNodes(Operation.SCALE).nodes());
    }

    /** The formulas as the documentation writes them, beside the counting of limits. */
    @Property(tries = 200)
    void countingAgreesWithTheFormulas(@ForAll("clusters") PlannedCluster cluster) {
        long usable = cluster.space().findSubnet("nodes").orElseThrow().usable();
        int maxPods = cluster.scaledPool().maxPods(cluster.model());
        long ranges = 1L << (24 - cluster.space().podCidr().prefixLength());
        long vnet = 65_536;
        long formula = switch (cluster.model()) {
            case KUBENET -> Math.min(Math.min(usable, ranges), 400);
            case OVERLAY -> Math.min(Math.min(usable, ranges), 5_000);
            case NODE_SUBNET -> Math.min(usable, vnet) / (1 + maxPods);
            case POD_SUBNET -> Math.min(Math.min(usable, vnet / (1 + PodBatches.takenByNode(maxPods))), 5_000);
            case POD_SUBNET_STATIC ->
                Math.min(Math.min(usable, vnet / (1 + PodBlocks.of(maxPods).count())), 5_000);
            case BRING_YOUR_OWN -> Math.min(usable, 5_000);
        };

        assertThat(new Planner(cluster).mostNodes(Operation.SCALE).nodes()).isEqualTo((int) Math.min(formula, 5_000));
    }

    @Property
    void aSubnetOfTheComputedSizeHoldsTheAddressesAndHalfOfItDoesNot(@ForAll @IntRange(min = 4, max = 1 << 20) int n) {
        int length = PlannedSubnet.prefixLengthFor(n);

        assertThat((1L << (32 - length)) - 5).isGreaterThanOrEqualTo(n);
        assertThat((1L << (31 - length)) - 5).isLessThan(n);
    }

    @Property
    void noAddressOfABatchIsGivenTwiceOrLost(
            @ForAll @Size(max = 40) List<@IntRange(max = 250) Integer> podsOnNodes,
            @ForAll @IntRange(max = 4_000) int free) {
        BatchAllocation shared = BatchAllocation.of(podsOnNodes, free);

        int held =
                shared.shares().stream().mapToInt(BatchAllocation.Share::held).sum();
        long started =
                shared.shares().stream().filter(share -> share.held() > 0).count();
        assertThat(held + started + shared.leftInSubnet()).isEqualTo(free);
        assertThat(shared.shares()).allMatch(share -> share.held() <= share.wanted());
        int pods = podsOnNodes.stream().mapToInt(Integer::intValue).sum();
        assertThat(shared.pending()).isEqualTo(pods - held + shared.idle());
    }

    @Provide
    Arbitrary<PlannedCluster> clusters() {
        Arbitrary<PlannedPool> pools = Combinators.combine(
                        Arbitraries.integers().between(10, 250),
                        Arbitraries.integers().between(1, 10),
                        Arbitraries.of(true, false))
                .as((maxPods, surge, isPercent) -> new PlannedPool(
                        "pool",
                        PoolSize.fixed(1),
                        OptionalInt.of(maxPods),
                        Optional.of(new MaxSurge(surge, isPercent)),
                        "nodes",
                        "elsewhere"));
        return Combinators.combine(
                        Arbitraries.of(AddressingModel.class),
                        pools,
                        Arbitraries.integers().between(16, 29),
                        Arbitraries.integers().between(10, 24))
                .as((model, pool, nodePrefix, podPrefix) -> new PlannedCluster(
                        model,
                        List.of(pool),
                        new AddressSpace(
                                List.of(PlannedSubnet.of("nodes", range("10.1.0.0", nodePrefix))),
                                range("100.64.0.0", podPrefix)),
                        PlannedEgress.DEFAULT));
    }

    private static Cidr range(String start, int prefixLength) {
        return Cidr.of(IpAddress.parse(start), prefixLength);
    }
}
