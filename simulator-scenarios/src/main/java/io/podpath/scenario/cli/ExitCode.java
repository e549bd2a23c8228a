package io.podpath.scenario.cli;

import io.podpath.scenario.run.ProbeResult;
import io.podpath.scenario.run.RunResult;
import io.podpath.trace.Outcome;
import java.util.List;

/** What the process tells its caller. */
final class ExitCode {

    /** Everything came out as expected. */
    static final int AS_EXPECTED = 0;
    /** An expectation failed. */
    static final int UNEXPECTED = 1;
    /** The command line or the input is wrong. */
    static final int WRONG_INPUT = 2;
    /** podpath does not model what the question needs. */
    static final int INCOMPLETE = 3;
    /** podpath itself is wrong. */
    static final int INTERNAL_ERROR = 4;

    private ExitCode() {}

    /**
     * The code for finished runs.
     *
     * <p>Wrong input comes before failed expectations, and these before an incomplete model. An expectation that fails
     * only because its flow is undecided says nothing about the network, so it counts as incomplete.
     */
    static int of(List<RunResult> runs) {
        if (runs.stream().anyMatch(RunResult::hasErrors)) {
            return WRONG_INPUT;
        }
        boolean isUnexpected = runs.stream().flatMap(RunResult::probes).anyMatch(ExitCode::isDecidedOtherwise)
                || runs.stream().flatMap(RunResult::plans).anyMatch(plan -> !plan.isAsExpected());
        if (isUnexpected) {
            return UNEXPECTED;
        }
        return runs.stream().anyMatch(RunResult::isIncomplete) ? INCOMPLETE : AS_EXPECTED;
    }

    private static boolean isDecidedOtherwise(ProbeResult probe) {
        boolean decided = probe.flow().outcome() != Outcome.UNDECIDED
                || probe.expected().expectation().outcome() == Outcome.UNDECIDED;
        return decided && !probe.isAsExpected();
    }
}
