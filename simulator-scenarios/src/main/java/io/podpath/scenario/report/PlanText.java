package io.podpath.scenario.report;

import io.podpath.plan.BatchAllocation;
import io.podpath.plan.LimitUse;
import io.podpath.scenario.load.PlanExpectation;
import io.podpath.scenario.run.Mismatch;
import io.podpath.scenario.run.PlanResult;
import java.util.List;

/** One question about addresses and ports: headline, what is needed of each limit, how far it could go. */
final class PlanText {

    private static final int LIMIT_WIDTH = 15;
    private static final int WHERE_WIDTH = 35;
    private static final String INDENT = "       ";

    private final Page page;
    private final Palette palette;

    PlanText(Page page, Palette palette) {
        this.page = page;
        this.palette = palette;
    }

    void print(PlanResult result) {
        boolean asserts = !result.expected().expectation().equals(PlanExpectation.NONE);
        String mark = !asserts ? "[ -- ]" : result.isAsExpected() ? "[ ok ]" : "[FAIL]";
        String verdict = !asserts ? "" : result.isAsExpected() ? ", as expected" : ", NOT as expected";
        String outcome = result.answer().fits() ? "FITS" : "DOES NOT FIT";
        page.wrapped(
                mark + " plan " + result.expected().name() + ": " + outcome + verdict,
                INDENT,
                line -> result.isAsExpected() ? palette.good(line) : palette.bad(line));
        page.line(INDENT + PlanWords.nodes(result.answer()) + " under "
                + result.cluster().model());
        for (Mismatch mismatch : result.mismatches()) {
            page.wrapped(INDENT + mismatch, INDENT + "  ", palette::bad);
        }
        printUses(result.answer().uses());
        page.wrapped(INDENT + PlanWords.mostNodes(result), INDENT + "  ", line -> line);
        PlanWords.ports(result.answer()).ifPresent(words -> page.wrapped(INDENT + words, INDENT + "  ", line -> line));
        result.answer().batches().ifPresent(this::printBatches);
    }

    /** Limits that are far away say nothing here. */
    private void printUses(List<LimitUse> uses) {
        for (LimitUse use : uses) {
            if (!use.fits() || PlanWords.isOfRange(use.limit())) {
                String row = INDENT
                        + Page.pad(use.limit().label(), LIMIT_WIDTH)
                        + Page.pad(use.where(), WHERE_WIDTH)
                        + PlanWords.needed(use);
                page.wrapped(row, INDENT + "  ", line -> use.fits() ? line : palette.bad(line));
            }
        }
    }

    private void printBatches(BatchAllocation batches) {
        for (int node = 0; node < batches.shares().size(); node++) {
            BatchAllocation.Share share = batches.shares().get(node);
            String row = INDENT + "node-" + node + ": " + PlanWords.count(share.pods(), "pod") + ", wants "
                    + share.wanted() + " addresses, has " + share.held() + ", " + share.idle() + " idle";
            boolean waits = share.pending() > 0;
            page.line(waits ? palette.bad(row + ", " + share.pending() + " PENDING") : row);
        }
        page.line(INDENT + PlanWords.count(batches.leftInSubnet()) + " addresses left in the pod subnet");
    }
}
