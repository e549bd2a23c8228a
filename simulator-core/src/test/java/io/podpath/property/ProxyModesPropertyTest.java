package io.podpath.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.TestNetwork;
import io.podpath.WeightedFlow;
import io.podpath.aks.KubeProxySetup.Mode;
import io.podpath.element.Fraction;
import io.podpath.property.RandomCluster.Unrelated;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.Reason;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.Trace;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Whatever the cluster and the probe: kube-proxy's modes end it alike, but for the listed differences. */
class ProxyModesPropertyTest {

    /** What only nftables mode refuses: ports and addresses of the Service range that no Service has. */
    private static final Set<Reason> ONLY_NFTABLES =
            Set.of(ServiceReason.SVC_PORT_UNKNOWN, ServiceReason.SVC_ADDRESS_UNALLOCATED);

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void nftablesModeEndsAPacketAsIptablesModeDoes(@ForAll("clusters") RandomCluster cluster) {
        Assume.that(cluster.isSendable());
        TestNetwork iptables = cluster.network(Unrelated.NOTHING);
        TestNetwork nftables = cluster.network(Unrelated.NOTHING).proxyMode(Mode.NFTABLES);
        String probe = cluster.probe(iptables);

        Map<String, Fraction> expected = fates(iptables, probe);
        Map<String, Fraction> actual = fates(nftables, probe);

        boolean differs = nftables.sendAll(probe).stream()
                .flatMap(way -> way.flow().forward().end().findReason().stream())
                .anyMatch(ONLY_NFTABLES::contains);
        Statistics.collect(differs ? "refused by nftables mode only" : "the same");
        if (differs) {
            assertThat(expected.keySet()).as(probe).noneMatch(fate -> fate.startsWith(Outcome.CONNECTED.name()));
        } else {
            assertThat(actual).as(probe).isEqualTo(expected);
        }
    }

    /** How likely each fate is: outcome, place, reason, source seen and kinds of translation, there and back. */
    private static Map<String, Fraction> fates(TestNetwork network, String probe) {
        Map<String, Fraction> fates = new TreeMap<>();
        for (WeightedFlow way : network.sendAll(probe)) {
            fates.merge(fate(way.flow()), way.probability(), Fraction::plus);
        }
        return fates;
    }

    private static String fate(Flow flow) {
        return flow.outcome() + " " + walk(flow.forward())
                + flow.findReply().map(reply -> " back " + walk(reply)).orElse("");
    }

    private static String walk(Trace trace) {
        String translations = trace.steps()
                .filter(step -> !step.before().tuple().equals(step.after().tuple()))
                .map(step -> step.kind().label())
                .collect(Collectors.joining(","));
        return trace.end().element() + " "
                + trace.end().findReason().map(Reason::name).orElse("") + " from "
                + trace.last().source().address() + " by " + translations;
    }

    @Provide
    Arbitrary<RandomCluster> clusters() {
        return RandomCluster.arbitrary();
    }
}
