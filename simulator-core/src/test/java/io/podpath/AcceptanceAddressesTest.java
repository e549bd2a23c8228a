package io.podpath;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.ModelProblemException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts an expert would check first, numbered as in the project's reference: how many nodes and pods fit, checks 1 and 2. */
class AcceptanceAddressesTest {

    private static TestNetwork inOwnNetwork(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24")
                .nodesIn("corp/nodes");
    }

    @Test
    void check01_aFlatSubnetOf251AddressesHoldsEightNodesOfThirtyPods() {
        Assertions.assertThat(inOwnNetwork(Model.NODE_SUBNET)
                        .nodes(8)
                        .simulator()
                        .plan()
                        .nodes())
                .hasSize(8);

        assertThatThrownBy(() -> inOwnNetwork(Model.NODE_SUBNET).nodes(9).simulator())
                .isInstanceOf(ModelProblemException.class)
                .hasMessageContaining("no address left for node-8");
    }

    @ParameterizedTest
    @CsvSource({"10, 22", "30, 8", "50, 4", "250, 1"})
    void check01_theNodeCountIsUsableAddressesThroughPodsPlusOne(int maxPods, int nodes) {
        Assertions.assertThat(inOwnNetwork(Model.NODE_SUBNET)
                        .maxPods(maxPods)
                        .nodes(nodes)
                        .simulator()
                        .plan()
                        .nodes())
                .hasSize(nodes);

        assertThatThrownBy(() -> inOwnNetwork(Model.NODE_SUBNET)
                        .maxPods(maxPods)
                        .nodes(nodes + 1)
                        .simulator())
                .isInstanceOf(ModelProblemException.class);
    }

    /** A node starts with 16 addresses: 251 of a /24 are enough for 15 nodes, and 256 hold 16 blocks, two of them unusable. */
    @ParameterizedTest
    @CsvSource({"POD_SUBNET_DYNAMIC, 15, has no address left", "POD_SUBNET_STATIC, 7, has no /28 block left"})
    void check01_aPodSubnetHoldsAsManyNodesAsItHasBatchesOrBlocks(Model model, int nodes, String full) {
        Assertions.assertThat(withSmallPodSubnet(model)
                        .nodes(nodes)
                        .simulator()
                        .plan()
                        .nodes())
                .hasSize(nodes);

        assertThatThrownBy(() -> withSmallPodSubnet(model).nodes(nodes + 1).simulator())
                .isInstanceOf(ModelProblemException.class)
                .hasMessageContaining(full + " for node-" + nodes);
    }

    private static TestNetwork withSmallPodSubnet(Model model) {
        return TestNetwork.of(model)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24", "pods 10.1.64.0/24")
                .nodesIn("corp/nodes");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*SUBNET.*")
    void check02_aPodRangeOf16BitsHolds256Nodes(Model model) {
        Assertions.assertThat(
                        TestNetwork.of(model).nodes(256).simulator().plan().nodes())
                .extracting(node -> node.requirePodCidr().toString())
                .hasSize(256)
                .doesNotHaveDuplicates()
                .startsWith("10.244.0.0/24")
                .endsWith("10.244.255.0/24");

        assertThatThrownBy(() -> TestNetwork.of(model).nodes(257).simulator())
                .isInstanceOf(ModelProblemException.class)
                .hasMessageContaining("no /24 left for node-256");
    }
}
