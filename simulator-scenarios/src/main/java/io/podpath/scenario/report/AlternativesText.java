package io.podpath.scenario.report;

import io.podpath.WeightedFlow;
import io.podpath.element.Fraction;
import io.podpath.scenario.run.AlternativeGroup;
import io.podpath.scenario.run.ProbeResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Every way a probe can go with its exact probability, grouped by how it ends. */
final class AlternativesText {

    private static final int MOST_MEMBERS = 12;

    private AlternativesText() {}

    /** Prints nothing if the ways were not enumerated. */
    static void print(Page page, Palette palette, ProbeResult probe) {
        List<WeightedFlow> flows = probe.alternatives();
        if (flows.isEmpty()) {
            return;
        }
        List<AlternativeGroup> groups = AlternativeGroup.group(flows);
        page.blank();
        page.line(palette.strong("  EVERY WAY  " + flows.size() + (flows.size() == 1 ? " way, " : " ways, ")
                + groups.size() + (groups.size() == 1 ? " result" : " results")));
        Fraction walked = flows.stream().map(WeightedFlow::probability).reduce(Fraction.ZERO, Fraction::plus);
        if (walked.compareTo(Fraction.ONE) < 0) {
            page.line("    there are too many to walk them all; not shown: "
                    + share(walked.complement()).strip());
        }
        for (AlternativeGroup group : groups) {
            AlternativeGroup.Result result = group.result();
            String words = result.outcome() + (result.answer().isEmpty() ? ", " : ", HTTP " + result.answer() + ", ")
                    + result.disposition().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " at " + result.element() + ", source seen "
                    + probe.addresses().describe(result.sourceSeen());
            page.labelled("    " + share(group.probability()), words, palette::strong);
            for (WeightedFlow member : group.members()
                    .subList(0, Math.min(MOST_MEMBERS, group.members().size()))) {
                String choices =
                        member.choices().isEmpty() ? "no choice on this way" : String.join("; ", member.choices());
                page.labelled("      " + share(member.probability()), choices, line -> line);
            }
            if (group.members().size() > MOST_MEMBERS) {
                page.line("      and " + (group.members().size() - MOST_MEMBERS)
                        + " more ways to the same result (-o json lists them)");
            }
        }
    }

    /** For example {@code 1/3 =  33.33 %}. */
    private static String share(Fraction probability) {
        String percent = new BigDecimal(probability.numerator().multiply(BigInteger.valueOf(100)))
                .divide(new BigDecimal(probability.denominator()), 2, RoundingMode.HALF_UP)
                .toPlainString();
        return Page.pad(probability.toString(), 7) + " ".repeat(Math.max(0, 6 - percent.length())) + percent + " %  ";
    }
}
