package io.podpath.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.TestNetwork;
import io.podpath.WeightedFlow;
import io.podpath.element.Fraction;
import io.podpath.model.IpFamily;
import io.podpath.property.RandomCluster.Unrelated;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.PacketEvent;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for every probe in every small cluster. */
class ConversationPropertyTest {

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void everyPacketEndsInExactlyOneWay(@ForAll("clusters") RandomCluster cluster) {
        Assume.that(cluster.isSendable());
        TestNetwork network = cluster.network(Unrelated.NOTHING);

        Flow flow = network.send(cluster.probe(network));

        assertThat(flow.conversation()).isNotEmpty();
        for (PacketEvent event : flow.conversation()) {
            Trace.End end = event.end();
            assertThat(end.detail()).as("%s", event).isNotEqualTo("under way");
            assertThat(network.simulator().renderDot()).contains(end.element());
            assertThat(end.findReason().isPresent())
                    .as("an arrival needs no reason, everything else does: %s", event)
                    .isEqualTo(end.disposition() != Disposition.DELIVERED);
            assertThat(event.duration().lengthNanos()).isNotNegative();
        }
        assertThat(flow.conversation().get(0).end()).isEqualTo(flow.forward().end());
        Statistics.collect(flow.outcome());
    }

    /** Whatever was translated on the way, the client hears from exactly whom it called, at the port it called from. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void whatConnectsHasItsAnswersUntranslatedToTheOriginalTuple(@ForAll("clusters") RandomCluster cluster) {
        Assume.that(cluster.isSendable());
        TestNetwork network = cluster.network(Unrelated.NOTHING);

        Flow flow = network.send(cluster.probe(network));

        Assume.that(flow.outcome() == Outcome.CONNECTED);
        assertThat(flow.findReply().orElseThrow().last().tuple())
                .isEqualTo(flow.opening().reply());
        flow.conversation().stream()
                .filter(event -> event.direction() == Direction.REPLY)
                .filter(event -> event.end().disposition() == Disposition.DELIVERED)
                .forEach(event -> assertThat(event.end().element())
                        .isEqualTo(flow.forward().hops().get(0).element()));
        boolean isTranslated = !flow.forward().last().tuple().equals(flow.opening());
        Statistics.label("translated")
                .collect(flow.opening().family(), isTranslated)
                .coverage(checker -> {
                    for (IpFamily family : IpFamily.values()) {
                        checker.check(family, true).percentage(share -> share > 5);
                        checker.check(family, false).percentage(share -> share > 2);
                    }
                });
    }

    /** The walk is one piece: where a hop leaves off, the next begins, and the last one holds the end. */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void theStepsOfAWalkFollowOneFromAnother(@ForAll("clusters") RandomCluster cluster) {
        Assume.that(cluster.isSendable());
        TestNetwork network = cluster.network(Unrelated.NOTHING);

        Flow flow = network.send(cluster.probe(network));

        for (Trace trace : walks(flow)) {
            List<Step> steps = trace.steps().toList();
            assertThat(steps.get(0).before().tuple()).isEqualTo(trace.sent().tuple());
            for (int i = 1; i < steps.size(); i++) {
                assertThat(steps.get(i).before().tuple())
                        .as("step %s of %s", i, trace)
                        .isEqualTo(steps.get(i - 1).after().tuple());
            }
            assertThat(steps.get(steps.size() - 1).after().tuple())
                    .isEqualTo(trace.last().tuple());
            assertThat(trace.hops().get(trace.hops().size() - 1).element())
                    .isEqualTo(trace.end().element());
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void theSameSeedGivesTheSameBytes(@ForAll("clusters") RandomCluster cluster) {
        Assume.that(cluster.isSendable());
        TestNetwork first = cluster.network(Unrelated.NOTHING);
        TestNetwork second = cluster.network(Unrelated.NOTHING);
        String probe = cluster.probe(first);

        Flow flow = first.send(probe);

        assertThat(second.send(probe)).isEqualTo(flow).hasToString(flow.toString());
        assertThat(first.send(probe)).as("a probe leaves nothing behind").isEqualTo(flow);
        assertThat(second.simulator().renderIptablesSave("node-0"))
                .isEqualTo(first.simulator().renderIptablesSave("node-0"));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void somethingUnrelatedChangesNothing(
            @ForAll("clusters") RandomCluster cluster, @ForAll RandomCluster.Unrelated more) {
        Assume.that(cluster.isSendable());
        TestNetwork without = cluster.network(Unrelated.NOTHING);
        TestNetwork with = cluster.network(more);
        String probe = cluster.probe(without);

        Flow expected = without.send(probe);
        Flow found = with.send(probe);

        assertThat(found.outcome()).isEqualTo(expected.outcome());
        assertThat(story(found)).isEqualTo(story(expected));
    }

    /** Everything about a flow but the rules that were asked on the way. */
    private static List<String> story(Flow flow) {
        List<String> lines = new ArrayList<>();
        flow.conversation()
                .forEach(event -> lines.add(event.sent() + " " + event.end().disposition() + " "
                        + event.end().findReason() + " " + event.end().element() + " " + event.duration()));
        for (Trace trace : walks(flow)) {
            trace.hops().forEach(hop -> lines.add(hop.element()));
            trace.steps()
                    .filter(step -> step.kind() != StepKind.HOOK && step.kind() != StepKind.NSG)
                    .forEach(step -> lines.add(step.kind() + " " + step.before() + " " + step.after()));
        }
        return lines;
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theProbabilitiesOfAllWaysAddUpToOne(@ForAll("clusters") RandomCluster cluster) {
        Assume.that(cluster.isSendable());
        TestNetwork network = cluster.network(Unrelated.NOTHING);

        List<WeightedFlow> ways = network.sendAll(cluster.probe(network));

        assertThat(ways.stream().map(WeightedFlow::probability).reduce(Fraction.ZERO, Fraction::plus))
                .isEqualTo(Fraction.ONE);
        assertThat(ways).extracting(WeightedFlow::choices).doesNotHaveDuplicates();
        Statistics.label("ways").collect(Math.min(ways.size(), 10));
    }

    private static List<Trace> walks(Flow flow) {
        List<Trace> walks = new ArrayList<>(List.of(flow.forward()));
        flow.findReply().ifPresent(walks::add);
        return walks;
    }

    @Provide
    Arbitrary<RandomCluster> clusters() {
        return RandomCluster.arbitrary();
    }
}
