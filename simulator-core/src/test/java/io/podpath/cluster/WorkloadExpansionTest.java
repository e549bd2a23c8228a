package io.podpath.cluster;

import static io.podpath.cluster.ClusterFixtures.node;
import static io.podpath.cluster.ClusterFixtures.nodes;
import static io.podpath.cluster.ClusterFixtures.pod;
import static io.podpath.cluster.ClusterFixtures.shop;
import static io.podpath.cluster.ClusterFixtures.workload;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Workloads become pods, and pods that are there already are not created twice. */
class WorkloadExpansionTest {

    @Test
    void deploymentPodsHaveStableReadableNames() {
        List<Workload> workloads = List.of(workload(Workload.Kind.DEPLOYMENT, "web", 3));

        List<Pod> pods = WorkloadExpansion.expand(workloads, List.of(), List.of());
        List<Pod> again = WorkloadExpansion.expand(workloads, List.of(), List.of());

        assertThat(pods).isEqualTo(again).hasSize(3);
        assertThat(pods)
                .extracting(pod -> pod.name().name())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}"));
    }

    @Test
    void statefulSetPodsAreNumberedAndCarryTheirIdentity() {
        List<Pod> pods = WorkloadExpansion.expand(
                List.of(workload(Workload.Kind.STATEFUL_SET, "db", 2)), List.of(pod("db-1", "db")), List.of());

        assertThat(pods).extracting(Pod::name).containsExactly(shop("db-1"), shop("db-0"));
        assertThat(pods.get(1).labels())
                .isEqualTo(Map.of(
                        "app",
                        "db",
                        "statefulset.kubernetes.io/pod-name",
                        "db-0",
                        "apps.kubernetes.io/pod-index",
                        "0"));
    }

    @Test
    void daemonSetHasOnePodOnEachNodeItsTemplateFits() {
        PodSpec linuxOnly = new PodSpec(List.of(), false, null, Map.of("os", "linux"), List.of());
        Map<String, String> labels = Map.of("app", "agent");
        Workload agent = new Workload(
                Workload.Kind.DAEMON_SET, shop("agent"), 0, labels, linuxOnly, LabelSelector.ofLabels(labels));
        NodeSpec windows = node("win-0", "");
        NodeSpec linux = new NodeSpec("lin-0", Map.of("os", "linux"), List.of(), List.of(), true);
        NodeSpec cordoned = new NodeSpec("lin-1", Map.of("os", "linux"), List.of(), List.of(), false);
        NodeSpec served = new NodeSpec("lin-2", Map.of("os", "linux"), List.of(), List.of(), true);

        List<Pod> pods = WorkloadExpansion.expand(
                List.of(agent),
                List.of(pod("agent-abcde", "agent").onNode("lin-2")),
                List.of(windows, linux, cordoned, served));

        assertThat(pods).extracting(pod -> pod.spec().nodeName()).containsExactly("lin-2", "lin-0", "lin-1");
    }

    @Test
    void listedPodsCountAsReplicas() {
        Pod listed = pod("web-5d4f8-abcde", "web");

        List<Pod> pods = WorkloadExpansion.expand(
                List.of(workload(Workload.Kind.DEPLOYMENT, "web", 2)), List.of(listed), List.of());

        assertThat(pods).hasSize(2).startsWith(listed);
    }

    @Test
    void finishedAndTerminatingPodsAreReplacedButNotThoseOfAJob() {
        Pod finished = new Pod(
                shop("web-1"),
                Map.of("app", "web"),
                ClusterFixtures.spec(),
                new PodStatus(false, false, true, List.of()));
        Pod leaving = new Pod(
                shop("web-2"),
                Map.of("app", "web"),
                ClusterFixtures.spec(),
                new PodStatus(true, true, false, List.of()));

        assertThat(WorkloadExpansion.expand(
                        List.of(workload(Workload.Kind.DEPLOYMENT, "web", 1)), List.of(finished, leaving), List.of()))
                .hasSize(3);
        assertThat(WorkloadExpansion.expand(
                        List.of(workload(Workload.Kind.JOB, "web", 1)), List.of(finished), List.of()))
                .containsExactly(finished);
    }

    @Test
    void deploymentAndItsReplicaSetInOneDumpCreatePodsOnce() {
        List<Pod> pods = WorkloadExpansion.expand(
                List.of(workload(Workload.Kind.DEPLOYMENT, "web", 3), workload(Workload.Kind.REPLICA_SET, "web", 3)),
                List.of(),
                List.of());

        assertThat(pods).hasSize(3);
    }

    @Test
    void twoDeploymentsWithTheSameLabelsDoNotShareReplicas() {
        Map<String, String> labels = Map.of("app", "web");
        Workload blue = new Workload(
                Workload.Kind.DEPLOYMENT,
                shop("blue"),
                2,
                labels,
                ClusterFixtures.spec(),
                LabelSelector.ofLabels(labels));
        Workload green = new Workload(
                Workload.Kind.DEPLOYMENT,
                shop("green"),
                2,
                labels,
                ClusterFixtures.spec(),
                LabelSelector.ofLabels(labels));

        List<Pod> pods = WorkloadExpansion.expand(
                List.of(blue, green), List.of(pod("green-aaaaa", "web"), pod("blue-aaaaa", "web")), List.of());

        assertThat(pods)
                .extracting(pod -> pod.name().name().replaceAll("-.*", ""))
                .containsExactlyInAnyOrder("blue", "blue", "green", "green");
    }

    @Test
    void jobWithoutSelectorGoesByItsName() {
        Workload job = new Workload(
                Workload.Kind.JOB, shop("load"), 1, Map.of(), ClusterFixtures.spec(), LabelSelector.ofLabels(Map.of()));

        assertThat(WorkloadExpansion.expand(List.of(job), List.of(pod("web-1", "web")), nodes(1)))
                .extracting(pod -> pod.name().name().replaceAll("-.*", ""))
                .containsExactly("web", "load");
        assertThat(WorkloadExpansion.expand(List.of(job), List.of(pod("load-x7k2p", "load")), nodes(1)))
                .hasSize(1);
    }
}
