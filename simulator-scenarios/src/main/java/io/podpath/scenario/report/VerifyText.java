package io.podpath.scenario.report;

import io.podpath.lab.verify.Difference;
import io.podpath.lab.verify.ProbeVerdict;
import io.podpath.lab.verify.ProbeVerdict.Counts;
import io.podpath.lab.verify.ProbeVerdict.Judgement;
import java.util.List;

/**
 * The kernel's verdicts as text: a line for each probe, the first difference with both sides, a summary.
 *
 * <pre>
 * s05-cluster-ip, overlay
 *   client to web  agrees: 2 of 2 ways in 3 runs, 42 traversals, 96 rule hits, 12 NAT rewrites, 6 conntrack entries
 *                  not judged: NIC and security groups, virtual network
 * 1 probe agrees, 0 differ, 0 are not for the kernel to judge
 * </pre>
 */
public final class VerifyText {

    private final StringBuilder text = new StringBuilder();
    private final Palette palette;

    private VerifyText(Palette palette) {
        this.palette = palette;
    }

    /** The verdicts of one variant, with a line break at the end. */
    public static String print(VerifiedVariant variant, Palette palette) {
        VerifyText page = new VerifyText(palette);
        page.text
                .append(palette.strong(variant.scenario() + ", " + variant.variant()))
                .append('\n');
        variant.verdicts().forEach(page::print);
        return page.text.toString();
    }

    /** The last line of all. */
    public static String summary(List<VerifiedVariant> variants) {
        long agree = VerifiedVariant.count(variants, Judgement.AGREES);
        long differ = VerifiedVariant.count(variants, Judgement.DIFFERS);
        long open = VerifiedVariant.count(variants, Judgement.NOT_JUDGED);
        return agree + (agree == 1 ? " probe agrees, " : " probes agree, ") + differ
                + (differ == 1 ? " differs, " : " differ, ") + open + " not for the kernel to judge\n";
    }

    private void print(ProbeVerdict verdict) {
        String name = "  " + verdict.probe() + "  ";
        switch (verdict.judgement()) {
            case AGREES -> text.append(name).append("agrees: ").append(words(verdict.counts()));
            case DIFFERS -> text.append(name).append(palette.strong("DIFFERS")).append(" after ");
            case NOT_JUDGED -> text.append(name).append("not judged");
        }
        if (verdict.judgement() == Judgement.DIFFERS) {
            text.append(words(verdict.counts()));
        }
        text.append('\n');
        if (!verdict.notJudged().isEmpty()) {
            text.append("      not judged: ")
                    .append(String.join(", ", verdict.listNotJudged()))
                    .append('\n');
        }
        if (!verdict.differences().isEmpty()) {
            Difference first = verdict.differences().get(0);
            text.append("      ")
                    .append(first.where())
                    .append(": ")
                    .append(first.what())
                    .append('\n');
            text.append("        podpath  ").append(first.podpath()).append('\n');
            text.append("        kernel   ").append(first.kernel()).append('\n');
            int more = verdict.differences().size() - 1;
            if (more > 0) {
                text.append("      and ").append(more).append(" more; -o json has them\n");
            }
        }
    }

    private static String words(Counts counts) {
        String words = counts.waysSeen() + " of " + many(counts.ways(), "way") + " in " + many(counts.runs(), "run")
                + ", " + many(counts.traversals(), "traversal") + ", " + many(counts.ruleHits(), "rule hit") + ", "
                + many(counts.rewrites(), "NAT rewrite") + ", "
                + (counts.connections() == 1 ? "1 conntrack entry" : counts.connections() + " conntrack entries");
        String copies = counts.copies() == 0 ? "" : ", " + many(counts.copies(), "dropped bridge copy");
        String disturbed = counts.disturbed() == 0 ? "" : ", " + many(counts.disturbed(), "disturbed run");
        return words + copies + disturbed;
    }

    private static String many(int count, String what) {
        if (count == 1) {
            return "1 " + what;
        }
        return count + " "
                + (what.endsWith("y") && !what.endsWith("ay")
                        ? what.substring(0, what.length() - 1) + "ies"
                        : what + "s");
    }
}
