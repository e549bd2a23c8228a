package io.podpath.benchmarks;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NsgDecision;
import io.podpath.azure.security.ServiceTags;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

/** One decision of a security group of augmented rules, four source prefixes and two port ranges each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class SecurityGroupBenchmark {

    private static final int PACKETS = 1 << 12;
    private static final int PREFIXES_PER_RULE = 4;

    /** How many rules the group has, up to Azure's limit. */
    @Param({"10", "100", "1000"})
    public int rules;

    private NetworkSecurityGroup group;
    private FiveTuple[] packets;
    private int next;

    /** Compiles the group; half of the packets come from a prefix of some rule, half from anywhere. */
    @Setup
    public void compile() {
        SplittableRandom random = new SplittableRandom(1);
        List<NsgRule> declared = new ArrayList<>();
        List<Cidr> prefixes = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            List<String> sources = new ArrayList<>();
            for (int j = 0; j < PREFIXES_PER_RULE; j++) {
                Cidr prefix = Cidr.of(IpAddress.ofIpv4(random.nextInt()), 16 + random.nextInt(13));
                prefixes.add(prefix);
                sources.add(prefix.toString());
            }
            int port = random.nextInt(60_000);
            List<PortRange> ports = List.of(new PortRange(port, port + 2_000), new PortRange(443, 443));
            declared.add(new NsgRule(
                    "rule-" + i,
                    100 + i,
                    TrafficDirection.INBOUND,
                    i % 2 == 0 ? Access.ALLOW : Access.DENY,
                    i % 3 == 0 ? null : Protocol.TCP,
                    new Side(sources, List.of()),
                    new Side(List.of("VirtualNetwork"), ports)));
        }
        group = new NetworkSecurityGroup(
                new NetworkSecurityGroupSpec("large", declared),
                "subnet v/s",
                ServiceTags.ofVirtualNetwork(List.of(Cidr.parse("10.1.0.0/16"))));
        packets = new FiveTuple[PACKETS];
        TransportAddress server = new TransportAddress(IpAddress.parse("10.1.1.4"), 443);
        for (int i = 0; i < PACKETS; i++) {
            IpAddress client = i % 2 == 0
                    ? prefixes.get(random.nextInt(prefixes.size())).network().plus(1)
                    : IpAddress.ofIpv4(random.nextInt());
            packets[i] = new FiveTuple(Protocol.TCP, new TransportAddress(client, 1_024 + i), server);
        }
    }

    private FiveTuple packet() {
        next = (next + 1) & (PACKETS - 1);
        return packets[next];
    }

    /** Which rule decides. */
    @Benchmark
    public NsgDecision decide() {
        return group.decide(TrafficDirection.INBOUND, packet());
    }

    /** Which rule decides, read rule by rule, and which others looked relevant. */
    @Benchmark
    public NsgDecision explain() {
        return group.explain(TrafficDirection.INBOUND, packet());
    }
}
