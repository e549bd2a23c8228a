package io.podpath.benchmarks;

import io.podpath.Simulator;
import io.podpath.cluster.ClusterObjects;
import io.podpath.kubeproxy.EndpointsMap;
import io.podpath.kubeproxy.IptablesMode;
import io.podpath.kubeproxy.KubeProxyConfig;
import io.podpath.kubeproxy.LocalTrafficDetector;
import io.podpath.kubeproxy.ProxyNode;
import io.podpath.kubeproxy.ServicePortMap;
import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.Ruleset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** kube-proxy's rules for 10,000 Services with five endpoints each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class ServiceRulesBenchmark {

    private static final int NODES = 1_000;
    private static final int ENDPOINTS = 5;

    /** How many Services. */
    @Param("10000")
    public int services;

    private ClusterObjects objects;
    private IptablesMode mode;

    /** Builds the cluster; its nodes' rules are not made yet. */
    @Setup
    public void build() {
        GeneratedCluster cluster = new GeneratedCluster(GeneratedModel.OVERLAY, NODES, services, ENDPOINTS, 0);
        objects = Simulator.build(LoadedCluster.load(cluster).input()).objects();
        mode = mode();
    }

    private IptablesMode mode() {
        LocalTrafficDetector detector = new LocalTrafficDetector.ClusterCidr(Cidr.parse("10.128.0.0/9"));
        return new IptablesMode(
                KubeProxyConfig.of(IpFamily.IPV4, detector),
                ServicePortMap.of(objects.services(), IpFamily.IPV4),
                EndpointsMap.of(objects.endpointSlices(), IpFamily.IPV4));
    }

    private Ruleset rules(IptablesMode ofMode) {
        return ofMode.rulesFor(ProxyNode.of(objects.nodes().get(0)));
    }

    /** From Services and EndpointSlices to the rules of the first node. */
    @Benchmark
    public Ruleset firstNode() {
        return rules(mode());
    }

    /** The rules of one more node. */
    @Benchmark
    public Ruleset nextNode() {
        return rules(mode);
    }
}
