package io.podpath.cluster;

import static io.podpath.cluster.ClusterFixtures.node;
import static io.podpath.cluster.ClusterFixtures.nodes;
import static io.podpath.cluster.ClusterFixtures.pod;
import static io.podpath.cluster.ClusterFixtures.shop;
import static io.podpath.cluster.ClusterFixtures.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pods are bound to nodes the same way every time, and spread. */
class PodSchedulerTest {

    private static final int ROOMY = 250;

    @Test
    void replicasSpreadOverNodesInNodeOrder() {
        List<Pod> pods = List.of(pod("a", "web"), pod("b", "web"), pod("c", "web"), pod("d", "web"));

        assertThat(schedule(pods, nodes(3), ROOMY)).containsExactly("node-0", "node-1", "node-2", "node-0");
    }

    @Test
    void sameOwnerCountsBeforeTotal() {
        List<Pod> pods = List.of(
                pod("x", "other").onNode("node-1"),
                pod("y", "other").onNode("node-1"),
                pod("a", "web"),
                pod("b", "web"));

        assertThat(schedule(pods, nodes(2), ROOMY)).containsExactly("node-1", "node-1", "node-0", "node-1");
    }

    @Test
    void replicasSpreadOverZonesFirstWhereNodesAreEqual() {
        List<NodeSpec> nodes = List.of(node("a1", "zone-a"), node("a2", "zone-a"), node("b1", "zone-b"));

        assertThat(schedule(List.of(pod("1", "web"), pod("2", "web")), nodes, ROOMY))
                .containsExactly("a1", "b1");
    }

    @Test
    void nodeNameIsHonouredEvenOnACordonedNode() {
        NodeSpec cordoned = new NodeSpec("old", Map.of(), List.of(), List.of(), false);

        PodScheduler.Result result = PodScheduler.schedule(
                List.of(pod("a", "web").onNode("old"), pod("b", "web")), List.of(cordoned), any -> ROOMY);

        assertThat(result.pods().get(0).spec().nodeName()).isEqualTo("old");
        assertThat(result.pods().get(1).spec().nodeName()).isNull();
        assertThat(result.problems())
                .containsExactly(
                        new ClusterProblem(shop("b"), "no node for the pod: of 1 nodes 1 fit, but they are cordoned"));
    }

    @Test
    void selectorAndAffinityMustHold() {
        NodeSpec gpu = new NodeSpec("gpu", Map.of("kind", "gpu", "size", "big"), List.of(), List.of(), true);
        LabelSelector big = LabelSelector.ofLabels(Map.of("size", "big"));
        Pod selecting = with(pod("a", "web"), Map.of("kind", "gpu"), List.of());
        Pod preferring = with(pod("b", "web"), Map.of(), List.of(LabelSelector.ofLabels(Map.of("size", "huge")), big));
        Pod hopeless = with(pod("c", "web"), Map.of("kind", "tpu"), List.of());

        PodScheduler.Result result = PodScheduler.schedule(
                List.of(selecting, preferring, hopeless), List.of(node("plain", ""), gpu), any -> ROOMY);

        assertThat(result.pods()).extracting(pod -> pod.spec().nodeName()).containsExactly("gpu", "gpu", null);
        assertThat(result.problems())
                .containsExactly(new ClusterProblem(
                        shop("c"), "no node for the pod: of 2 nodes none has the labels it demands"));
    }

    @Test
    void fullNodesTakeNoMore() {
        List<Pod> pods = List.of(pod("a", "web"), pod("b", "web"), pod("c", "web"));

        PodScheduler.Result result = PodScheduler.schedule(pods, nodes(2), any -> 1);

        assertThat(result.problems())
                .extracting(ClusterProblem::text)
                .containsExactly("no node for the pod: of 2 nodes 2 fit, but they run their maximum of pods");
    }

    @Test
    void hostPortIsGivenOncePerNode() {
        PodSpec onHost =
                new PodSpec(List.of(new ContainerPort("dns", 53, Protocol.UDP, 0)), true, null, Map.of(), List.of());
        Pod first = new Pod(shop("a"), Map.of("app", "dns"), onHost, PodStatus.READY);
        Pod second = new Pod(shop("b"), Map.of("app", "dns"), onHost, PodStatus.READY);
        Pod third = new Pod(shop("c"), Map.of("app", "dns"), onHost, PodStatus.READY);

        PodScheduler.Result result = PodScheduler.schedule(List.of(first, second, third), nodes(2), any -> ROOMY);

        assertThat(result.pods()).extracting(pod -> pod.spec().nodeName()).containsExactly("node-0", "node-1", null);
        assertThat(result.problems()).extracting(ClusterProblem::object).containsExactly(shop("c"));
    }

    @Test
    void unknownNodeNameIsReported() {
        PodScheduler.Result result =
                PodScheduler.schedule(List.of(pod("a", "web").onNode("node-9")), nodes(1), any -> ROOMY);

        assertThat(result.problems())
                .containsExactly(
                        new ClusterProblem(shop("a"), "the pod names node 'node-9', which the cluster does not have"));
    }

    @Property(tries = 50)
    void loadsOfOneWorkloadDifferByAtMostOne(
            @ForAll @IntRange(min = 1, max = 9) int nodes, @ForAll @IntRange(max = 60) int pods) {
        List<Pod> replicas = WorkloadExpansion.expand(
                List.of(workload(Workload.Kind.DEPLOYMENT, "web", pods)), List.of(), List.of());

        Map<String, Long> load = schedule(replicas, nodes(nodes), ROOMY).stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));

        assertThat(load.values()).allMatch(count -> count == pods / nodes || count == pods / nodes + 1);
        assertThat(load).hasSize(Math.min(nodes, pods));
    }

    @Test
    @Timeout(10)
    void thirtyThousandPodsOnAThousandNodesArePlacedQuickly() {
        List<Workload> workloads = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            workloads.add(workload(Workload.Kind.DEPLOYMENT, "app-" + i, 30));
        }
        List<Pod> pods = WorkloadExpansion.expand(workloads, List.of(), List.of());
        PodScheduler.Result result = PodScheduler.schedule(pods, nodes(1_000), any -> 30);

        assertThat(result.problems()).isEmpty();
    }

    private static List<String> schedule(List<Pod> pods, List<NodeSpec> nodes, int maxPods) {
        return PodScheduler.schedule(pods, nodes, any -> maxPods).pods().stream()
                .map(pod -> pod.spec().findNodeName().orElse(""))
                .toList();
    }

    private static Pod with(Pod pod, Map<String, String> nodeSelector, List<LabelSelector> affinity) {
        return new Pod(
                pod.name(), pod.labels(), new PodSpec(List.of(), false, null, nodeSelector, affinity), pod.status());
    }
}
