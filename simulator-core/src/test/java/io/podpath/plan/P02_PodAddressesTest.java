package io.podpath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pod subnets: batches that come and go, blocks that stay. */
class P02_PodAddressesTest {

    /** 25 pods on a node are the design note's own example. */
    @ParameterizedTest
    @CsvSource({
        "0, 16",
        "1, 16",
        "8, 16",
        "9, 32",
        "24, 32",
        "25, 48",
        "30, 48",
        "40, 48",
        "41, 64",
        "110, 128",
        "232, 240",
        "233, 250",
        "250, 250"
    })
    void aNodeHoldsWholeBatchesWithHalfABatchFree(int pods, int addresses) {
        assertThat(PodBatches.poolOnNode(pods)).isEqualTo(addresses);
        assertThat(PodBatches.idleOnNode(pods)).isEqualTo(addresses - pods);
        assertThat(PodBatches.takenByNode(pods)).isEqualTo(addresses + 1);
    }

    /** The three examples of the documentation, and the ends of the range. */
    @ParameterizedTest
    @CsvSource({"10, 1, 5", "15, 1, 0", "16, 2, 15", "30, 2, 1", "31, 2, 0", "32, 3, 15", "239, 15, 0", "250, 16, 5"})
    void aNodeHasBlocksForItsPodsAndOneAddressMore(int maxPods, int blocks, int wasted) {
        assertThat(PodBlocks.of(maxPods).count()).isEqualTo(blocks);
        assertThat(PodBlocks.of(maxPods).wasted()).isEqualTo(wasted);
        assertThat(PodBlocks.of(maxPods).addresses()).isEqualTo(16 * blocks);
    }

    @ParameterizedTest
    @CsvSource({"30, 31", "31, 31", "32, 47", "239, 239", "250, 239"})
    void theIdealNumberOfPodsIsSixteenNLessOne(int maxPods, int ideal) {
        assertThat(PodBlocks.of(maxPods).nextIdealMaxPods()).isEqualTo(ideal);
        assertThat(PodBlocks.of(ideal).wasted()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"10.1.64.0/28, 0", "10.1.64.0/27, 0", "10.1.64.0/26, 2", "10.1.64.0/24, 14", "10.16.0.0/12, 65534"})
    void theFirstAndTheLastBlockOfASubnetAreNotWhole(String subnet, long blocks) {
        assertThat(PodBlocks.inSubnet(Cidr.parse(subnet))).isEqualTo(blocks);
    }

    /** 59 usable addresses: three nodes take 17 each, then eight are left and nobody gets a second batch. */
    @Test
    void podsWaitWhileOtherNodesSitOnIdleAddresses() {
        BatchAllocation shared = BatchAllocation.of(List.of(20, 2, 3), 59);

        assertThat(shared.shares()).extracting(BatchAllocation.Share::held).containsExactly(16, 16, 16);
        assertThat(shared.shares()).extracting(BatchAllocation.Share::pending).containsExactly(4, 0, 0);
        assertThat(shared.idle()).isEqualTo(27);
        assertThat(shared.leftInSubnet()).isEqualTo(8);
    }

    @Test
    void aNodeThatComesTooLateHasNothing() {
        BatchAllocation shared = BatchAllocation.of(List.of(1, 1, 1, 1), 59);

        assertThat(shared.shares()).extracting(BatchAllocation.Share::held).containsExactly(16, 16, 16, 0);
        assertThat(shared.pending()).isEqualTo(1);
    }

    @Test
    void aLargeEnoughSubnetServesEverybody() {
        BatchAllocation shared = BatchAllocation.of(List.of(20, 2, 3), 123);

        assertThat(shared.shares()).allMatch(share -> share.held() == share.wanted());
        assertThat(shared.pending()).isZero();
        assertThat(shared.leftInSubnet()).isEqualTo(123 - 64 - 3);
    }
}
