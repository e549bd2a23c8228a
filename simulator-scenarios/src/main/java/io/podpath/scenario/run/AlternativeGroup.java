package io.podpath.scenario.run;

import io.podpath.WeightedFlow;
import io.podpath.element.Fraction;
import io.podpath.model.IpAddress;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ways a probe can go that end alike.
 *
 * @param result how they end
 * @param probability how likely any of them is
 * @param members the ways, in the order of the enumeration
 */
public record AlternativeGroup(Result result, Fraction probability, List<WeightedFlow> members) {

    public AlternativeGroup {
        members = List.copyOf(members);
    }

    /**
     * What makes two ways equal to a person.
     *
     * @param outcome what the client experiences
     * @param disposition how the deciding packet ends
     * @param element where it ends
     * @param sourceSeen the source address the receiver sees
     * @param answer status and place of the answer to a request, or empty
     */
    public record Result(
            Outcome outcome, Disposition disposition, String element, IpAddress sourceSeen, String answer) {

        static Result of(Flow flow) {
            Trace deciding = DecidingTrace.of(flow);
            return new Result(
                    flow.outcome(),
                    deciding.disposition(),
                    deciding.end().element(),
                    SourceRole.addressSeen(flow),
                    flow.findHttp()
                            .map(exchange -> exchange.answer().toString())
                            .orElse(""));
        }
    }

    /** Groups ways that end alike, the likeliest group first. */
    public static List<AlternativeGroup> group(List<WeightedFlow> flows) {
        Map<Result, List<WeightedFlow>> byResult = new LinkedHashMap<>();
        for (WeightedFlow flow : flows) {
            byResult.computeIfAbsent(Result.of(flow.flow()), result -> new ArrayList<>())
                    .add(flow);
        }
        List<AlternativeGroup> groups = new ArrayList<>();
        byResult.forEach((result, members) -> {
            Fraction sum = members.stream().map(WeightedFlow::probability).reduce(Fraction.ZERO, Fraction::plus);
            groups.add(new AlternativeGroup(result, sum, members));
        });
        groups.sort(Comparator.comparing(AlternativeGroup::probability).reversed());
        return List.copyOf(groups);
    }
}
