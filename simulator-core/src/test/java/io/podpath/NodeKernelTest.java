package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.NodeKernel;
import io.podpath.trace.Flow;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nodes' kernel decides how long a client on a node tries; see the known gap GAP-SYN-SCHEDULE-BY-KERNEL. */
class NodeKernelTest {

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({"CURRENT, 131, 11", "BEFORE_2024, 127, 7"})
    void aPodRepeatsItsSynByTheKernelsSchedule(NodeKernel kernel, long seconds, int attempts) {
        Flow flow = TestNetwork.of(Model.OVERLAY)
                .kernel(kernel)
                .pod("client @ node-0")
                .send("pod/client -> ip/168.63.129.16:80");

        assertThat(flow).timesOut();
        Assertions.assertThat(flow.duration().lengthNanos()).isEqualTo(seconds * SECOND);
        Assertions.assertThat(flow.conversation()).hasSize(attempts);
    }

    @ParameterizedTest
    @CsvSource({"CURRENT", "BEFORE_2024"})
    void aMachineBesideTheClusterHasAKernelOfItsOwn(NodeKernel kernel) {
        Flow flow = TestNetwork.of(Model.OVERLAY)
                .kernel(kernel)
                .network("corp 10.1.0.0/16", "nodes 10.1.1.0/24")
                .nodesIn("corp/nodes")
                .machine("erp @ corp/nodes 10.1.1.200 : 443")
                .pod("web @ node-0 : 8080")
                .send("vm/erp -> pod/web:8080");

        assertThat(flow).timesOut();
        Assertions.assertThat(flow.duration().lengthNanos()).isEqualTo(131 * SECOND);
    }
}
