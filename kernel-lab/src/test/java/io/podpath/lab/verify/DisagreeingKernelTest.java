package io.podpath.lab.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.EndpointReference;
import io.podpath.ObservedWay;
import io.podpath.Probe;
import io.podpath.SimulationInput;
import io.podpath.Simulator;
import io.podpath.aks.AksCluster;
import io.podpath.aks.KubeProxySetup;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.cluster.AddonConfigs;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.HttpRouting;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.PodStatus;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceExposure;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.TargetPort;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.LabTools;
import io.podpath.lab.kernel.Namespace;
import io.podpath.lab.verify.ProbeVerdict.Judgement;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The judge says no: a client, a Service of two endpoints, and a node whose rules somebody changed behind podpath's back.
 *
 * <pre>
 * client -- node-0 (rules changed) -- web-1, web-2
 * </pre>
 */
class DisagreeingKernelTest {

    private static final String HALF = "-m statistic --mode random --probability 0.50000000000 ";

    @BeforeAll
    static void onlyWhereThisMachineCanBeAJudge() {
        Optional<String> obstacle = LabTools.findObstacle();
        assumeTrue(obstacle.isEmpty(), "the kernel is not asked here: " + obstacle.orElse(""));
    }

    @Test
    void anUnchangedNodeAgrees() {
        ProbeVerdict verdict = verify("", "");

        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.judgement()).isEqualTo(Judgement.AGREES);
        assertThat(verdict.counts().waysSeen()).isEqualTo(2);
    }

    /** Every run agrees with one of podpath's ways; only that the other never comes gives the kernel away. */
    @Test
    void aWayTheKernelNeverTakesIsADifference() {
        ProbeVerdict verdict = verify(HALF, "");

        assertThat(verdict.judgement()).isEqualTo(Judgement.DIFFERS);
        assertThat(verdict.counts().waysSeen()).isEqualTo(1);
        assertThat(verdict.differences()).singleElement().satisfies(missing -> {
            assertThat(missing.what()).isEqualTo("way");
            assertThat(missing.podpath()).startsWith("probability 1/2");
            assertThat(missing.kernel()).isEqualTo("not once in " + DrawLimit.runs(0.5, 2) + " runs");
        });
    }

    @Test
    void anotherRuleIsADifference() {
        ProbeVerdict verdict = verify(":FORWARD ACCEPT [0:0]\n", ":FORWARD ACCEPT [0:0]\n-A FORWARD -p tcp\n");

        assertThat(verdict.judgement()).isEqualTo(Judgement.DIFFERS);
        assertThat(verdict.differences()).anySatisfy(difference -> {
            assertThat(difference.what()).isEqualTo("rules");
            assertThat(difference.podpath()).doesNotContain("filter FORWARD 1");
            assertThat(difference.kernel()).contains("filter FORWARD 1");
        });
    }

    @Test
    void anEndpointThatIsNotAskedIsADifference() {
        ProbeVerdict verdict = verify(":8080\n", ":8081\n");

        assertThat(verdict.judgement()).isEqualTo(Judgement.DIFFERS);
        assertThat(verdict.differences()).anySatisfy(difference -> {
            assertThat(difference.what()).isEqualTo("outcome");
            assertThat(difference.podpath()).startsWith("connected to ");
            assertThat(difference.kernel()).isEqualTo("refused");
        });
    }

    /** The rules of IPv6 are judged by packets of IPv6: over the same nodes, with the same rule added to ip6tables. */
    @Test
    void anotherRuleOfIpv6IsADifferenceForIpv6Alone() {
        String written = ":FORWARD ACCEPT [0:0]\n";
        String added = written + "-A FORWARD -p tcp\n";

        assertThat(verify(toPod(IpFamily.IPV6), IpFamily.IPV6, written, written).judgement())
                .isEqualTo(Judgement.AGREES);
        assertThat(verify(toPod(IpFamily.IPV4), IpFamily.IPV6, written, added).judgement())
                .isEqualTo(Judgement.AGREES);
        assertThat(verify(toPod(IpFamily.IPV6), IpFamily.IPV6, written, added).differences())
                .anySatisfy(difference -> {
                    assertThat(difference.what()).isEqualTo("rules");
                    assertThat(difference.kernel()).contains("filter FORWARD 1");
                });
    }

    private static ProbeVerdict verify(String written, String instead) {
        Probe call = new Probe("call", end(EndpointReference.Kind.POD, "client", null), service(), Protocol.TCP);
        return verify(call, IpFamily.IPV4, written, instead);
    }

    private static Probe toPod(IpFamily family) {
        EndpointReference client = end(EndpointReference.Kind.POD, "client", null);
        EndpointReference web = end(EndpointReference.Kind.POD, "web-1", "8080");
        return new Probe("pod", client, web, Protocol.TCP).withFamily(family);
    }

    /** The verdict on a probe after a piece of the node's rules was replaced wherever it stands. */
    private static ProbeVerdict verify(Probe probe, IpFamily family, String written, String instead) {
        Simulator simulator = Simulator.build(input());
        List<ObservedWay> ways = simulator.observeAll(probe);
        try (LabNetwork network = new LabNetwork(simulator.topology(), ways)) {
            Namespace node = network.namespace("node/node-0");
            String tool = family == IpFamily.IPV4 ? "iptables-save" : "ip6tables-save";
            String saved = node.run(Command.of(tool)).replaceAll("(?m)^:(\\S+ \\S+) .*$", ":$1 [0:0]");
            assertThat(saved).contains(written);
            node.restoreIptables(family, saved.replace(written, instead));
            ProbeExpectation expected = new ProbeExpectation(network, simulator.topology(), ways);
            return new ProbeVerifier(network, expected).verify(probe.name());
        }
    }

    private static EndpointReference service() {
        return end(EndpointReference.Kind.SERVICE, "web", "80");
    }

    private static EndpointReference end(EndpointReference.Kind kind, String name, @Nullable String port) {
        return new EndpointReference(kind, "shop", name, port);
    }

    private static SimulationInput input() {
        AksCluster cluster = new AksCluster(
                "aks",
                new AksCluster.Networking("azure", "overlay", "azure", "none", KubeProxySetup.DEFAULT),
                new AksCluster.Ranges(
                        Cidr.parse("10.244.0.0/16"),
                        Cidr.parse("10.0.0.0/16"),
                        IpAddress.parse("10.0.0.10"),
                        AksCluster.Ipv6Ranges.DEFAULT),
                List.of(new AksCluster.NodePool("nodepool1", 1, 30, List.of())),
                AksCluster.Egress.DEFAULT,
                null);
        ServicePort port = new ServicePort("", Protocol.TCP, 80, TargetPort.ofNumber(8080), 0, "");
        Service web = new Service(
                new NamespacedName("shop", "web"),
                Service.Metadata.NONE,
                ServiceType.CLUSTER_IP,
                List.of(),
                false,
                List.of(port),
                new Service.Backend(Map.of("app", "web"), TrafficPolicy.CLUSTER, 0, false, ""),
                ServiceExposure.NONE);
        ClusterObjects objects = new ClusterObjects(
                List.of(),
                List.of(),
                List.of(pod("client", "client"), pod("web-1", "web"), pod("web-2", "web")),
                List.of(web),
                List.of(),
                List.of(),
                HttpRouting.NONE,
                AddonConfigs.NONE);
        return new SimulationInput(cluster, AzureEnvironment.EMPTY, objects, 1);
    }

    private static Pod pod(String name, String app) {
        ContainerPort http = new ContainerPort("", 8080, Protocol.TCP, 0);
        PodSpec spec = new PodSpec(List.of(http), false, "node-0", Map.of(), List.of());
        return new Pod(new NamespacedName("shop", name), Map.of("app", app), spec, PodStatus.READY);
    }
}
