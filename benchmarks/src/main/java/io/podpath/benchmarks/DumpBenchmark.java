package io.podpath.benchmarks;

import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.dump.DumpReader;
import io.podpath.netfilter.ipset.IpSets;
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

/** Reading the {@code iptables-save} of a node: kube-proxy's rules for Services of one endpoint, five rules each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class DumpBenchmark {

    /** How many Services. */
    @Param("20000")
    public int services;

    private String text;

    /** Writes the dump. */
    @Setup
    public void write() {
        StringBuilder dump = new StringBuilder("*nat\n:PREROUTING ACCEPT [0:0]\n:KUBE-SERVICES - [0:0]\n");
        for (int i = 0; i < services; i++) {
            dump.append(String.format(":KUBE-SVC-%08X - [0:0]%n:KUBE-SEP-%08X - [0:0]%n", i, i));
        }
        dump.append("-A PREROUTING -j KUBE-SERVICES\n");
        for (int i = 0; i < services; i++) {
            String low = (i >> 8 & 255) + "." + (i & 255);
            String comment = "-m comment --comment \"shop/web-" + i + ":http\"";
            String service = String.format("KUBE-SVC-%08X", i);
            String endpoint = String.format("KUBE-SEP-%08X", i);
            String to = " -d 10.0." + low + "/32 -p tcp " + comment + " -m tcp --dport 80 -j ";
            dump.append("-A KUBE-SERVICES").append(to).append(service).append('\n');
            dump.append("-A ").append(service).append(to.replace(" -d", " ! -s 10.244.0.0/16 -d"));
            dump.append("RETURN\n-A ")
                    .append(service)
                    .append(' ')
                    .append(comment)
                    .append(" -j ");
            dump.append(endpoint)
                    .append("\n-A ")
                    .append(endpoint)
                    .append(" -s 10.244.")
                    .append(low);
            dump.append("/32 ")
                    .append(comment)
                    .append(" -j RETURN\n-A ")
                    .append(endpoint)
                    .append(" -p tcp ");
            dump.append(comment)
                    .append(" -m tcp -j DNAT --to-destination 10.244.")
                    .append(low)
                    .append(":8080\n");
        }
        text = dump.append("COMMIT\n").toString();
    }

    /** Text to rules. */
    @Benchmark
    public Ruleset read() {
        return DumpReader.read(text).value().ruleset(IpSets.EMPTY);
    }
}
