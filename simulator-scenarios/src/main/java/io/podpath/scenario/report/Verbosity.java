package io.podpath.scenario.report;

import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.EnumSet;
import java.util.Set;

/** How much of a walk is shown. */
public enum Verbosity {
    /** What decided: quiet steps are folded. */
    TEXT,
    /** Every step with the rules beside it, facts and virtual time. */
    WIDE;

    private static final Set<StepKind> HOUSEKEEPING =
            EnumSet.of(StepKind.CONNTRACK, StepKind.HOOK, StepKind.SOURCE_CHECK);

    /** Whether the step is shown inside a walk; the last step of a walk always is. */
    boolean shows(Step step) {
        return this == WIDE
                || !HOUSEKEEPING.contains(step.kind())
                || PacketText.isTranslated(step.before(), step.after());
    }
}
